"""The demo estate in the window: how one gets there, what says so, and how one comes back."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.estates import DEMO, EstateList
from pulse_desktop.ui.screens.row_menu import RowMenu
from pulse_desktop.ui.screens.tab import TabId
from simulators import desk as script

ONE = EstateList()
TWO = ONE.with_new("Cabin")
REFUSAL = SettingsError(mark("Test", "A policy on this computer forbids the demo estate."))


@pytest.fixture
def shows(window, estate):
    """Publishes the whole estate, as the demo's or as the user's."""

    def publish(*, is_demo, estates=ONE):
        told = estate.published(estate="default", estates=estates, is_demo=is_demo)
        window.show_published(told)

    return publish


@pytest.fixture
def commands(window):
    return window.contents._demo


@pytest.fixture
def action(window):
    return window.contents._actions.demo


@pytest.fixture
def button(window):
    return window.contents._estates.button


def test_the_help_menu_enters_the_demo_and_leaves_it(shows, action, desk):
    """M-09: in either direction, and the tick tells what is shown."""
    shows(is_demo=False)
    action.trigger()
    assert not action.isChecked()
    shows(is_demo=True)
    assert action.isChecked()
    action.trigger()
    assert desk.demo.did == ["enter", "leave"]


def test_the_demo_is_visibly_a_demo(window, shows, commands, button):
    shows(is_demo=True)
    assert window.windowTitle() == "Demo estate – Pulse Desktop"
    assert (button.text().strip(), button.property("demo")) == ("Demo estate", True)
    assert commands.pill.isVisible()
    assert commands.pill.text() == "Demo estate"


def test_what_is_the_users_has_no_mark(window, shows, commands, button):
    shows(is_demo=True)
    shows(is_demo=False)
    assert window.windowTitle() == "Pulse Desktop"
    marks = (button, commands.pill, commands.leave_button)
    assert [each.isVisible() for each in marks] == [False] * 3


def test_one_click_leaves_the_demo(shows, commands, desk):
    shows(is_demo=True)
    commands.leave_button.click()
    assert desk.demo.did == ["leave"]


def test_nothing_else_can_be_asked_for_on_the_way(shows, commands, action, desk):
    shows(is_demo=False)
    work = desk.hold()
    commands.enter()
    commands.enter()
    assert (action.isEnabled(), action.text()) == (False, "Opening the demo estate…")
    asyncio.run(work.pop())
    assert (work, desk.demo.did) == ([], ["enter"])
    assert (action.isEnabled(), action.text()) == (True, "&Demo estate")


def test_leaving_says_that_it_is_under_way(shows, commands, desk):
    shows(is_demo=True)
    work = desk.hold()
    commands.leave()
    assert (commands.leave_button.isEnabled(), commands.leave_button.text()) == (False, "Leaving…")
    asyncio.run(work.pop())
    assert (commands.leave_button.isEnabled(), commands.leave_button.text()) == (True, "Leave demo")


def test_a_refusal_is_said_and_changes_nothing(window, shows, commands, action, desk):
    """M-10: a refused switch changes nothing."""
    shows(is_demo=False)
    desk.demo.refusal = REFUSAL
    action.trigger()
    assert commands.notice.text() == "A policy on this computer forbids the demo estate."
    assert not action.isChecked()
    assert action.isEnabled()
    assert window.windowTitle() == "Pulse Desktop"


def test_the_next_attempt_puts_the_refusal_away(shows, commands, desk):
    shows(is_demo=False)
    desk.demo.refusal = REFUSAL
    commands.enter()
    desk.demo.refusal = None
    commands.enter()
    assert commands.notice.text() == ""


def test_the_switcher_lists_the_demo_while_it_is_shown(shows, button):
    shows(is_demo=True)
    entries = [(each.text(), each.isChecked()) for each in button._group.actions()]
    assert entries == [("Demo estate", True), ("Home", False)]
    shows(is_demo=False, estates=TWO)
    entries = [(each.text(), each.isChecked()) for each in button._group.actions()]
    assert entries == [("Home", True), ("Cabin", False)]


def test_choosing_the_estate_one_came_from_leaves_the_demo(shows, button, desk):
    shows(is_demo=True)
    button._group.actions()[1].trigger()
    assert (desk.demo.did, desk.estates.asked) == (["leave"], [])


def test_choosing_another_estate_leaves_the_demo_on_the_way(shows, button, desk):
    shows(is_demo=True, estates=TWO)
    button._group.actions()[2].trigger()
    assert (desk.demo.did, desk.estates.asked) == (["leave"], [("switch", "cabin")])


def test_any_estate_can_be_opened_out_of_the_demo(window, shows):
    shows(is_demo=True, estates=TWO)
    dialog = window.contents._estates.show_dialog()
    assert dialog.open_action.isEnabled()
    assert not dialog.delete_action.isEnabled()


def test_a_connection_is_not_added_to_the_demo(window, shows):
    added = window.contents._actions.add_connection
    shows(is_demo=True)
    assert (added.isEnabled(), added.toolTip()) == (
        False,
        "Not in the demo estate. Leave the demo first.",
    )
    shows(is_demo=False)
    assert added.isEnabled()


def test_charts_of_the_demo_are_kept_apart_from_the_users(window, shows, desk):
    """M-13: neither read nor written in the demo."""
    shows(is_demo=False)
    shows(is_demo=True)
    window.contents._charts.shelf.touch()
    window.contents._charts.flush()
    assert set(desk.charts.books) <= {DEMO}


@pytest.mark.parametrize("tab", [TabId.INFRASTRUCTURE, TabId.WORKLOADS, TabId.STORAGE])
def test_where_nothing_is_connected_the_demo_is_a_way_on(make_window, desk, estate, tab):
    shown = make_window()
    shown.show()
    shown.show_published(estate.empty())
    shown.turn_to(tab)
    empty = shown.contents._pages.page._empty
    assert (empty._button.text(), empty._other.text()) == (
        "Add a connection…",
        "Try the demo estate",
    )
    empty._other.click()
    assert desk.demo.did == ["enter"]


def test_a_filter_without_a_match_has_nothing_to_do_with_the_demo(window):
    window.contents._top.set_text("zzz")
    empty = window.contents._pages.page._empty
    assert empty._button.isVisible()
    assert not empty._other.isVisible()


def test_an_exported_chart_says_that_it_is_of_the_demo(estate):
    from pulse_desktop.ui.screens.export.signature import _estate

    assert _estate(estate.published(estates=ONE, estate="default")) == "Home"
    assert _estate(estate.published(estates=ONE, estate="default", is_demo=True)) == "Demo estate"


def test_the_demo_is_another_estate_than_the_one_it_stands_for():
    told = script.published()
    assert told.shown is None
    assert replace(told, estate="default", is_demo=True).shown == DEMO
    assert replace(told, estate="default").shown == "default"


def test_no_web_page_of_the_demo_is_opened(window, shows, estate):
    """M-13: its addresses may be somebody's."""
    overview = window.contents._inspector._overview
    shows(is_demo=True)
    window.select(estate.ResourceId("agent-pve1"))
    pve1 = estate.read_state().by_id["agent-pve1"]
    menu = RowMenu(window.contents._actions, window.contents._pages.page.table, pve1)
    offered = [each.text() for each in overview.findChildren(QPushButton)]
    assert pve1.web_url is not None
    assert "Open web UI" not in offered
    assert not window.contents._actions.open_web.isEnabled()
    menu.deleteLater()


def test_web_pages_of_the_user_are_opened_again_after_the_demo(window, shows, estate):
    shows(is_demo=True)
    shows(is_demo=False)
    window.select(estate.ResourceId("agent-pve1"))
    buttons = window.contents._inspector._overview.findChildren(QPushButton)
    assert "Open web UI" in [each.text() for each in buttons]
