"""The machines of the demo estate that an agent tells of."""

from collections import Counter

import pytest

from pulse_desktop.demo.estate import fabric, hosts, mail, vaults
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import DiskFacet, HostFacet
from pulse_desktop.model.snapshot import ResourceType


@pytest.fixture
def sites():
    return hosts.sites(1)


@pytest.fixture
def estate():
    return tuple(site for part in (fabric, hosts, vaults, mail) for site in part.sites(1))


def named(state, name, type_=ResourceType.AGENT):
    return next(one for one in state.all() if one.name == name and one.type is type_)


def machines(state):
    return [one for one in state.all() if one.facet(HostFacet) is not None]


def test_a_host_with_an_agent_is_one_row(state_of, sites, at_rest):
    names = Counter(one.name for one in machines(state_of(sites, at_rest)))
    assert len(names) == 34
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


def test_a_multiplied_estate_has_so_many_times_the_hosts_and_each_its_own_id():
    once, thrice = ([t.still for s in hosts.sites(n) for t in s.things] for n in (1, 3))
    hosts_of = [sum(o.type is ResourceType.AGENT for o in some) for some in (once, thrice)]
    assert hosts_of[1] > 2 * hosts_of[0]
    assert len({o.native_id for o in thrice}) == len(thrice)
    addresses = [a for o in thrice for a in o.identity.ip_addresses]
    assert len(set(addresses)) == len(addresses)
