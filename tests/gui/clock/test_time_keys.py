"""The keys that choose a window of time, and where they are mere characters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox

from pulse_desktop.ui.clock.time_window import Range, Stretch


@pytest.fixture
def time(window):
    window.activateWindow()
    window.contents._pages.page.table.setFocus()
    return window.contents._time


@pytest.fixture
def press(qtbot, window):
    """Types where the focus is, as a keyboard does."""

    def type_keys(*keys):
        for key in keys:
            qtbot.keyClick(window.focusWidget(), key)

    return type_keys


@pytest.mark.parametrize(("number", "chosen"), list(enumerate(list(Range)[:9], 1)))
def test_a_digit_chooses_a_range(time, press, number, chosen):
    press(str(number))
    assert time.window.range is chosen


def test_brackets_shift_by_half_a_window(time, press, now_s):
    press("[")
    assert time.stretch == Stretch(now_s - 36 * 3600, now_s - 12 * 3600)
    press("]")
    assert time.window.range is Range.DAY


def test_minus_and_equals_zoom_out_and_in(time, press):
    press("-")
    assert time.stretch.length_s == pytest.approx(48 * 3600)
    press("=", "=")
    assert time.stretch.length_s == pytest.approx(12 * 3600)
    assert time.window.range is Range.HOURS_12


def test_backspace_leads_out_of_a_zoom(time, press, now_s):
    time.zoom(now_s - 3600, now_s - 2400)
    press(Qt.Key.Key_Backspace)
    assert time.window.range is Range.DAY


def test_zero_goes_on_with_time(time, press, now_s):
    time.zoom(now_s - 3600, now_s - 2400)
    press("0")
    assert time.window.is_live
    assert time.window.range is Range.DAY


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox, QComboBox])
def test_what_is_typed_into_a_field_changes_no_range(qtbot, window, time, press, kind):
    field = kind(window.centralWidget())
    field.show()
    field.setFocus()
    before = time.window
    time.zoom(*map(float, (1000, 5000)))
    zoomed = time.window
    press("2", "[", "-", "=", Qt.Key.Key_Backspace, "0")
    assert time.window == zoomed != before


def test_keys_that_type_nothing_work_from_a_list_of_choices(qtbot, window, time, press):
    field = QComboBox(window.centralWidget())
    field.show()
    field.setFocus()
    was_checked = window.contents._actions.lens_bar.isChecked()
    press(Qt.Key.Key_F9)
    assert window.contents._actions.lens_bar.isChecked() != was_checked
    press(Qt.Key.Key_F6)
    assert not field.hasFocus()


def test_a_digit_in_the_filter_is_a_digit(time, press, window):
    window.contents._top.focus_filter()
    press("1", "0")
    assert window.contents._top.text() == "10"
    assert time.window.range is Range.DAY


def test_the_keys_are_in_the_list_of_shortcuts(window):
    listed = dict(window.contents._actions.with_shortcuts())
    assert listed["5"] == "24 h"
    assert listed["["] == "Earlier by half a window"


def test_the_toolbar_says_where_a_zoom_came_from(window, time, now_s):
    button = window.contents._range
    assert button.text().strip() == "24 h"
    time.zoom(now_s - 3600, now_s - 2400)
    assert button.toolTip().startswith("Range: 24 h › ")
    assert button.accessibleName().startswith("Range: 24 h › ")


def test_the_menu_ticks_the_range_that_is_shown(window, time):
    time.choose(Range.WEEK)
    ticked = [a.text() for a in window.contents._actions.time.all() if a.isChecked()]
    assert ticked == ["7 d"]
