"""The Storage tab: what is wrong with a store in words, and when it will be full."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.resource import Risk
from pulse_desktop.model.snapshot import Severity as Level
from pulse_desktop.ui.models import storage_facts
from pulse_desktop.ui.models.whole import Whole
from pulse_desktop.ui.screens.storage_bar import StorageKind

TB = 10**12


def told(page, resource):
    """What the row of ``resource`` says, by the title of its columns."""
    say, model = page.model.presentation.formats.say, page.model
    cells = zip(model.columns_of(resource), model.cells(resource), strict=True)
    return {say(column.title): cell.text for column, cell in cells if column is not None}


def with_facet(resource, **fields):
    (sourced,) = resource.facets
    return replace(resource, facets=(replace(sourced, facet=replace(sourced.facet, **fields)),))


def test_a_store_says_when_it_will_be_full(grown, stored, pool, qtbot):
    """Read in one batch, off the window's thread."""
    stored._forecaster._soon.timeout.emit()
    qtbot.waitUntil(lambda: stored._forecaster.outlook(pool.id) is not None)
    qtbot.waitUntil(lambda: told(stored, pool)["Full in"].endswith("±0"))
    assert told(stored, pool)["Δ 30 d"].startswith("+")


def test_nothing_is_said_of_growth_before_it_was_read(stored, pool):
    row = told(stored, pool)
    assert (row["Δ 30 d"], row["Full in"]) == ("—", "—")


def test_the_outlook_of_another_estate_is_dropped(grown, stored, pool, estate, qtbot):
    stored._forecaster._soon.timeout.emit()
    qtbot.waitUntil(lambda: stored._forecaster.outlook(pool.id) is not None)
    stored.show_published(estate.published(estate.read_state(()), is_demo=True))
    assert stored._forecaster.outlook(pool.id) is None


def test_a_pool_says_what_is_wrong_and_what_is_done_about_it(stored, pool):
    assert told(stored, pool)["Issue"] == "Degraded · Scrub 42 %"
    assert told(stored, pool)["Protection"] == "raidz2"


def test_errors_of_a_pool_that_works_are_counted(pool):
    counted = with_facet(pool, zfs_pool_state="ONLINE", zfs_scan=None)
    said = "Errors: ? read, ? write, 3 checksum"
    assert str(storage_facts.issue(counted)) == said
    assert storage_facts.under_way(counted) is None


def test_a_check_that_has_ended_is_not_under_way(pool):
    ended = with_facet(pool, zfs_scan="scrub repaired 0B in 01:02:03 with 0 errors on Sun May 4")
    assert storage_facts.under_way(ended) is None


def test_a_check_of_an_array_tells_how_far_it_is(pool):
    checked = with_facet(pool, zfs_scan=None, sync_action="check P", sync_progress=17.4)
    assert str(storage_facts.under_way(checked)) == "Check p 17 %"


def test_a_store_that_is_nearly_full_says_so(estate):
    tank = next(one for one in estate.resources() if one.name == "tank")
    assert "% used" in str(storage_facts.issue(tank))


def test_disks_have_columns_of_their_own(stored, disk):
    row = told(stored, disk)
    assert (row["Health"], row["Wear"], row["Temp"]) == ("Watch", "7 %", "41 °C")
    assert (row["Hours"], row["Belongs to"], row["Role"]) == ("1234", "deep", "data")


@pytest.mark.parametrize(
    ("fields", "level", "word"),
    [
        ({"smart": None}, None, "Healthy"),
        ({}, None, "Watch"),
        ({"health": "FAILED"}, None, "Replace"),
        ({"smart": None, "health": "UNKNOWN"}, None, "Unknown"),
        ({"smart": None, "wearout": 4}, None, "Watch"),
        ({"smart": None}, Level.CRITICAL, "Replace"),
        ({"smart": None}, Level.WARNING, "Watch"),
    ],
)
def test_a_disk_is_healthy_or_to_be_watched_or_replaced(disk, fields, level, word):
    risk = None if level is None else Risk(level)
    assert str(storage_facts.disk_word(replace(with_facet(disk, **fields), risk=risk))) == word


def test_a_cluster_says_what_is_wrong_in_its_words(stored, cluster):
    row = told(stored, cluster)
    assert (row["Health"], row["OSDs up"], row["Issue"]) == ("WARN", "5/6", "1 osds down")


def test_one_kind_can_be_listed_alone(stored, disk):
    stored.bar.button(StorageKind.DISKS).click()
    assert [row.id for row in stored._rows()] == [disk.id]
    heads = [stored.model.headerData(n, Qt.Orientation.Horizontal) for n in range(6)]
    assert "Wear" in heads
    stored.bar.button(StorageKind.DISKS).click()
    assert stored.model.count() == stored.model.total()


def test_the_kinds_are_reached_with_the_keyboard(stored, disk):
    button = stored.bar.button(StorageKind.DISKS)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert stored.bar.kind is StorageKind.DISKS


def test_a_kind_of_which_nothing_is_listed_leads_back_to_all(stored):
    stored.bar.choose(StorageKind.CLUSTERS)
    stored.look_through("engine")
    assert stored.is_empty()
    stored.look_through(None)
    stored.bar.choose(None)
    assert not stored.is_empty()


def test_the_line_above_says_how_much_room_there_is(stored):
    assert stored.bar.text().startswith("Pools ")
    assert stored.bar.text().endswith("TB used")


def test_shared_room_counts_once(shared, by_id):
    """Two connections tell of the same share, and its figures are the same to the byte."""
    whole = Whole()
    whole.take(by_id(shared("a", TB), shared("b", TB), shared("c", 2 * TB)), None)
    assert whole.room == (3.0 * TB, 8.0 * TB)
    assert whole.is_shared


def test_room_that_goes_is_no_longer_counted(shared, by_id):
    first, second = shared("a", TB), shared("b", 2 * TB)
    whole = Whole()
    whole.take(by_id(first, second), None)
    whole.take(by_id(), (first.id,))
    assert whole.room == (2.0 * TB, 4.0 * TB)
    whole.take(by_id(), (second.id,))
    assert (whole.room, whole.is_shared) == (None, False)


def test_a_part_of_a_pool_adds_nothing(shared, by_id):
    part = shared("a", TB, topology="dataset")
    whole = Whole()
    whole.take(by_id(part), None)
    assert part.facet(StorageFacet) is not None
    assert whole.room is None


def test_a_shared_store_says_how_many_hosts_reach_it(stored, shared):
    share = shared("share", TB)
    stored.model.update([share], ())
    assert told(stored, share)["Host"] == "2 hosts"
