"""When each workload was last backed up, by whoever knows of the newest copy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.ui.screens.tab import TabId


@pytest.fixture
def workloads(window):
    """The Workloads tab."""
    window.turn_to(TabId.WORKLOADS)
    return window.contents._pages.page


def backup(page, name):
    """What the cell says."""
    resource = next(row for row in page._rows() if row.name == name)
    (column,) = (each for each in page.model.columns if each.id == "backup")
    return column.text(resource, page.model.presentation)


def told(everything, name, at):
    """``everything``, with a guest whose hypervisor knows of a copy from then."""
    found = next(r for r in everything.state.by_id.values() if r.name == name)
    facet = next(each for each in found.facets if isinstance(each.facet, GuestFacet))
    sourced = replace(facet, facet=replace(facet.facet, last_backup=at))
    rest = tuple(each for each in found.facets if each is not facet)
    by_id = dict(everything.state.by_id) | {found.id: replace(found, facets=(*rest, sourced))}
    return replace(everything, state=replace(everything.state, by_id=by_id))


def test_a_copy_that_only_a_vault_knows_of_counts(qtbot, window, workloads, published):
    window.show_published(published())
    qtbot.waitUntil(lambda: backup(workloads, "web-1") == "✓ 12h 0m")


def test_the_newest_copy_counts_whoever_tells_of_it(qtbot, window, workloads, published, estate):
    later = estate.NOW - timedelta(hours=2)
    window.show_published(told(published(), "web-1", later))
    qtbot.waitUntil(lambda: bool(workloads._auditor.audit.standings))
    assert backup(workloads, "web-1") == "✓ 2h 0m"


def test_an_older_copy_of_another_source_ages_nothing(qtbot, window, workloads, published, estate):
    earlier = estate.NOW - timedelta(hours=40)
    window.show_published(told(published(), "web-1", earlier))
    qtbot.waitUntil(lambda: backup(workloads, "web-1") == "✓ 12h 0m")


def test_a_snapshot_is_no_backup(qtbot, window, workloads, published):
    window.show_published(published())
    qtbot.waitUntil(lambda: backup(workloads, "web-1") != "—")
    assert backup(workloads, "jellyfin") == "—"


def test_nothing_is_worked_out_while_nobody_tells_of_copies(window, workloads, estate):
    window.show_published(estate.published())
    assert not workloads._auditor.audit.standings


def test_the_inspector_tells_of_the_same_copy(qtbot, window, workloads, published):
    window.show_published(published())
    qtbot.waitUntil(lambda: backup(workloads, "web-1") != "—")
    resource = next(row for row in workloads._rows() if row.name == "web-1")
    inspector = window.contents._inspector
    inspector.show_resource(resource, published().state)
    blocks = {block.title: block for block in inspector._overview._shown.blocks}
    assert blocks["Protection"].pairs[0].label == "Last backup"
