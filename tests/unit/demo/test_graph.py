"""The fixture graph as a whole: who is in it, and whose numbers are whose."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.graph import fixture_graph
from pulse_desktop.demo.moment import source_of, state_at
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.facet import (
    ClusterNodeFacet,
    DeploymentFacet,
    DiskFacet,
    EngineFacet,
    HostFacet,
    ManagedFacet,
    PodFacet,
    ServiceFacet,
)
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import Text
from pulse_desktop.resources import status

AT_REST = datetime(2026, 11, 25, 12, tzinfo=UTC)
PLATFORMS = {
    "proxmox_ve",
    "proxmox_backup",
    "proxmox_mail",
    "agent",
    "docker",
    "kubernetes",
    "vmware",
    "truenas",
}
FORBIDDEN = re.compile(r"\b(lab|mock|test|foo|bar|dummy|example|[0-9a-f]{8,})\b", re.IGNORECASE)


WORDS = {
    ManagedFacet: status.managed,
    DiskFacet: status.disk,
    ServiceFacet: status.service,
    ClusterNodeFacet: status.cluster_node,
    DeploymentFacet: status.deployment,
    PodFacet: status.pod,
}
"""What the words of a facet say of how its thing stands."""


@pytest.fixture(scope="module")
def graph():
    return fixture_graph()


@pytest.fixture(scope="module")
def state(graph):
    return state_at(graph, AT_REST)


@pytest.fixture(scope="module")
def things(graph):
    """By source and native id."""
    return {
        (source_of(site), thing.still.native_id): thing
        for site in graph.sites
        for thing in site.things
    }


@pytest.fixture(scope="module")
def feeders(state, things):
    """The subjects that feed each series target."""
    found = defaultdict(set)
    for resource in state.all():
        for member in resource.members:
            thing = things[member.source, member.native_id]
            if thing.subject is not None and thing.metrics:
                found[resource.series].add(thing.subject)
    return found


def test_every_platform_is_there(graph):
    """M-01: one graph owns the whole estate."""
    assert {site.connection.platform for site in graph.sites} == PLATFORMS


def test_every_type_of_thing_is_there(state):
    """M-01: nothing that the program can show is missing from the demo."""
    assert {resource.type for resource in state.all()} == set(ResourceType)


def test_it_is_a_large_house(state):
    """M-02: some sixty systems and some two hundred and fifty workloads."""
    assert 50 <= len(state.infrastructure()) <= 70
    assert 230 <= len(state.workloads()) <= 300


def test_connections_and_native_ids_are_unlike(graph, things):
    """M-01: no two tell of one thing under one id, unless it is one."""
    assert len({site.connection.id for site in graph.sites}) == len(graph.sites)
    assert len(things) == sum(len(site.things) for site in graph.sites)


def test_no_native_id_is_told_by_two_connections_of_one_source(graph):
    """M-01: a native id is unique within its source's name."""
    told = [
        (source_of(site).name, thing.still.type, thing.still.native_id)
        for site in graph.sites
        for thing in site.things
    ]
    assert len(told) == len(set(told))


def test_what_is_measured_has_a_series(feeders):
    """M-01: every measured thing has exactly one target."""
    assert feeders
    assert None not in feeders


def test_no_series_has_two_writers(feeders):
    """M-06: one subject feeds a series, however many connections tell of it."""
    assert {target: who for target, who in feeders.items() if len(who) > 1} == {}


def test_a_subject_does_the_same_wherever_it_is_told(graph):
    """M-03: its curve is one, so its role is."""
    roles = defaultdict(set)
    for thing in (thing for site in graph.sites for thing in site.things if thing.subject):
        roles[thing.subject].add(thing.role)
    assert {who for who, several in roles.items() if len(several) > 1} == set()


def test_a_subject_is_known_by_its_class_and_id(graph):
    """M-03: what is called alike is the same thing, or its numbers would be."""
    known = defaultdict(set)
    for thing in (thing for site in graph.sites for thing in site.things if thing.subject):
        known[thing.subject.curve, thing.subject.id].add(thing.subject)
    assert {key for key, several in known.items() if len(several) > 1} == set()


def test_every_curve_is_listed_once(graph):
    """M-06: nobody computes a line twice."""
    assert len(graph.curves) == len(set(graph.curves)) > 1500


def test_a_site_is_found_by_its_connection(graph):
    assert graph.site(ConnectionId("demo-archive")).connection.name == "Archive NAS"
    with pytest.raises(KeyError):
        graph.site(ConnectionId("elsewhere"))


def test_what_does_not_run_has_no_numbers(state):
    """M-02: a stopped machine is not measured, which is not zero."""
    off = [r for r in state.workloads() if r.condition.shape is Shape.OFF]
    assert off
    assert [r.name for r in off if r.metrics] == []


def test_every_parent_is_in_the_estate(state, things):
    """M-02: cross-links are true."""
    told = {(source, native) for source, native in things}
    lost = [
        thing.still.name
        for (source, _), thing in things.items()
        if thing.still.parent is not None and (source, thing.still.parent) not in told
    ]
    assert lost == []


def test_how_a_thing_stands_follows_from_what_is_said_of_it(graph):
    """M-02: a condition is no ornament."""
    seen = [thing.phase(thing.still, AT_REST) for site in graph.sites for thing in site.things]
    told = [(one, facet) for one in seen for facet in (one.facet, *one.more_facets)]
    spoken = [(one, WORDS[type(f)](f)) for one, f in told if type(f) in WORDS]
    assert len(spoken) > 100
    assert [one.name for one, said in spoken if one.condition != said] == []


def test_an_engine_and_an_agent_tell_the_same_of_their_machine(state):
    """M-02: a machine has one kernel, whoever is asked."""
    both = [
        (engine, host)
        for resource in state.infrastructure()
        if (engine := resource.facet(EngineFacet)) and (host := resource.facet(HostFacet))
    ]
    assert len(both) >= 5
    for engine, host in both:
        assert (engine.kernel_version, engine.architecture, engine.cpus) == (
            host.kernel_version,
            host.architecture,
            host.cpu_count,
        )
        assert engine.total_memory_bytes == host.memory.total


def test_names_are_those_of_a_house(state):
    """M-02: no random name is left, and none of a laboratory."""
    assert [r.name for r in state.all() if FORBIDDEN.search(r.name)] == []


def test_no_two_workloads_bear_one_name(state):
    """M-02: whoever reads a name in the story finds one thing by it."""
    names = Counter(resource.name for resource in state.workloads())
    assert {name for name, count in names.items() if count > 1} == set()


def test_nothing_that_is_told_speaks_of_a_laboratory(graph):
    """M-02: neither do tags, connections, events and issues."""
    said = [site.connection.name for site in graph.sites]
    said += [str(issue.message) for site in graph.sites for issue in site.issues(AT_REST)]
    said += [tag for site in graph.sites for thing in site.things for tag in thing.still.tags]
    for site in graph.sites:
        events = site.happenings(AT_REST - timedelta(days=7), AT_REST)
        said += [str(event.text) for event in events]
    assert [one for one in said if FORBIDDEN.search(one)] == []


def test_events_are_told_in_order_and_once(graph):
    """M-02: ids are the same at every start."""
    for site in graph.sites:
        events = site.happenings(AT_REST - timedelta(days=30), AT_REST)
        ids = [event.native_event for event in events]
        assert len(ids) == len(set(ids))
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert all(isinstance(event.text, Text) for event in events)


@pytest.mark.parametrize("hours", [1, 7, 24])
def test_events_of_a_day_do_not_depend_on_how_they_are_asked_for(graph, hours):
    """M-02: spans that meet tell what the whole tells, nothing twice and nothing lost."""
    start = AT_REST - timedelta(days=7)
    for site in graph.sites:
        whole = site.happenings(start, AT_REST)
        cut = start + timedelta(hours=hours)
        assert site.happenings(start, cut) + site.happenings(cut, AT_REST) == whole


def test_every_event_is_of_something_in_the_estate(graph):
    """M-02: the timeline can show each of them."""
    for site in graph.sites:
        natives = {thing.still.native_id for thing in site.things}
        events = site.happenings(AT_REST - timedelta(days=30), AT_REST)
        assert {event.subject for event in events} <= natives


def test_a_larger_estate_has_as_many_times_the_workloads(state):
    """``--demo-scale`` is for load: the authored part stays as it is."""
    larger = state_at(fixture_graph(3), AT_REST)
    assert {r.id for r in state.all()} <= {r.id for r in larger.all()}
    assert len(larger.workloads()) > 2.5 * len(state.workloads())


def test_copies_for_load_have_numbers_of_their_own():
    """Otherwise a benchmark would measure one curve many times."""
    whole = fixture_graph(3)
    subjects = {thing.subject for site in whole.sites for thing in site.things if thing.subject}
    assert len({(one.curve, one.id) for one in subjects}) == len(subjects)


def test_the_estate_does_not_depend_on_when_it_is_made(graph):
    """M-02: stable for the whole run, and from one start to the next."""
    again = fixture_graph()
    assert [t.still for s in graph.sites for t in s.things] == [
        t.still for s in again.sites for t in s.things
    ]


def test_every_machine_is_measured_but_the_one_that_nobody_may_read(state):
    """Its manager says so: the right to read its counters is missing."""
    assert [one.name for one in state.infrastructure() if not one.metrics] == ["esxi-04"]


def test_in_the_incident_only_what_lies_on_the_silent_node_is_unknown(graph):
    during = state_at(graph, datetime(2026, 11, 24, 21, 50, tzinfo=UTC))
    lost = [one for one in during.workloads() if one.condition.shape is Shape.UNKNOWN]
    assert {one.parent_name for one in lost} == {"west-b"}
    machines = [one for one in during.infrastructure() if one.condition.shape is Shape.UNKNOWN]
    assert {one.name for one in machines} <= {one.name for one in lost}


_KERNELS = {
    "Ubuntu": "-generic",
    "Debian GNU/Linux": "-amd64",
    "Raspberry Pi OS": "-rpi-v8",
    "Proxmox VE": "-pve",
}
"""How the kernels end that a system comes with."""


def test_a_machine_has_a_kernel_of_its_system(graph):
    every = (thing.still.facet for site in graph.sites for thing in site.things)
    hosts = [one for one in every if isinstance(one, HostFacet) and one.os_name in _KERNELS]
    assert len(hosts) > 30
    assert not [one for one in hosts if not one.kernel_version.endswith(_KERNELS[one.os_name])]
