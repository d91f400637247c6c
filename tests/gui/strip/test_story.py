"""The acceptance story of a slow evening, in the real window and by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.gui

SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def _has_focus(window):
    """A dialog of the test before may have it a moment longer."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.window() is window


@pytest.fixture
def evening(window, qtbot, estate):
    """The window with one machine filtered by name; its charts have the focus."""
    window.activateWindow()
    qtbot.waitUntil(lambda: _has_focus(window))
    strip = window.contents._pages.page.strip
    press(Qt.Key.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "pve2")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip._gaze.showing is not None and len(strip._cast) == 1)
    while not strip.isAncestorOf(QApplication.focusWidget()):
        press(Qt.Key.Key_F6)
    return strip


def test_an_evening_is_found_zoomed_into_and_left_again_by_keys_alone(evening, window, qtbot):
    """Filter, F6 to the charts, arrows, Shift+arrows, Enter; Backspace leads out."""
    time = window.contents._time
    press(Qt.Key.Key_Left, times=20)
    press(Qt.Key.Key_Left, SHIFT, times=5)
    span = evening.crosshair.span
    press(Qt.Key.Key_Return)
    assert (time.window.fixed.start_s, time.window.fixed.end_s) == pytest.approx(span)
    qtbot.waitUntil(lambda: evening.subject().window_s == pytest.approx(span))
    press(Qt.Key.Key_Backspace)
    assert time.window.is_live


def test_what_happened_then_is_said_where_the_crosshair_comes_to_it(evening):
    said = []
    for _ in range(6):
        press(Qt.Key.Key_Left)
        said.append(QApplication.focusWidget().accessibleDescription())
    assert any("Stopped by a user" in one for one in said)


def test_what_is_seen_is_copied_as_an_image_by_one_key(evening, window, qtbot):
    QApplication.clipboard().clear()
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | SHIFT
    )
    qtbot.waitUntil(lambda: not QApplication.clipboard().image().isNull())
    assert QApplication.clipboard().image().width() > 500
