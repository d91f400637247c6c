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


def test_an_evening_is_found_zoomed_into_and_left_again_by_keys_alone(window, qtbot, hub):
    """Filter, F6 to the charts, arrows, Shift+arrows, Enter; Backspace leads out."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    strip, time = window.contents._pages.page.strip, window.contents._time
    press(Qt.Key.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "pve2")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip._gaze.showing is not None and len(strip._cast) == 1)
    window.contents._lens_bar.setFocus()
    press(Qt.Key.Key_F6)
    assert strip.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_Left, times=20)
    press(Qt.Key.Key_Left, SHIFT, times=5)
    span = strip.crosshair.span
    press(Qt.Key.Key_Return)
    assert (time.window.fixed.start_s, time.window.fixed.end_s) == pytest.approx(span)
    qtbot.waitUntil(lambda: strip.subject().window_s == pytest.approx(span))
    press(Qt.Key.Key_Backspace)
    assert time.window.is_live
