"""The machines of the demo estate that an agent tells of."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from pulse_desktop.demo.estate import fabric, hosts, mail, vaults
from pulse_desktop.demo.graph import FixtureGraph
from pulse_desktop.demo.reader import Reader
from pulse_desktop.demo.readings import Readings
from pulse_desktop.demo.sampler import sample
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import DiskFacet, HostFacet
from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role, Source

LIMITS = {Metric.CPU: 0.8, Metric.MEMORY: 0.75, Metric.DISK: 0.8}
"""From which a bar is coloured."""


@pytest.fixture
def sites():
    return hosts.sites(1)


@pytest.fixture
def read():
    """Every thing of some sites with its numbers, by name."""

    def everything(sites, at):
        found, readings = {}, Readings(FixtureGraph(tuple(sites)).curves)
        for site in sites:
            spoken = Source(SourceName("a"), Role.AGENT, PlatformId("a"), site.connection.id)
            for seen in Reader(site, spoken, readings).snapshot(at).observations:
                found[seen.name, seen.type] = seen
        return found

    return everything


@pytest.fixture
def estate():
    return tuple(site for part in (fabric, hosts, vaults, mail) for site in part.sites(1))


def named(state, name, type_=ResourceType.AGENT):
    return next(one for one in state.all() if one.name == name and one.type is type_)


def machines(state):
    return [one for one in state.all() if one.facet(HostFacet) is not None]


def test_a_host_with_an_agent_is_one_row(state_of, sites, at_rest):
    names = Counter(one.name for one in machines(state_of(sites, at_rest)))
    assert len(names) == 45
    assert set(names.values()) == {1}


def test_at_rest_every_host_is_online(state_of, estate, at_rest):
    """At most five marks of the whole estate are coloured; none of them is here."""
    state = state_of(estate, at_rest)
    assert {one.status for one in state.infrastructure()} == {Status.ONLINE}


def test_in_the_incident_two_machines_are_marked(state_of, estate, in_the_incident):
    """The node is off for its agent, too; what runs on it, nobody knows."""
    state = state_of(estate, in_the_incident)
    marked = {r.name: r.status for r in state.infrastructure() if r.status is not Status.ONLINE}
    assert marked == {"west-b": Status.OFFLINE, "analytics-batch-01": Status.UNKNOWN}


def test_in_the_incident_nobody_knows_what_lies_in_the_node(state_of, estate, in_the_incident):
    state = state_of(estate, in_the_incident)
    inside = {one.status for one in state.storage() if one.parent_name == "west-b"}
    assert inside == {Status.UNKNOWN}


def test_no_machine_runs_for_more_than_half_a_year(state_of, estate, at_rest):
    """Updates want a restart now and then, also in years to come."""
    for years in (0, 5):
        at = at_rest + timedelta(days=years * 365)
        started = [one.started_at for one in state_of(estate, at).infrastructure()]
        assert all(timedelta() < at - since < timedelta(weeks=27) for since in started)
        assert len(set(started)) > 30


def test_after_the_incident_nothing_is_marked(state_of, estate, after_the_incident):
    state = state_of(estate, after_the_incident)
    assert {one.status for one in state.infrastructure()} == {Status.ONLINE}


def test_an_agent_in_a_guest_tells_the_numbers_of_the_guest(estate):
    """M-01: a machine has one set of numbers, whoever tells them."""
    subjects = {}
    for thing in (thing for site in estate for thing in site.things if thing.subject):
        key = (thing.subject.curve, thing.subject.id)
        assert subjects.setdefault(key, (thing.subject, thing.role)) == (
            thing.subject,
            thing.role,
        )
    assert len(subjects) > 100


def test_an_agent_in_a_guest_started_with_it(state_of, estate, at_rest):
    state = state_of(estate, at_rest)
    inside = named(state, "postgres-primary-01")
    outside = named(state, "postgres-primary-01", ResourceType.VM)
    assert inside.started_at == outside.started_at
    assert inside.facet(HostFacet).linked_vm_id == "Core Fabric:west-c:105"
    assert inside.identity.ip_addresses == outside.identity.ip_addresses


def test_no_two_machines_share_an_address_or_a_card(state_of, estate, at_rest):
    """A guest and the agent in it are one machine."""
    seen = {(one.name, address) for one in _all(state_of, estate, at_rest) for address in _of(one)}
    assert not [a for a, times in Counter(address for _, address in seen).items() if times > 1]


def _all(state_of, estate, at):
    return state_of(estate, at).all()


def _of(resource):
    return (*resource.identity.ip_addresses, *resource.identity.mac_addresses)


def test_a_disk_counts_its_hours(state_of, sites, at_rest):
    disks = [r.facet(DiskFacet) for r in state_of(sites, at_rest).storage()]
    counted = [d.smart.power_on_hours for d in disks if d is not None]
    assert len(counted) == 20
    assert min(counted) > 6000


def test_at_rest_hardly_a_bar_is_coloured(sites, at_rest):
    """Of a whole year never more than two of all hosts at once, so that a mark means something."""
    at_ms = epoch_ms(at_rest) + np.arange(0, 365 * 24) * 3_600_000
    coloured = sum(
        (sample(t.subject, metric, t.role, at_ms) >= limit).astype(int)
        for site in sites
        for t in site.things
        if t.still.type is ResourceType.AGENT
        for metric, limit in LIMITS.items()
    )
    assert coloured.max() <= 2


def test_details_repeat_what_was_measured(read, sites, at_rest):
    """M-04: the file system in the details is as full as the chart says."""
    gate = read(sites, at_rest)["gate-west-01", ResourceType.AGENT]
    disk, facet = gate.metrics[Metric.DISK], gate.facet
    root = facet.file_systems[0]
    assert root.used == int(disk.value * disk.total)
    assert facet.temperatures[0].celsius == gate.metrics[Metric.TEMPERATURE].value
    assert facet.memory.used + facet.memory.free == facet.memory.total
    assert facet.network_interfaces[0].net_in == gate.metrics[Metric.NET_IN].value


def test_a_disk_tells_the_temperature_that_was_measured(read, sites, at_rest):
    disk = read(sites, at_rest)["/dev/sda", ResourceType.PHYSICAL_DISK]
    assert disk.facet.temperature == disk.metrics[Metric.SMART_TEMPERATURE].value


def test_a_host_that_is_down_has_no_readings(read, sites, in_the_incident):
    node = read(sites, in_the_incident)["west-b", ResourceType.AGENT]
    assert not node.metrics
    assert (node.facet.temperatures, node.facet.file_systems) == ((), ())


def test_a_multiplied_estate_has_so_many_times_the_hosts_and_each_its_own_id():
    once, thrice = ([t.still for s in hosts.sites(n) for t in s.things] for n in (1, 3))
    hosts_of = [sum(o.type is ResourceType.AGENT for o in some) for some in (once, thrice)]
    assert hosts_of[1] > 2 * hosts_of[0]
    assert len({o.native_id for o in thrice}) == len(thrice)
    addresses = [a for o in thrice for a in o.identity.ip_addresses]
    assert len(set(addresses)) == len(addresses)
