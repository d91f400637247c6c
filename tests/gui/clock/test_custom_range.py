"""Naming a stretch of time by its ends."""

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.ui.clock.custom_range import CustomRange
from pulse_desktop.ui.clock.time_window import Stretch


@pytest.fixture
def popover(qtbot, control, presentation):
    made = CustomRange(control, presentation)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_begins_with_what_is_shown(popover, control):
    start, end = popover.start.dateTime(), popover.end.dateTime()
    assert start.secsTo(end) == 86400
    assert abs(end.toSecsSinceEpoch() - control.stretch.end_s) < 60
    assert popover.verdict() == "24 h long"


def test_enter_shows_what_was_named(qtbot, popover, control):
    popover.start.setDateTime(popover.end.dateTime().addSecs(-20 * 60))
    assert popover.verdict() == "20 min long"
    qtbot.keyClick(popover.end, Qt.Key.Key_Return)
    end_s = popover.end.dateTime().toSecsSinceEpoch()
    assert control.stretch == Stretch(end_s - 1200, end_s)


def test_escape_leaves_everything_as_it_was(qtbot, popover, control):
    before = control.window
    popover.start.setDateTime(popover.end.dateTime().addSecs(-20 * 60))
    qtbot.keyClick(popover.start, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert control.window == before


def test_an_end_in_the_future_is_refused_in_words(qtbot, popover, control):
    before = control.window
    popover.end.setDateTime(popover.end.dateTime().addSecs(3600))
    assert popover.verdict() == "The end lies in the future. Choose one up to now."
    qtbot.keyClick(popover.end, Qt.Key.Key_Return)
    assert control.window == before
    assert popover.isVisible()


def test_a_beginning_after_the_end_is_refused_in_words(popover):
    popover.start.setDateTime(popover.end.dateTime().addSecs(60))
    assert popover.verdict() == "The beginning must lie before the end."


def test_the_ends_are_typed(qtbot, popover):
    popover.end.setFocus()
    popover.end.setSelectedSection(popover.end.Section.MinuteSection)
    qtbot.keyClicks(popover.end, "01")
    assert popover.end.dateTime().time().minute() == 1
