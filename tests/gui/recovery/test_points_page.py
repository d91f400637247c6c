"""The inspector lists the copies of one workload and says who looked for them."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pulse_desktop.ui.inspector.inspector import PageId


@pytest.fixture
def inspect(recovery, window):
    """Selects a row and opens the page; gives the page."""

    def inspected(name):
        window.contents._inspector.open_page(PageId.RECOVERY)
        recovery.table.select(next(r.id for r in recovery._rows() if r.name == name))
        return window.contents._inspector._points

    return inspected


def cells(page, column):
    model = page._points
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_every_copy_is_listed_newest_first(inspect):
    """A-03."""
    assert cells(inspect("immich"), 0)[:3] == [
        "8 May 2026 11:03",
        "8 May 2026 08:03",
        "8 May 2026 02:03",
    ]


def test_a_copy_is_listed_with_where_it_lies_and_how_large_it_is(inspect):
    page = inspect("immich")
    assert cells(page, 1)[:3] == ["Snapshot · local-zfs", "local", "primary-vault / lab"]
    assert cells(page, 2)[2] == "14.0 GB"
    assert cells(page, 3)[:3] == ["—", "—", "✓"]


def test_what_follows_is_said_above_the_list(inspect):
    page = inspect("web-2")
    assert page.words() == (
        "Stale, last run failed. Its last good copy is older than its rhythm allows."
    )
    assert page._last.text() == "5 May 2026 02:03 · 3 d ago"
    assert page._plan.text() == "Daily, next 02:03"


def test_of_a_run_that_failed_it_says_why(inspect):
    page = inspect("web-2")
    assert cells(page, 1)[0] == "No space"
    tip = page._points.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Backup, Failed" in tip


def test_who_looked_and_when_is_said_below(inspect):
    """A-03: where never was concluded it shows from what."""
    page = inspect("paperless")
    assert page._looks.text() == "Looked through by\nProxmox VE, 4 s ago: local, local-zfs"
    assert page.words().startswith("Never protected. Its copies were looked for")


def test_where_nobody_looked_that_is_said(inspect):
    page = inspect("grafana")
    assert page.words() == (
        "Not known. No connection that is polled knows where its copies would be."
    )
    assert page._looks.text() == ""


def test_what_is_no_workload_has_no_list(inspect, window, estate):
    page = inspect("web-2")
    host = next(r for r in estate.resources() if r.name == "pve1")
    window.contents._inspector.show_resource(host, estate.read_state())
    assert page._list.isHidden()
    assert "Recovery points are shown for what runs on hosts" in page._reason.text()


def test_copies_can_be_copied_to_the_clipboard(inspect):
    page = inspect("immich")
    page._list.selectAll()
    page._copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 13
    assert lines[2] == "8 May 2026 02:03\tprimary-vault / lab\t14.0 GB\t✓"


def test_what_is_worked_out_later_shows_when_it_is(inspect, window, published, desk):
    page = inspect("paperless")
    held = desk.hold()
    window.show_published(published({}))
    assert page.words().startswith("Never protected.")
    while held:
        asyncio.run(held.pop(0))
    assert page.words().startswith("Not known.")


def test_the_list_follows_a_newer_look(inspect, window, published, estate):
    page = inspect("paperless")
    window.show_published(published({}))
    assert page.words().startswith("Not known.")
