"""The row of ranges above charts."""

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.ui.clock.time_window import Range


def checked(bar):
    return [chosen for chosen, button in bar._buttons.items() if button.isChecked()]


def test_every_range_has_a_button_where_there_is_room(bar):
    assert bar.shown() == tuple(Range)
    assert [button.text() for button in bar._buttons.values()][:5] == [
        "15 m",
        "1 h",
        "6 h",
        "12 h",
        "24 h",
    ]


def test_a_pressed_button_is_the_range_that_is_shown(qtbot, bar, control):
    qtbot.mouseClick(bar._buttons[Range.WEEK], Qt.MouseButton.LeftButton)
    assert control.window.range is Range.WEEK
    assert checked(bar) == [Range.WEEK]


def test_a_button_is_pressed_with_the_space_bar(qtbot, bar, control):
    bar._buttons[Range.HOUR].setFocus()
    qtbot.keyClick(bar._buttons[Range.HOUR], Qt.Key.Key_Space)
    assert control.window.range is Range.HOUR


def test_the_chosen_range_stays_ticked_when_it_is_pressed_again(qtbot, bar):
    qtbot.mouseClick(bar._buttons[Range.DAY], Qt.MouseButton.LeftButton)
    assert checked(bar) == [Range.DAY]


def test_a_range_that_was_chosen_elsewhere_is_ticked(bar, control):
    control.choose(Range.YEAR)
    assert checked(bar) == [Range.YEAR]


def test_the_last_button_names_what_no_other_one_does(bar, control, now_s):
    control.zoom(now_s - 3600, now_s - 2400)
    assert checked(bar) == []
    assert "–" in bar._more.text()
    assert bar._more.isChecked()
    assert bar._more.toolTip().startswith("24 h › ")


@pytest.mark.parametrize("chosen", Range)
def test_the_chosen_range_has_a_button_however_narrow_it_is(bar, control, chosen):
    bar.resize(bar.minimumSizeHint())
    control.choose(chosen)
    assert chosen in bar.shown()
    assert len(bar.shown()) < len(Range)


def test_what_has_no_button_is_in_the_menu(bar, control):
    bar.resize(bar.minimumSizeHint())
    bar._offer()
    offered = [action.text() for action in bar._menu.actions() if not action.isSeparator()]
    bar._menu.close()
    assert offered[-1] == "Custom…"
    assert len(offered) - 1 + len(bar.shown()) == len(Range)
    assert "24 h" not in offered


def test_a_zoom_is_left_from_the_menu(bar, control, now_s):
    control.zoom(now_s - 3600, now_s - 2400)
    bar._offer()
    bar._menu.actions()[-1].trigger()
    bar._menu.close()
    assert control.window.range is Range.DAY
