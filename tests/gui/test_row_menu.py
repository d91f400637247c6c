"""What the context menu and the column chooser offer."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from pulse_desktop.ui.screens.row_menu import RowMenu, column_menu
from pulse_desktop.ui.screens.tab import TabId


@pytest.fixture
def table(window):
    window.turn_to(TabId.WORKLOADS)
    return window.contents._pages.page.table


@pytest.fixture
def menu_of(window, table):
    def menu(name):
        page = window.contents._pages.page
        rows = page.model.sections[0].resources
        return RowMenu(window.contents._actions, table, next(r for r in rows if r.name == name))

    return menu


def entries(menu):
    return {action.text().replace("&", ""): action for action in menu.actions() if action.text()}


def copies(menu):
    return entries(entries(menu)["Copy"].menu())


def test_the_menu_offers_what_can_be_done_in_one_order(menu_of):
    assert list(entries(menu_of("home-assistant"))) == [
        "Inspect",
        "Open web UI",
        "Add to chart",
        "Edit notes, link and tags…",
        "Split merged resource…",
        "Merge with…",
        "Copy",
    ]


def test_a_web_page_is_offered_only_where_there_is_one(menu_of):
    assert entries(menu_of("home-assistant"))["Open web UI"].isEnabled()
    assert not entries(menu_of("web-1"))["Open web UI"].isEnabled()


@pytest.mark.parametrize(("what", "text"), [("Name", "web-1"), ("ID", "101")])
def test_a_fact_of_a_row_can_be_copied(menu_of, what, text):
    copies(menu_of("web-1"))[what].trigger()
    assert QGuiApplication.clipboard().text() == text


def test_a_fact_that_is_not_known_cannot_be_copied(menu_of):
    assert not copies(menu_of("web-1"))["IP address"].isEnabled()


def test_a_row_is_copied_with_its_titles(menu_of):
    copies(menu_of("web-1"))["Row"].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("web-1\tRunning")


def test_a_web_page_opens_in_the_users_browser(window, table, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    table.select("vm-home-assistant")
    window.contents._actions.open_web.trigger()
    assert opened == ["http://10.0.0.61:8123"]


def test_the_column_chooser_lists_all_but_the_name(table):
    menu = column_menu(table, table)
    assert len(menu.actions()) == len(table.columns) - 1
    entries(menu)["Image"].trigger()
    assert "image" in table.layout_choice.shown
    entries(menu)["Image"].trigger()
    assert "image" not in table.layout_choice.shown


def test_menus_open_where_they_are_asked_for(window, table):
    table.select("vm-web-1")
    for ask in (window.contents._on_rows.show_menu, window.contents._on_rows.choose_columns_at):
        ask(QPoint(200, 200))
        menu = next(m for m in table.findChildren(QMenu) if m.isVisible())
        assert menu.pos() == QPoint(200, 200)
        menu.close()
