"""The registry, as a specification."""

from datetime import timedelta

import pytest

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import OFFLINE, RUNNING, Shape
from pulse_desktop.model.facet import GuestDisk, GuestFacet, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.operator import Annotation, Link, Split
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Activity, Continuity, Place, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, NOON, RUNTIME, later, observation, snapshot

MINUTE = timedelta(minutes=1)


@pytest.fixture
def series():
    return SeriesIndex()


@pytest.fixture
def registry(series):
    return Registry(series)


def names(state):
    return [resource.name for resource in state.all()]


def machine(name, machine_id="m1", **fields):
    identity = Identity(machine_id=machine_id)
    return observation(name, ResourceType.AGENT, identity=identity, **fields)


def test_a_new_resource_is_told_once(registry):
    """L-01: a rebuild of the same truth emits nothing."""
    first = registry.apply(snapshot(observation("web")))
    again = registry.apply(snapshot(observation("web"), at=later(10)))
    assert [(c.kind, c.from_state) for c in first.changes] == [
        (ChangeKind.STATE_TRANSITION, "absent")
    ]
    assert again.changes == ()


def test_metrics_and_last_seen_never_make_a_change(registry):
    """L-01: values belong to history, not to the timeline."""
    registry.apply(snapshot(observation("web", cpu=0.1)))
    assert registry.apply(snapshot(observation("web", cpu=0.9), at=later(10))).changes == ()


def test_absence_from_a_complete_listing_means_gone(registry):
    registry.apply(snapshot(observation("web"), observation("db")))
    commit = registry.apply(snapshot(observation("web"), at=later(10)))
    assert [(c.resource_name, c.to_state) for c in commit.changes] == [("db", "absent")]
    assert names(commit.state) == ["web"]


def test_absence_from_a_partial_listing_means_nothing(registry):
    registry.apply(snapshot(observation("web")))
    assert names(registry.apply(snapshot(complete=frozenset())).state) == ["web"]


def test_a_listing_in_parts_withdraws_nothing_before_its_last_part(registry):
    registry.apply(snapshot(*(observation(f"vm{n}") for n in range(6))))
    full = snapshot(*(observation(f"vm{n}") for n in range(1, 6)), at=later(10))
    *early, last = full.parts(2)
    for part in early:
        assert "vm0" in names(registry.apply(part).state)
    assert names(registry.apply(last).state) == [f"vm{n}" for n in range(1, 6)]


def test_two_sources_of_one_machine_are_one_resource(registry):
    """D-03: an agent's report and an API's reading of one machine are one row."""
    registry.apply(snapshot(machine("web", native_id="engine"), said_by=RUNTIME))
    commit = registry.apply(snapshot(machine("web.lan"), said_by=AGENT))
    assert names(commit.state) == ["web.lan"]


def test_losing_one_of_two_sources_keeps_what_the_other_says(registry):
    registry.apply(snapshot(machine("engine", native_id="e"), said_by=RUNTIME))
    registry.apply(snapshot(machine("web.lan"), said_by=AGENT))
    assert names(registry.withdraw(AGENT, later(20)).state) == ["engine"]


def test_a_thing_that_gets_another_identity_leaves_no_ghost(registry):
    registry.apply(snapshot(machine("web", machine_id="old")))
    commit = registry.apply(snapshot(machine("web", machine_id="new"), at=later(5)))
    assert names(commit.state) == ["web"]


def test_a_losing_source_writes_no_second_line_in_history(registry):
    """H-05: one series for each resource and metric."""
    registry.apply(snapshot(machine("web", cpu=0.2), said_by=AGENT))
    commit = registry.apply(snapshot(machine("web", cpu=0.9), said_by=RUNTIME, at=later(1)))
    assert commit.readings is None


def test_a_reading_carries_its_series_and_time(registry, series):
    readings = registry.apply(snapshot(observation("web", cpu=0.5))).readings
    ((column, value),) = readings
    assert (series.key(column).metric, value, readings.at) == (Metric.CPU, 0.5, NOON)


def test_an_old_state_is_not_changed_by_a_new_commit(registry):
    """T-08: whoever holds a state holds it whole."""
    before = registry.apply(snapshot(observation("web"))).state
    registry.apply(snapshot())
    assert names(before) == ["web"]


def test_children_are_counted_and_know_their_parents_name(registry):
    node = observation("pve1", ResourceType.AGENT)
    commit = registry.apply(snapshot(node, observation("web", parent="pve1")))
    by_name = {r.name: r for r in commit.state.all()}
    assert by_name["pve1"].child_count == 1
    assert by_name["web"].parent_name == "pve1"


def test_a_renamed_parent_renames_itself_in_its_children(registry):
    parent = observation("old", ResourceType.AGENT, native_id="p")
    registry.apply(snapshot(parent, observation("web", parent="p")))
    renamed = observation("new", ResourceType.AGENT, native_id="p")
    commit = registry.apply(snapshot(renamed, observation("web", parent="p"), at=later(10)))
    (web,) = commit.state.workloads()
    assert web.parent_name == "new"


def test_a_parent_that_disappears_leaves_its_children_without_one(registry):
    parent = observation("pve1", ResourceType.AGENT)
    registry.apply(snapshot(parent, observation("web", parent="pve1")))
    commit = registry.apply(snapshot(observation("web", parent="pve1"), at=later(10)))
    (web,) = commit.state.workloads()
    assert (web.parent_id, web.parent_name) == (None, None)


def test_a_source_that_is_quiet_for_exactly_its_patience_is_not_stale(registry):
    registry.apply(snapshot(observation("web")))
    assert registry.expire(HYPERVISOR, MINUTE, later(60)) is None


def test_a_source_that_is_quiet_for_longer_makes_its_resources_stale_without_a_change(registry):
    registry.apply(snapshot(observation("web", cpu=0.5)))
    commit = registry.expire(HYPERVISOR, MINUTE, later(61))
    (web,) = commit.state.workloads()
    assert (web.is_stale, web.condition.shape, commit.changes) == (True, Shape.UNKNOWN, ())


def test_a_stale_thing_that_is_seen_again_as_it_was_makes_no_change(registry):
    registry.apply(snapshot(observation("web")))
    registry.expire(HYPERVISOR, MINUTE, later(61))
    commit = registry.apply(snapshot(observation("web"), at=later(70)))
    (web,) = commit.state.workloads()
    assert (web.is_stale, commit.changes) == (False, ())


def test_stopping_is_a_transition(registry):
    registry.apply(snapshot(observation("web", condition=RUNNING)))
    (change,) = registry.apply(snapshot(observation("web", condition=OFFLINE), at=later(9))).changes
    assert (change.kind, change.from_state, change.to_state) == (
        ChangeKind.STATE_TRANSITION,
        "online",
        "offline",
    )


def test_a_restart_outranks_every_other_change(registry):
    registry.apply(snapshot(observation("web", restart_count=1)))
    seen = observation("web", restart_count=2, condition=OFFLINE)
    (change,) = registry.apply(snapshot(seen, at=later(9))).changes
    assert change.kind is ChangeKind.RESTART


def test_an_activity_is_told_under_one_id_however_often_it_is_read(registry):
    """L-01: the log is idempotent by id."""
    event = Activity("event-1", "web", ResourceType.VM, NOON, mark("t", "Killed"))
    first = registry.apply(snapshot(observation("web"), activities=(event,)))
    again = registry.apply(snapshot(observation("web"), activities=(event,), at=later(9)))
    assert first.changes[0].id == again.changes[0].id


def test_an_activity_of_a_thing_that_is_gone_by_now_is_still_told(registry):
    registry.apply(snapshot(observation("web")))
    event = Activity("event-1", "web", ResourceType.VM, NOON, mark("t", "Killed"))
    commit = registry.apply(snapshot(activities=(event,), at=later(9)))
    assert [change.kind for change in commit.changes] == [
        ChangeKind.ACTIVITY,
        ChangeKind.STATE_TRANSITION,
    ]


def test_a_storage_knows_whose_disks_it_keeps_and_forgets_them_with_the_guest(registry):
    store = observation(
        "tank",
        ResourceType.STORAGE,
        facet=StorageFacet(name="tank", instance="home", type="zfspool", nodes=("pve1",)),
    )
    disk = GuestDisk(device="scsi0", storage="tank")
    guest = observation(
        "web", facet=GuestFacet(vmid=101, node_name="pve1", instance="home", disks=(disk,))
    )
    found = registry.apply(snapshot(store, guest)).state.named("tank")[0]
    assert [one.name for one in found.consumers.top] == ["web"]
    later_state = registry.apply(snapshot(store, at=later(9))).state
    assert later_state.named("tank")[0].consumers is None


def caught_up(registry, most):
    """The commits that finish what one step left."""
    commits = []
    while (commit := registry.catch_up(most)) is not None:
        commits.append(commit)
    return commits


def test_a_listing_without_many_things_takes_them_back_in_steps(registry):
    guests = [observation(f"guest-{n}") for n in range(5)]
    registry.apply(snapshot(*guests))
    registry.apply(snapshot(at=later(9)), 2)
    assert len(registry.state.by_id) == 3
    commits = caught_up(registry, 2)
    assert [len(c.changes) for c in commits] == [2, 1]
    assert registry.state.by_id == {}


def test_what_is_listed_again_meanwhile_is_not_taken_back(registry):
    guests = [observation(f"guest-{n}") for n in range(5)]
    registry.apply(snapshot(*guests))
    registry.apply(snapshot(at=later(9)), 2)
    registry.apply(snapshot(*guests, at=later(18)), 2)
    assert caught_up(registry, 2) == []
    assert len(registry.state.by_id) == 5


def test_children_of_a_host_that_appears_late_find_it_at_once(registry):
    guests = [observation(f"guest-{n}", parent="host") for n in range(5)]
    registry.apply(snapshot(*guests, complete=frozenset()))
    host = observation("host", ResourceType.AGENT)
    registry.apply(snapshot(host, at=later(1), complete=frozenset()), 2)
    (found,) = registry.state.named("host")
    assert found.child_count == 5
    assert {r.parent_name for r in registry.state.children(found.id)} == {"host"}


def test_a_row_that_something_is_merged_into_keeps_its_name_and_its_history(registry):
    zeta, alpha = (observation(n, ResourceType.AGENT, cpu=0.5) for n in ("zeta", "alpha"))
    state = registry.apply(snapshot(zeta, alpha)).state
    (primary,), (secondary,) = state.named("zeta"), state.named("alpha")
    link = Link(primary.members[0].id, secondary.members[0].id)
    merged = registry.judge(frozenset({link}), later(9)).state.resource(primary.id)
    assert (merged.name, merged.series) == ("zeta", primary.series)


def test_words_on_a_machine_stay_when_the_source_that_named_it_goes(registry):
    """D-02: the id they were said under is not the one that the machine bears afterwards."""
    inside = observation("pve1", ResourceType.AGENT, identity=Identity(machine_id="m"))
    outside = observation(
        "pve1", ResourceType.AGENT, native_id="e", identity=Identity(machine_id="m")
    )
    (found,) = registry.apply(snapshot(inside, said_by=AGENT)).state.all()
    registry.annotate(found.id, Annotation(notes="under the stairs"), later(1))
    registry.apply(snapshot(outside, said_by=RUNTIME, at=later(2)))
    registry.judge(frozenset({Split(*(m.id for m in registry.state.all()[0].members))}), later(3))
    registry.withdraw(AGENT, later(4))
    assert registry.state.all()[0].annotation.notes == "under the stairs"


def container(native, name):
    place = Place(f"engine/{name}", Continuity.SUCCESSOR)
    return observation(name, ResourceType.APP_CONTAINER, native_id=native, place=place, cpu=0.1)


def test_a_container_that_is_made_beside_and_renamed_into_place_goes_on_with_the_charts(registry):
    """D-02: as Compose recreates one, also when a poll catches it halfway."""
    registry.apply(snapshot(container("old", "app"), said_by=RUNTIME))
    (before,) = registry.state.named("app")
    registry.annotate(before.id, Annotation(notes="mine"), later(1))
    halfway = (container("old", "app"), container("new", "ab12_app"))
    registry.apply(snapshot(*halfway, said_by=RUNTIME, at=later(5)))
    registry.apply(snapshot(container("new", "app"), said_by=RUNTIME, at=later(9)))
    (after,) = registry.state.named("app")
    assert (after.series, after.annotation.notes) == (before.series, "mine")
    assert after.id != before.id


def test_a_container_that_was_renamed_keeps_its_charts_from_the_next_of_its_name(registry):
    """H-05: two that live never share one series."""
    registry.apply(snapshot(container("old", "app"), said_by=RUNTIME))
    registry.apply(snapshot(container("old", "app-old"), said_by=RUNTIME, at=later(5)))
    both = (container("new", "app"), container("old", "app-old"))
    state = registry.apply(snapshot(*both, said_by=RUNTIME, at=later(9))).state
    assert [r.series.id for r in state.all()] == ["new", "old"]


def test_the_state_is_as_new_as_its_newest_snapshot_until_the_clock_is_set_back(registry):
    registry.apply(snapshot(observation("web"), at=later(9)))
    late = registry.apply(snapshot(observation("db"), said_by=AGENT, at=later(5)))
    assert late.state.at == later(9)
    set_back = registry.apply(snapshot(observation("web"), at=later(-3600)))
    assert set_back.state.at == later(-3600)
