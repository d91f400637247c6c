"""The storage appliances: a drive that ails, a pool that fills, and what can be restored."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.estate import archive
from pulse_desktop.demo.story import FILLING
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import DiskFacet, StorageFacet
from pulse_desktop.model.recovery import PointKind
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType, Severity


@pytest.fixture
def sites():
    return archive.sites(1)


@pytest.fixture
def state(state_of, sites, at_rest):
    return state_of(sites, at_rest)


def named(state, name):
    return next(resource for resource in state.all() if resource.name == name)


def test_two_appliances_are_there(state):
    names = [resource.name for resource in state.infrastructure()]
    assert names == ["archive-nas", "attic-nas"]


def test_pools_datasets_drives_and_apps_are_there(state):
    types = Counter(resource.type for resource in state.all())
    assert types[ResourceType.STORAGE] == 23
    assert types[ResourceType.PHYSICAL_DISK] == 15
    assert types[ResourceType.APP_CONTAINER] == 6


def test_a_dataset_lies_in_its_pool_and_a_pool_in_its_appliance(state):
    dataset, pool = named(state, "tank/media"), named(state, "tank")
    assert dataset.parent_id == pool.id
    assert pool.parent_name == "archive-nas"


def test_one_drive_remaps_more_and_more_sectors(sites, at_rest):
    """M-02: sixteen on the third of May 2026, and one more every five days."""
    drive = next(t for t in sites[0].things if t.still.name == "sdc")
    for day, count in ((0, 16), (4, 16), (5, 17), (50, 26)):
        at = datetime(2026, 5, 3, tzinfo=UTC) + timedelta(days=day)
        facet = drive.phase(drive.still, at).facet
        assert isinstance(facet, DiskFacet)
        assert facet.smart.reallocated_sectors == count


def test_before_it_began_nothing_is_said_against_the_drive(sites):
    drive = next(t for t in sites[0].things if t.still.name == "sdc")
    assert drive.phase(drive.still, datetime(2026, 5, 2, tzinfo=UTC)).incidents == ()


def test_the_risk_of_the_drive_follows_from_its_counters(state):
    """M-02: nobody wrote the risk down."""
    drive = named(state, "sdc")
    assert drive.series == SeriesTarget(Family.DISK, "ZR51K3QD")
    assert drive.risk.level is Severity.WARNING
    assert {"reallocated_sectors", "truenas_smart"} <= {r.code for r in drive.risk.reasons}


def test_only_the_drive_and_its_pool_need_attention(state):
    marked = [r.name for r in state.all() if r.status is not Status.ONLINE]
    assert sorted(marked) == ["sdc", "tank"]


@pytest.mark.parametrize(
    ("days", "severity"),
    [(29, None), (30, Severity.MONITOR), (47, Severity.MONITOR), (48, Severity.WARNING)],
)
def test_the_appliance_warns_of_the_pool_that_fills(sites, days, severity):
    """M-02: at 85 and at 90 percent, as its alerts do."""
    pool = next(t for t in sites[0].things if t.still.name == "archive")
    at = FILLING.first + timedelta(days=days)
    found = [incident.severity for incident in pool.phase(pool.still, at).incidents]
    assert found == ([] if severity is None else [severity])


def test_a_pool_tells_of_its_last_scrub(sites, at_rest):
    pool = next(t for t in sites[0].things if t.still.name == "tank")
    facet = pool.phase(pool.still, at_rest).facet
    assert isinstance(facet, StorageFacet)
    assert facet.zfs_scan == "scrub repaired 0B with 0 errors on 2026-11-22 07:20 UTC"


def test_each_step_of_the_drive_is_told(sites):
    start = datetime(2026, 5, 3, tzinfo=UTC)
    events = sites[0].happenings(start, start + timedelta(days=11))
    told = [str(e.text) for e in events if e.type is ResourceType.PHYSICAL_DISK]
    assert told == [f"Remapped another sector: {count} so far" for count in (16, 17, 18)]


def test_a_scrub_is_told_when_it_ends(sites):
    sunday = datetime(2026, 11, 22, tzinfo=UTC)
    events = sites[0].happenings(sunday + timedelta(hours=7), sunday + timedelta(hours=8))
    assert [(e.subject, e.state) for e in events] == [("pool:tank", "FINISHED")]


def test_snapshots_and_replicas_can_be_restored(sites, at_rest):
    survey = sites[0].survey(at_rest)
    kinds = Counter(point.kind for point in survey.points)
    assert kinds == {PointKind.SNAPSHOT: 14 * (14 + 8), PointKind.BACKUP: 3 * 30}
    assert len({point.id for point in survey.points}) == len(survey.points)
    assert all(point.at <= at_rest for point in survey.points)


def test_points_are_the_same_until_there_is_a_new_one(sites, at_rest):
    """Then nobody looks through them again."""
    survey = sites[0].survey
    assert survey(at_rest + timedelta(hours=1)).points is survey(at_rest).points
    assert survey(at_rest + timedelta(hours=13)).points != survey(at_rest).points


def test_points_are_of_datasets_that_are_told(sites, at_rest):
    natives = {thing.still.native_id for thing in sites[0].things}
    points = sites[0].survey(at_rest).points
    assert {point.subject.native_id for point in points} <= natives
