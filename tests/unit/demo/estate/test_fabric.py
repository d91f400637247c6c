"""The cluster of the demo estate, as somebody sees it who opens the program."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.estate import fabric, hosts, vaults
from pulse_desktop.demo.estate.backups import STUBBORN
from pulse_desktop.demo.estate.guests import GUESTS, ON_WEST_B, guests
from pulse_desktop.demo.estate.node import NODES
from pulse_desktop.demo.story import BACKUP
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import CephFacet, GuestFacet, HostFacet, NodeFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Continuity, Place, ResourceType

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sites():
    return fabric.sites(1)


@pytest.fixture
def state(state_of, sites, at_rest):
    return state_of(sites, at_rest)


def named(state, name):
    return next(resource for resource in state.all() if resource.name == name)


def by_status(resources):
    return Counter(resource.status for resource in resources)


def happened(sites, start, end):
    return sites[0].happenings(start, end)


def test_every_node_and_guest_is_one_row(state):
    """M-02: nothing is told twice."""
    assert [host.name for host in state.infrastructure()] == sorted(n.name for n in NODES)
    assert sorted(guest.name for guest in state.workloads()) == sorted(g.name for g in GUESTS)


def test_native_ids_have_the_form_of_the_platform(sites):
    """What history is kept under is what a real cluster would give."""
    ids = {thing.still.name: thing.still.native_id for thing in sites[0].things}
    assert ids["west-a"] == "Core Fabric-west-a"
    assert ids["checkout-web-01"] == "Core Fabric:west-a:101"
    assert ids["fabric-ceph"] == "Core Fabric-cluster-fabric-ceph"


def test_a_guest_keeps_its_place_wherever_it_runs(sites):
    """Should the story move one, it stays the same guest."""
    places = {thing.still.name: thing.still.place for thing in sites[0].things}
    assert places["checkout-web-01"] == Place("Core Fabric:101", Continuity.SAME)


def test_native_ids_are_unique_even_when_the_estate_is_multiplied():
    things = fabric.sites(4)[0].things
    assert len({thing.still.native_id for thing in things}) == len(things)


def test_names_are_authored(state):
    """M-02: no random and no placeholder name."""
    words = {word for resource in state.all() for word in resource.name.lower().split("-")}
    assert not words & {"lab", "mock", "test", "demo", "foo", "example"}


def test_at_rest_nothing_of_the_cluster_is_marked(state):
    assert by_status(state.infrastructure()) == {Status.ONLINE: len(NODES)}
    assert by_status(state.storage()) == {Status.ONLINE: len(state.storage())}


def test_one_guest_is_stopped_on_purpose(state):
    stopped = [guest for guest in state.workloads() if guest.status is not Status.ONLINE]
    assert [(guest.name, str(guest.condition.word)) for guest in stopped] == [
        ("staging-web-01", "Stopped")
    ]


def test_the_stopped_guest_measures_nothing(sites):
    staging = next(t for t in sites[0].things if t.still.name == "staging-web-01")
    assert (staging.subject, staging.metrics, staging.still.started_at) == (None, (), None)


def test_in_the_incident_the_node_is_off_and_its_guests_are_unknown(
    state_of, sites, in_the_incident
):
    state = state_of(sites, in_the_incident)
    unknown = {g.name for g in state.workloads() if g.status is Status.UNKNOWN}
    assert named(state, "west-b").status is Status.OFFLINE
    assert unknown == ON_WEST_B - {"west-b"}


def test_in_the_incident_the_store_lacks_the_daemons_of_the_node(state_of, sites, in_the_incident):
    ceph = named(state_of(sites, in_the_incident), "Core Fabric Ceph")
    facet = ceph.facet(CephFacet)
    assert ceph.status is Status.WARNING
    assert (facet.health_status, facet.num_osds_up, facet.num_osds) == ("HEALTH_WARN", 4, 6)


def test_after_the_incident_its_guests_run_since_it_came_back(state_of, sites, after_the_incident):
    state = state_of(sites, after_the_incident)
    started = {named(state, name).started_at for name in ON_WEST_B - {"west-b"}}
    assert started == {datetime(2026, 11, 24, 21, 58, tzinfo=UTC)}
    assert named(state, "west-b").started_at < started.pop()


def test_the_incident_comes_back_every_tuesday(state_of, sites, in_the_incident):
    later = state_of(sites, in_the_incident + timedelta(weeks=30))
    assert named(later, "west-b").status is Status.OFFLINE


def test_no_guest_runs_longer_than_its_node(state, at_rest):
    for guest in state.workloads():
        node = named(state, guest.parent_name)
        assert guest.started_at is None or node.started_at < guest.started_at <= at_rest


def test_uptime_in_the_details_is_the_time_since_the_start(state, at_rest):
    node = named(state, "west-a")
    uptime = at_rest - node.started_at
    assert node.facet(NodeFacet).uptime == int(uptime.total_seconds())


def test_a_nights_backups_follow_one_another(state):
    done = {g.name: g.facet(GuestFacet).last_backup for g in state.workloads()}
    del done["docs-wiki-01"], done[STUBBORN]
    night = BACKUP.began(max(done.values()))
    assert all(night < at <= night + BACKUP.lasts for at in done.values())
    assert len(set(done.values())) > 20


def test_one_guest_was_never_backed_up(state):
    never = [g.name for g in state.workloads() if g.facet(GuestFacet).last_backup is None]
    assert never == ["docs-wiki-01"]


def test_before_tonights_turn_the_last_backup_is_yesterdays(state_of, sites, at_rest):
    """A guest is backed up when its turn comes, not when the night begins."""
    midnight = BACKUP.began(at_rest)
    before = named(state_of(sites, midnight + MINUTE), "zigbee-bridge-01")
    assert before.facet(GuestFacet).last_backup < midnight


def test_guests_keep_their_disks_on_storages_of_the_estate(state):
    held = sum(s.consumers.count for s in state.storage() if s.consumers is not None)
    assert held == len(GUESTS)


def test_backups_lie_on_the_backup_servers_of_the_estate(sites):
    """M-02: a storage of the cluster and the datastore behind it tell the same numbers."""
    told = {t.still.name: t.subject for t in sites[0].things if t.still.technology == "pbs"}
    kept = {t.still.name: t.subject for site in vaults.sites(1) for t in site.things}
    assert told["backup-vault"] == kept["primary-vault"]
    assert told["dr-vault"] == kept["offsite-vault"]


def test_no_two_machines_of_the_cluster_share_an_address():
    addresses = [each.address for each in (*NODES, *guests(5))]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("10.20.") for address in addresses)


def test_no_node_is_promised_more_memory_than_it_has():
    promised = Counter()
    for guest in GUESTS:
        promised[guest.node] += guest.memory if guest.is_on else 0
    assert all(promised[node.name] < node.memory for node in NODES)


def test_from_the_host_no_disk_of_a_virtual_machine_can_be_looked_into(sites):
    measured = {thing.still.name: thing.metrics for thing in sites[0].things}
    assert Metric.DISK not in measured["checkout-web-01"]
    assert Metric.DISK in measured["edge-proxy-01"]


def test_a_node_and_its_agent_are_one_machine_and_so_are_their_disks(state_of, sites, at_rest):
    """M-02: the node, its agent and its disks are told by two connections."""
    state = state_of((*sites, *hosts.sites(1)), at_rest)
    both = {"agent", "proxmox"}
    host = named(state, "west-a").facet(HostFacet)
    assert host.linked_node_id == "Core Fabric-west-a"
    twice = [r for r in state.all() if {s.name for s in r.sources} == both]
    found = Counter(resource.type for resource in twice)
    assert found == {ResourceType.AGENT: 5, ResourceType.PHYSICAL_DISK: 20}


def test_ninety_days_of_tasks_are_a_few_hundred(sites, at_rest):
    told = happened(sites, at_rest - timedelta(days=90), at_rest)
    assert 300 < len(told) < 900
    assert len({activity.native_event for activity in told}) == len(told)


def test_tasks_come_oldest_first_and_tell_the_same_in_pieces(sites, at_rest):
    """M-02: whoever asks again and again hears no task twice and misses none."""
    start, step = at_rest - timedelta(days=3), timedelta(minutes=8)
    parts = [start + step * at for at in range(3 * 180 + 1)]
    pieces = [a for i in range(3 * 180) for a in happened(sites, parts[i], parts[i + 1])]
    whole = list(happened(sites, start, at_rest))
    assert pieces == whole
    assert [one.at for one in whole] == sorted(one.at for one in whole)


def test_the_incident_reads_as_a_story(sites, in_the_incident):
    start = in_the_incident - timedelta(minutes=20)
    told = happened(sites, start, start + timedelta(minutes=40))
    texts = [str(one.text) for one in told if one.subject == "Core Fabric-west-b"]
    assert texts == [
        "Out of memory: killed process 2291 (pvestatd)",
        "Out of memory: killed process 1877 (corosync)",
        "Back in the cluster",
        "Started 19 guests",
    ]


def test_every_task_is_about_something_that_is_there(sites, at_rest):
    there = {(thing.still.native_id, thing.still.type) for thing in sites[0].things}
    told = happened(sites, at_rest - timedelta(days=30), at_rest)
    assert {(one.subject, one.type) for one in told} <= there
