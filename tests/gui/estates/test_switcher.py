"""The open estate's name in the window, and the way to another one."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.ui.inspector.inspector import PageId

ONE = EstateList()
TWO = ONE.with_new("Cabin & boat")


@pytest.fixture
def shows(window, estate):
    """Publishes the whole estate as that of the estate with this id."""

    def publish(opened="default", estates=TWO, **rest):
        window.show_published(estate.published(estate=opened, estates=estates, **rest))

    return publish


@pytest.fixture
def button(window):
    return window.contents._estates.button


def entries(button):
    return [(each.text(), each.isChecked()) for each in button._group.actions()]


def test_one_estate_needs_no_name(window, shows, button):
    shows(estates=ONE)
    assert not button.isVisible()
    assert window.windowTitle() == "Pulse Desktop"


def test_the_second_estate_gives_the_window_a_name(window, shows, button):
    shows("cabin-boat")
    assert window.windowTitle() == "Cabin & boat – Pulse Desktop"
    assert button.accessibleName() == "Estate: Cabin & boat"
    assert button.text().strip() == "Cabin && boat"


def test_the_name_goes_with_the_second_estate(window, shows, button):
    shows()
    shows(estates=TWO.without("cabin-boat", "default"))
    assert not button.isVisible()
    assert window.windowTitle() == "Pulse Desktop"


def test_the_menu_ticks_the_open_estate(shows, button):
    shows("cabin-boat")
    assert entries(button) == [("Home", False), ("Cabin && boat", True)]


def test_choosing_another_estate_asks_for_it_and_ticks_nothing_yet(shows, button, desk):
    shows()
    button._group.actions()[1].trigger()
    assert desk.estates.asked == [("switch", "cabin-boat")]
    assert entries(button)[0] == ("Home", True)


def test_choosing_the_open_estate_asks_for_nothing(shows, button, desk):
    shows()
    button._group.actions()[0].trigger()
    assert desk.estates.asked == []


def test_no_other_estate_can_be_chosen_while_one_is_being_opened(shows, button, desk):
    shows()
    work = desk.hold()
    button._group.actions()[1].trigger()
    assert (button.isEnabled(), button.text().strip()) == (False, "Opening…")
    asyncio.run(work.pop())
    assert (button.isEnabled(), button.text().strip()) == (True, "Home")


def test_a_refusal_is_said_in_the_status_bar(window, shows, button, desk):
    shows()
    desk.estates.refusal = SettingsError(mark("Test", "This estate is no longer there."))
    button._group.actions()[1].trigger()
    assert window.contents._strip.currentMessage() == "This estate is no longer there."


def test_a_long_name_is_cut_and_whole_in_the_tool_tip(shows, button):
    name = "The cabin by the lake " * 2
    shows("cabin-boat", TWO.renamed("cabin-boat", name))
    assert button.text().strip().endswith("…")
    assert button.toolTip() == f"Estate: {name.strip()}"


def test_the_button_is_reached_with_the_keyboard(qtbot, window, shows, button):
    shows()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_key_opens_the_list_of_estates(window, shows, desk):
    shows()
    action = window.contents._actions.estates
    assert action.shortcut() == QKeySequence("Ctrl+Shift+O")
    action.trigger()
    dialog = window.contents._estates._dialog
    assert dialog.isVisible()
    dialog.reject()


def test_the_inspector_keeps_nothing_of_the_estate_before(window, shows, desk):
    """T-08: the same machine may be in both, under one id."""
    shows()
    window.contents._inspector.open_page(PageId.EVENTS)
    asked = len(desk.recordings.asked)
    shows("cabin-boat")
    assert len(desk.recordings.asked) == asked + 1


def test_a_late_answer_of_the_estate_before_is_dropped(window, shows, desk):
    shows()
    work = desk.hold()
    window.contents._inspector.open_page(PageId.EVENTS)
    shows("cabin-boat")
    late, newest = (one for one in work if one.__qualname__ == "EventFeed._read")
    asyncio.run(newest)
    shown = window.contents._inspector._events._stack.currentWidget()
    desk.recordings.failure = SettingsError(mark("Test", "Of the estate before."))
    asyncio.run(late)
    assert window.contents._inspector._events._stack.currentWidget() is shown
