"""The main window: what it shows, which keys it knows, what it asks."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from pulse_desktop.model.errors import KeyringState, SecretError
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.desk import RecorderStatus
from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.screens.tab import TabId


def page(window):
    return window.contents._pages.page


def names(window):
    return [r.name for section in page(window).model.sections for r in section.resources]


def press(qtbot, window, keys):
    """Type a shortcut into whatever has the focus."""
    combination = QKeySequence(keys)[0]
    target = window.focusWidget() or window
    qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())


def test_the_first_tab_lists_what_things_run_on(window):
    assert names(window) == ["desk", "edge-pi", "pve1", "pve2", "pve3"]


@pytest.mark.parametrize(("keys", "tab"), [(f"Ctrl+{n}", tab) for n, tab in enumerate(TabId, 1)])
def test_ctrl_and_a_number_bring_up_a_tab(qtbot, window, keys, tab):
    window.turn_to(TabId.STORAGE)
    press(qtbot, window, keys)
    assert window.contents._top.tab is tab


def test_slash_lets_the_user_filter_and_esc_clears_it(qtbot, window):
    window.turn_to(TabId.WORKLOADS)
    press(qtbot, window, "/")
    qtbot.keyClicks(window.focusWidget(), "web-")
    assert names(window) == ["web-1", "web-2"]
    assert window.contents._top._count.text() == "2 of 25"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert len(names(window)) == 25
    assert window.focusWidget() is page(window).table


def test_a_tab_keeps_its_own_filter(qtbot, window):
    window.turn_to(TabId.WORKLOADS)
    window.contents._top.set_text("web")
    window.turn_to(TabId.STORAGE)
    assert window.contents._top.text() == ""
    window.turn_to(TabId.WORKLOADS)
    assert window.contents._top.text() == "web"


def test_a_filter_without_a_match_says_so_and_can_be_cleared(qtbot, window):
    window.contents._top.set_text("zzz")
    assert page(window).is_empty()
    assert page(window).reason() == "No name contains “zzz”"
    page(window)._empty._button.click()
    assert not page(window).is_empty()


def test_a_lens_scopes_every_tab(window):
    window.contents._lens_bar.choose(PlatformId("computer"))
    assert names(window) == ["desk"]
    window.turn_to(TabId.STORAGE)
    assert names(window) == ["/", "/srv/media"]
    window.turn_to(TabId.WORKLOADS)
    assert page(window).reason() == "This computer reports nothing here"
    page(window)._empty._button.click()
    assert len(names(window)) == 25


def test_lenses_show_the_worst_shape_and_a_count(window):
    """The row of everything has no shape: the others say it already."""
    told = [
        window.contents._lens_bar.item(row).toolTip()
        for row in range(window.contents._lens_bar.count())
    ]
    assert told == [
        "All, 5",
        "Docker, 1, critical",
        "Proxmox VE, 4, critical",
        "This computer, 1, as expected",
    ]


def test_storage_begins_in_sections_and_stays_as_the_user_leaves_it(window, make_window, estate):
    window.turn_to(TabId.STORAGE)
    titles = [title for _, title in page(window).model.headings]
    assert titles == ["Pools and datastores", "Datasets and file systems"]
    page(window).group(Grouping.NONE)
    assert window.remember()
    again = make_window()
    again.turn_to(TabId.STORAGE)
    assert not page(again).model.is_grouped


def test_f9_hides_the_lens_bar_and_brings_it_back(qtbot, window):
    press(qtbot, window, "F9")
    assert not window.contents._lens_bar.isVisible()
    press(qtbot, window, "F9")
    assert window.contents._lens_bar.isVisible()


def test_f4_hides_the_inspector_and_enter_brings_it_back(qtbot, window):
    press(qtbot, window, "F4")
    assert not window.contents._inspector.isVisible()
    page(window).table.setFocus()
    press(qtbot, window, "Return")
    assert window.contents._inspector.isVisible()


def test_f5_polls_everything_now(qtbot, window, desk):
    press(qtbot, window, "F5")
    assert desk.connections.polled == [None]


def test_f6_goes_from_pane_to_pane(qtbot, window):
    window.contents._lens_bar.setFocus()
    press(qtbot, window, "F6")
    assert page(window).strip.isAncestorOf(window.focusWidget())
    press(qtbot, window, "F6")
    assert window.focusWidget() is page(window).table
    press(qtbot, window, "F6")
    assert window.contents._inspector.isAncestorOf(window.focusWidget())


def test_closing_asks_to_quit_and_closes_nothing(qtbot, window):
    with qtbot.waitSignal(window.quit_requested):
        window.close()
    assert window.isVisible()


def test_ctrl_q_asks_to_quit(qtbot, window):
    with qtbot.waitSignal(window.quit_requested):
        press(qtbot, window, "Ctrl+Q")


def test_the_window_asks_for_connections_and_for_a_new_one(qtbot, window):
    with qtbot.waitSignal(window.connections_requested):
        window.contents._strip._connections.click()
    with qtbot.waitSignal(window.add_connection_requested):
        press(qtbot, window, "Ctrl+N")


def test_menus_list_only_what_works(window):
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            works = action.isSeparator() or action.menu() or action.isCheckable()
            assert works or action.receivers("2triggered(bool)") > 0, action.text()


def test_no_two_actions_share_a_key(window):
    keys = [
        a.shortcut().toString() for a in window.contents._actions._all if not a.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))


def test_rows_are_copied_as_tab_separated_lines(qtbot, window):
    page(window).table.select("agent-pve1")
    page(window).table.setFocus()
    press(qtbot, window, "Ctrl+C")
    title, row = QGuiApplication.clipboard().text().splitlines()
    assert title.split("\t")[:3] == ["Name", "Status", "CPU"]
    assert row.split("\t")[:3] == ["pve1", "Online", "12 %"]


def test_grouping_offers_what_the_tab_can_do(window):
    window.turn_to(TabId.INFRASTRUCTURE)
    offered = {a.data() for a in window.contents._actions.groupings.actions() if a.isVisible()}
    assert Grouping.PROJECT not in offered
    window.turn_to(TabId.WORKLOADS)
    next(
        a for a in window.contents._actions.groupings.actions() if a.data() == Grouping.HOST
    ).trigger()
    assert [s.title for s in page(window).model.sections][:2] == ["desk", "pve1"]


def test_the_inspector_follows_the_current_row(window):
    page(window).table.select("agent-pve2")
    assert window.contents._inspector._name.text() == "pve2"
    assert window.contents._inspector._caption.text() == "Proxmox VE · Warning"


def test_a_link_leads_to_the_tab_of_the_resource(window):
    window.contents._inspector.followed.emit("storage-tank")
    assert window.contents._top.tab is TabId.STORAGE
    assert window.contents._inspector._name.text() == "tank"


def test_a_link_leads_to_a_resource_that_lens_and_filter_hide(window):
    window.contents._lens_bar.choose(PlatformId("computer"))
    window.contents._inspector.followed.emit("vm-web-1")
    assert window.contents._inspector._name.text() == "web-1"
    assert page(window).table.current_resource().name == "web-1"


def test_the_inspector_shows_the_neighbour_of_what_is_gone(window, estate):
    page(window).table.select("agent-pve1")
    left = tuple(r for r in estate.resources() if r.name != "pve1")
    window.show_published(estate.published(estate.read_state(left)))
    assert window.contents._inspector._name.text() == page(window).table.current_resource().name


def test_the_inspector_lies_over_the_table_in_a_narrow_window(qtbot, window):
    window.resize(1100, 700)
    assert not window.contents._inspector.isVisible()
    page(window).table.setFocus()
    press(qtbot, window, "F4")
    assert window.contents._inspector.isVisible()
    assert window.contents._panes.is_overlaid
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.contents._inspector.isVisible()
    window.resize(1400, 800)
    assert window.contents._inspector.isVisible()
    assert not window.contents._panes.is_overlaid


def test_the_lens_bar_collapses_in_a_very_narrow_window(window):
    window.resize(960, 600)
    assert window.contents._lens_bar.is_collapsed
    window.resize(1400, 800)
    assert not window.contents._lens_bar.is_collapsed


def test_without_connections_every_tab_says_what_to_do(qtbot, window, estate):
    window.show_published(estate.empty())
    assert page(window).reason() == "Nothing is connected yet"
    assert not window.contents._inspector.isVisible()
    with qtbot.waitSignal(window.add_connection_requested):
        page(window)._empty._button.click()


def test_before_the_first_answer_the_window_says_that_it_waits(window, estate):
    waiting = estate.connection("c1", "engine", "desk", estate.ConnectionState.WAITING)
    window.show_published(estate.published(EMPTY, connections=(waiting,)))
    assert page(window).reason() == "Waiting for the first answer"


def test_a_tab_that_nothing_reports_to_says_so(window, estate):
    hosts = estate.read_state(tuple(r for r in estate.resources() if r.name == "pve1"))
    window.show_published(estate.published(hosts))
    window.turn_to(TabId.STORAGE)
    assert page(window).reason() == "Nothing to show"


def test_recorded_values_are_announced_and_the_line_can_be_dismissed(window, estate):
    window.show_published(estate.published(recorded_at=estate.NOW))
    assert window.contents._banner.text().startswith("Showing what was recorded 8 May 2026")
    window.contents._banner._close.click()
    assert not window.contents._banner.isVisible()
    window.show_published(estate.published(recorded_at=estate.NOW))
    assert not window.contents._banner.isVisible()
    window.show_published(estate.published())
    window.show_published(estate.published(recorded_at=estate.NOW))
    assert window.contents._banner.isVisible()


def test_a_recorder_problem_comes_before_a_notice(window, estate):
    problem = mark("Test", "The disk is full. Nothing is recorded.")
    recorder = RecorderStatus(is_recording=False, problem=problem, database_bytes=1, since=None)
    notices = (mark("Test", "This profile is read-only."),)
    window.show_published(estate.published(recorder=recorder, notices=notices))
    assert window.contents._banner.text() == "The disk is full. Nothing is recorded."
    assert window.contents._strip._recording.text() == "Not recording · 1 B"


def test_the_status_bar_counts_connections_and_tells_the_age(window):
    assert window.contents._strip._connections.text().strip() == "2 live · 1 degraded · 1 failed"
    assert window.contents._strip._recording.text() == "Recording · 105 MB · since 3 Feb 2026"
    assert window.contents._strip._updated.text() == "updated just now"


def test_a_theme_is_applied_and_saved(window, desk, qapp):
    next(a for a in window.contents._actions.themes.actions() if a.data() == Theme.DARK).trigger()
    assert theme.colours(window.palette()) is theme.DARK
    assert desk.saved[-1].theme is Theme.DARK


def test_preferences_that_cannot_be_saved_still_hold_for_now(window, desk):
    desk.failure = SecretError(KeyringState.REFUSED, mark("Test", "The file is read-only."))
    next(a for a in window.contents._actions.themes.actions() if a.data() == Theme.DARK).trigger()
    assert window.contents._strip.currentMessage() == "The file is read-only."
    assert theme.colours(window.palette()) is theme.DARK


def test_without_a_table_the_lenses_count_everything(window, estate):
    window.turn_to(TabId.CHARTS)
    bar = window.contents._lens_bar
    assert bar._lenses[0].count == len(estate.published().state.by_id)


def test_the_recovery_tab_says_that_nobody_reads_recovery_points(window):
    window.turn_to(TabId.RECOVERY)
    assert page(window).reason() == "No connection reads recovery points"
    assert not window.contents._inspector.isVisible()


def test_the_window_is_found_as_it_was_left(window, make_window, estate):
    window.turn_to(TabId.WORKLOADS)
    page(window).table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    page(window).table.choose_column("image", shown=True)
    page(window).group(Grouping.PROJECT)
    page(window).table.select("vm-web-2")
    window.contents._lens_bar.choose(PlatformId("hypervisor"))
    window.contents._inspector.open_page(PageId.DETAILS)
    assert window.remember()
    other = make_window()
    other.show_published(estate.empty())
    other.show_published(estate.published())
    assert other.contents.state(b"") == window.contents.state(b"")
    assert other.contents._lens_bar.lens == PlatformId("hypervisor")
    assert other.contents._inspector._name.text() == "web-2"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff[General", b"[General]\ntab=nowhere\ntables={\n"]
)
def test_a_damaged_window_file_gives_the_defaults(make_window, tmp_path, content):
    (tmp_path / "damaged.ini").write_bytes(content)
    made = make_window("damaged.ini")
    assert made.contents._top.tab is TabId.INFRASTRUCTURE


def test_a_window_file_that_cannot_be_written_is_no_error(make_window, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert not make_window("file/window.ini").remember()


def test_a_poll_disturbs_neither_selection_nor_focus(window, estate):
    window.turn_to(TabId.WORKLOADS)
    table = page(window).table
    table.select("vm-web-1")
    table.setFocus()
    newer = {i: replace(r) for i, r in estate.read_state().by_id.items()}
    state = replace(estate.read_state(), by_id=MappingProxyType(newer))
    window.show_published(estate.published(state))
    assert table.current_resource().name == "web-1"
    assert table.hasFocus()


def test_while_connections_are_still_read_for_the_first_time_the_first_row_is_current(
    make_window, estate
):
    shown = make_window()
    shown.show()
    waiting = [replace(each, state=ConnectionState.WAITING) for each in estate.connections()]
    whole = estate.read_state()
    last = {k: v for k, v in whole.by_id.items() if v.name == "pve3"}
    shown.show_published(estate.published(replace(whole, by_id=last), connections=waiting))
    shown.show_published(estate.published(whole, connections=waiting))
    assert page(shown).table.current_resource().name == "desk"


def test_a_row_that_comes_first_later_on_does_not_become_current(make_window, estate):
    shown = make_window()
    shown.show()
    whole = estate.read_state()
    last = {k: v for k, v in whole.by_id.items() if v.name == "pve3"}
    shown.show_published(estate.published(replace(whole, by_id=last)))
    shown.show_published(estate.published(whole))
    assert page(shown).table.current_resource().name == "pve3"


def test_what_the_user_chose_stays_current_whatever_comes_before_it(window, estate):
    waiting = [replace(each, state=ConnectionState.WAITING) for each in estate.connections()]
    window.select(estate.ResourceId("agent-pve2"))
    window.show_published(estate.published(connections=waiting))
    assert page(window).table.current_resource().name == "pve2"


def test_another_estate_begins_at_its_first_row(window, estate):
    window.show_published(estate.published(estate="default"))
    window.select(estate.ResourceId("agent-pve2"))
    window.show_published(estate.published(estate="default", is_demo=True))
    assert page(window).table.current_resource().name == "desk"
