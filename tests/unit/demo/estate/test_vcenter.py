"""The virtualisation manager: hosts, guests, datastores, and one read that fails."""

from collections import Counter
from datetime import timedelta

import pytest

from pulse_desktop.demo.estate import vcenter
from pulse_desktop.model.facet import ManagedFacet
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType


@pytest.fixture
def site():
    return vcenter.sites(1)[0]


@pytest.fixture
def state(state_of, site, at_rest):
    return state_of((site,), at_rest)


def named(state, name):
    return next(resource for resource in state.all() if resource.name == name)


def test_hosts_guests_and_datastores_are_there(state):
    types = Counter(resource.type for resource in state.all())
    assert types == {ResourceType.AGENT: 4, ResourceType.VM: 16, ResourceType.STORAGE: 4}


def test_a_host_has_its_history_under_its_managed_id(state):
    """H-05: scoped to its connection, since object ids are not unique."""
    assert named(state, "esxi-01").series == SeriesTarget(
        Family.AGENT, "demo-vcenter:host:host-1001"
    )


def test_a_guest_runs_on_its_host(state):
    guest = named(state, "warehouse-db-01")
    assert guest.parent_id == named(state, "esxi-01").id


def test_datastores_have_consumers(state):
    """M-02: who keeps disks on a datastore follows from the guests."""
    counts = {r.name: r.consumers.count for r in state.storage() if r.consumers}
    assert counts["nvme-primary"] == 9
    assert set(counts) == {"nvme-primary", "archive-tier", "analytics-vsan", "backup-nfs"}


def test_the_counters_of_one_host_cannot_be_read(site, state, at_rest):
    """M-02: the connection works, and is degraded for as long as it lasts."""
    issues = site.issues(at_rest)
    assert [(one.stage, one.category) for one in issues] == [("metrics", "permission")]
    assert str(issues[0].message).startswith("The performance counters of esxi-04 cannot be read")
    host = next(t for t in site.things if t.still.name == "esxi-04")
    assert (host.subject, host.metrics) == (None, ())


def test_one_guest_is_off(site):
    off = [t for t in site.things if t.still.type is ResourceType.VM and not t.metrics]
    assert [thing.still.name for thing in off] == ["old-intranet-01"]


def test_tasks_and_events_are_told(site, at_rest):
    events = site.happenings(at_rest - timedelta(days=28), at_rest)
    assert {event.nature for event in events} == {"vmware_task", "vmware_event"}
    assert all(event.actor for event in events if event.nature == "vmware_task")


@pytest.mark.parametrize("days", range(0, 35, 2))
def test_as_many_snapshots_are_counted_as_can_be_restored(site, at_rest, days):
    at = at_rest + timedelta(days=days)
    points = Counter(point.subject.native_id for point in site.survey(at).points)
    for thing in (t for t in site.things if t.still.type is ResourceType.VM):
        facet = thing.phase(thing.still, at).facet
        assert isinstance(facet, ManagedFacet)
        assert facet.snapshot_count == points[thing.still.native_id]


def test_a_snapshot_is_gone_when_its_removal_was_told(site, at_rest):
    """M-02: what is told and what there is agree."""
    events = site.happenings(at_rest - timedelta(days=60), at_rest + timedelta(days=30))
    removals = [e for e in events if e.native_event.startswith("RemoveSnapshot")]
    assert len(removals) > 10
    for event in removals:
        before, after = (
            {
                p.id
                for p in site.survey(event.at + late).points
                if p.subject.native_id == event.subject
            }
            for late in (-timedelta(minutes=2), timedelta(minutes=2))
        )
        assert len(before - after) == 1


def test_copies_for_load_have_ids_of_their_own():
    things = vcenter.sites(3)[0].things
    assert len({thing.still.native_id for thing in things}) == len(things) == 4 + 48 + 4
