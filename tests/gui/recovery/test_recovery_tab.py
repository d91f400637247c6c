"""A-03: the Recovery tab lists every workload by how well it is protected."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.recovery.standing import Posture
from pulse_desktop.resources.read_state import WORKLOAD_TYPES
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.table.table_file import shown, table_csv
from simulators.recovery import named, snapshots, survey


def names(page):
    return [one.name for section in page.model.sections for one in section.resources]


def row(page, name, column):
    """What a cell shows."""
    index = page.model.index_of(next(r.id for r in page._rows() if r.name == name))
    position = [each.id for each in page.model.columns].index(column)
    return page.model.index(index.row(), position).data()


def test_the_sentence_counts_what_is_known(recovery):
    """A-03: what nobody could look for is no part of the whole."""
    assert recovery.sentence.text() == "11 of 15 protected · 2 stale · 2 never · 10 not known"


def test_what_needs_attention_most_comes_first(recovery):
    """A-03."""
    assert names(recovery)[:6] == [
        "paperless",
        "restoring",
        "home-assistant",
        "web-2",
        "pihole",
        "jellyfin",
    ]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("web-1", "Protected"),
        ("home-assistant", "Stale"),
        ("web-2", "Stale, last run failed"),
        ("pihole", "Protected, last copy broken"),
        ("jellyfin", "Snapshots only"),
        ("paperless", "Never protected"),
        ("grafana", "Not known"),
    ],
)
def test_each_row_says_how_its_workload_is_protected(recovery, name, state):
    """A-03."""
    assert row(recovery, name, "state") == state


def test_a_row_bears_the_shape_of_its_protection_and_not_of_its_workload(recovery):
    """Something that runs well may have no copy."""
    paperless = next(r for r in recovery._rows() if r.name == "paperless")
    assert paperless.condition.shape is Shape.OK
    assert recovery.model.cells(paperless)[0].shape is Shape.CRITICAL


def test_what_is_protected_and_failed_last_needs_attention(recovery):
    pihole = next(r for r in recovery._rows() if r.name == "pihole")
    assert recovery.model.cells(pihole)[0].shape is Shape.WARNING


def test_the_last_good_copy_is_told_with_its_age_and_place(recovery):
    assert row(recovery, "web-1", "age") == "12h 0m"
    assert row(recovery, "web-1", "store") == "primary-vault / lab"
    assert row(recovery, "web-1", "size") == "11.0 GB"
    assert row(recovery, "web-1", "points") == "7"


def test_the_chain_goes_from_snapshot_to_remote_copy(recovery):
    assert row(recovery, "immich", "chain") == "● ─ ● ─ ●"
    assert row(recovery, "web-2", "chain") == "◌ ─ ○ ─ ◌"


def test_where_nobody_looked_there_is_no_number(recovery):
    """Absent is not zero."""
    assert row(recovery, "grafana", "points") == "—"
    assert row(recovery, "grafana", "chain") == "—"
    assert row(recovery, "paperless", "points") == "0"


def test_a_phrase_of_the_sentence_lists_only_its_rows(recovery, qtbot):
    qtbot.mouseClick(recovery.sentence.phrase(Posture.STALE), Qt.MouseButton.LeftButton)
    assert names(recovery) == ["home-assistant", "web-2"]


def test_pressed_again_it_lists_everything(recovery, qtbot):
    phrase = recovery.sentence.phrase(Posture.NEVER)
    for _ in range(2):
        qtbot.keyClick(phrase, Qt.Key.Key_Space)
    assert len(names(recovery)) == 25


def test_one_phrase_is_pressed_at_a_time(recovery):
    recovery.sentence.phrase(Posture.STALE).click()
    recovery.sentence.phrase(Posture.NEVER).click()
    assert names(recovery) == ["paperless", "restoring"]
    assert not recovery.sentence.phrase(Posture.STALE).isChecked()


def test_a_phrase_and_the_filter_go_together(recovery):
    recovery.filter("web")
    recovery.sentence.choose(Posture.STALE)
    assert names(recovery) == ["web-2"]


def test_a_lens_counts_only_what_its_platform_reports(recovery):
    recovery.look_through(PlatformId("engine"))
    assert recovery.sentence.text() == "10 not known"


def test_rows_can_be_grouped_and_sorted_like_in_other_tabs(recovery):
    recovery.group(Grouping.HOST)
    recovery.table.sort_as("age", descending=True)
    assert recovery.model.headings[0][1] == "desk"


def test_copies_of_nothing_known_are_told_and_counted_for_nobody(recovery):
    """X-11: what is ambiguous or unknown stays unattributed, in sight."""
    assert recovery.sentence._rest.text() == "3 copies belong to nothing that is known here"
    assert "VM 999" in recovery.sentence._rest.toolTip()


def test_a_file_has_raw_values(recovery, estate):
    lines = table_csv(shown(recovery.model, list(range(len(recovery.model.columns))))).splitlines()
    web = next(line for line in lines if line.startswith("web-1,"))
    assert "2026-05-08T02:03:20+00:00,43200," in web
    assert f",{11 * 1024**3}," in web
    assert "Size (B)" in lines[0]


def test_the_clipboard_has_what_is_shown(recovery, window):
    recovery.table.select(next(r.id for r in recovery._rows() if r.name == "web-2"))
    window.contents._on_rows.copy()
    assert "web-2\tStale, last run failed" in QGuiApplication.clipboard().text()


def test_a_screen_reader_hears_the_posture(recovery):
    index = recovery.model.index(0, 0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "paperless, Never protected"


def test_a_new_copy_shows_without_being_asked_for(recovery, window, published, estate):
    """A-03: posture follows the newest survey."""
    (own, vault) = published().state.surveys.items()
    points = (*own[1].points, *survey_of(estate, "paperless"))
    newer = {own[0]: replace(own[1], points=points), vault[0]: vault[1]}
    window.show_published(replace(published(newer), touched=frozenset()))
    assert row(recovery, "paperless", "state") == "Snapshots only"
    assert recovery.sentence.text().startswith("12 of 15 protected")


def survey_of(estate, name):
    """A snapshot of a guest, an hour old."""
    return (snapshots(1, named(name), now=estate.NOW),)


def test_what_no_longer_fits_the_phrase_leaves_its_list(recovery, window, published, estate):
    recovery.sentence.choose(Posture.NEVER)
    (own, vault) = published().state.surveys.items()
    points = (*own[1].points, *survey_of(estate, "paperless"))
    newer = {own[0]: replace(own[1], points=points), vault[0]: vault[1]}
    window.show_published(replace(published(newer), touched=frozenset()))
    assert names(recovery) == ["restoring"]


def test_where_nobody_reads_recovery_points_the_tab_says_so(window, published):
    """The words are true: no platform that is connected can tell."""
    window.show_published(published({}))
    window.turn_to(TabId.RECOVERY)
    page = window.contents._pages.page
    assert page.reason() == "No connection reads recovery points"
    assert page.sentence.isHidden()


def test_who_looked_and_found_nothing_is_another_thing(window, published, estate):
    window.show_published(published({estate.LAB: survey(at=estate.NOW)}))
    window.turn_to(TabId.RECOVERY)
    page = window.contents._pages.page
    assert not page.is_empty()
    assert page.sentence.text() == "0 of 15 protected · 15 never · 10 not known"


def test_a_phrase_that_lists_nothing_offers_the_way_back(recovery, window, published, estate):
    recovery.sentence.choose(Posture.STALE)
    window.show_published(published({estate.LAB: survey(at=estate.NOW)}))
    assert recovery.reason() == "Nothing is stale"
    recovery._empty._button.click()
    assert len(names(recovery)) == 25


def test_of_an_earlier_time_nothing_is_claimed(recovery, window, published, estate):
    """T-01: recovery points are not recorded, so the past knows none."""
    recovery.present(recovery.model.presentation.at(estate.NOW - timedelta(days=2)))
    recovery.show_published(published({}))
    assert recovery.reason() == "Recovery points are not recorded"


def test_another_estate_begins_with_nothing(recovery, window, published):
    """P-12."""
    window.show_published(replace(published({}), is_demo=True))
    assert window.contents._auditor.audit.looks == ()


def test_the_tab_is_left_and_found_sorted_by_state(window, make_window, published):
    window.show_published(published())
    window.turn_to(TabId.RECOVERY)
    window.contents._pages.page.table.sort_as("size", descending=True)
    assert window.remember()
    other = make_window()
    other.show_published(published())
    assert other.contents._pages.page.model.query.sort_by == "size"


def test_a_workload_that_is_selected_stays_in_the_tab_that_is_up(recovery, window, estate):
    wanted = next(r.id for r in estate.resources() if r.name == "db-1")
    window.contents.select(wanted)
    assert window.contents._pages.page is recovery
    assert recovery.table.wanted == wanted


def test_the_first_row_is_current_when_all_were_put_in_order(qtbot, window, estate, published):
    """The first standings are of what was read by then."""
    everything = published()
    late = replace(everything.connections[0], state=ConnectionState.WAITING)
    some = estate.read_state(everything.state.of_type(WORKLOAD_TYPES)[-4:])
    part = replace(some, surveys=everything.state.surveys)
    waiting = (late, *everything.connections[1:])
    window.show_published(replace(everything, state=part, connections=waiting))
    window.turn_to(TabId.RECOVERY)
    page = window.contents._pages.page
    qtbot.waitUntil(lambda: bool(page._auditor.audit.standings))
    window.show_published(everything)
    qtbot.waitUntil(lambda: names(page)[0] == "paperless")
    qtbot.waitUntil(lambda: page.table.current_resource().name == "paperless")
