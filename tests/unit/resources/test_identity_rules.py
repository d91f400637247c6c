"""When two sources speak of one thing, and when they only seem to."""

import pytest

from pulse_desktop.model.facet import HostFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.operator import Link, Split
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, RUNTIME, later, observation, snapshot, source

SECOND_VIEW = source(Role.HYPERVISOR, "second-view")
ORCHESTRATOR = source(Role.ORCHESTRATOR, "cluster")


def host(native, *hostnames, type_=ResourceType.AGENT, facet=None, name="host", **identity):
    known = Identity(hostnames=hostnames, **identity)
    return observation(name, type_, native_id=native, identity=known, facet=facet)


def node(native, *hostnames, agent=None, name="pve1", cluster=None, at=None, **identity):
    facet = NodeFacet(
        node_name=name, instance="lab", cluster_name=cluster, host=at, linked_agent_id=agent
    )
    return host(native, *hostnames, facet=facet, name=name, **identity)


def agent(native, *hostnames, node=None, **identity):
    facet = HostFacet(hostname="inside", linked_node_id=node)
    return host(native, *hostnames, facet=facet, **identity)


def kubernetes_node(name, native="k:node:1"):
    return observation(name, ResourceType.K8S_NODE, native_id=native, parent="k")


def state(**said):
    """The state after one snapshot each; ``nodes``, ``agents``, ``engines`` and so on."""
    registry = Registry(SeriesIndex())
    for speaker, seen in said.items():
        registry.apply(snapshot(*seen, said_by=SPEAKERS[speaker]))
    return registry.state


SPEAKERS = {
    "nodes": HYPERVISOR,
    "second_view": SECOND_VIEW,
    "agents": AGENT,
    "engines": RUNTIME,
    "cluster": ORCHESTRATOR,
}


def together(state):
    """The native ids that are one resource, for each resource."""
    found = [sorted(m.native_id for m in r.members) for r in state.by_id.values()]
    return sorted(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (host("a", machine_id="m-1"), host("e", machine_id=" M-1 ")),
        (host("a", dmi_uuid="U-1"), host("e", dmi_uuid="u-1")),
        (host("a", dmi_uuid="u-1", machine_id="m-1"), host("e", dmi_uuid="u-1", machine_id="m-2")),
        (
            host("a", "pve1", mac_addresses=("00:11:22:33:44:55",)),
            host("e", "PVE1.lan.", mac_addresses=("0011.2233.4455",)),
        ),
    ],
)
def test_a_machine_is_recognised_by_its_id_its_firmware_or_its_name_with_a_card(one, other):
    """T-07, D-03: enough evidence to ask nobody."""
    assert together(state(agents=[one], engines=[other])) == [["a", "e"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (host("a", "pve1"), host("e", "pve1")),
        (
            host("a", "pve1", ip_addresses=("10.0.0.1",)),
            host("e", "pve1", ip_addresses=("10.0.0.1",)),
        ),
        (host("a", ip_addresses=("10.0.0.1",)), host("e", ip_addresses=("10.0.0.1",))),
        (
            host("a", mac_addresses=("00:11:22:33:44:55",)),
            host("e", mac_addresses=("00:11:22:33:44:55",)),
        ),
        (host("a", machine_id="Default string"), host("e", machine_id="Default string")),
    ],
)
def test_a_name_or_an_address_alone_makes_nothing_one(one, other):
    """T-07: what needs a person's eye is kept apart."""
    assert together(state(agents=[one], engines=[other])) == [["a"], ["e"]]


def test_an_address_that_every_machine_has_is_no_card():
    shared = {"mac_addresses": ("00:00:00:00:00:00",)}
    assert together(
        state(agents=[host("a", "x", **shared)], engines=[host("e", "x", **shared)])
    ) == [
        ["a"],
        ["e"],
    ]


def test_a_disk_is_one_by_its_serial_number_whoever_reads_it():
    """H-07: an agent's SMART and an API's listing."""
    disks = [
        host(n, type_=ResourceType.PHYSICAL_DISK, machine_id="SERIAL-1") for n in ("api", "smart")
    ]
    assert together(state(nodes=disks[:1], agents=disks[1:])) == [["api", "smart"]]


def test_a_guest_with_the_machine_id_of_its_host_stays_a_guest():
    """T-07: things of two types are never one."""
    guest = host("vm", type_=ResourceType.VM, machine_id="m-1")
    assert together(state(nodes=[guest], agents=[host("a", machine_id="m-1")])) == [["a"], ["vm"]]


def test_a_guest_is_never_matched_by_evidence():
    guests = [host(n, "web", type_=ResourceType.VM, machine_id="m-1") for n in ("one", "two")]
    assert together(state(nodes=guests[:1], agents=guests[1:])) == [["one"], ["two"]]


def test_what_one_source_showed_before_is_the_same_when_it_looks_different():
    registry = Registry(SeriesIndex())
    registry.apply(snapshot(host("a", "old")))
    (resource,) = registry.apply(snapshot(host(" a ", "new"), at=later(5))).state.all()
    assert resource.identity.hostnames == ("new",)


def test_two_connections_to_one_platform_show_one_thing():
    """P-12: each has its say; neither makes a second row."""
    guest = observation("web", native_id="lab:101")
    (resource,) = state(nodes=[guest], second_view=[guest]).all()
    assert set(resource.sources) == {HYPERVISOR, SECOND_VIEW}


def test_a_link_that_both_sides_bear_needs_no_other_evidence():
    """T-07: mutual."""
    assert together(state(nodes=[node("n", agent="a")], agents=[agent("a", node="n")])) == [
        ["a", "n"]
    ]


def test_a_link_of_the_node_counts_when_both_bear_one_name():
    """T-07: one-sided and corroborated."""
    linked = state(nodes=[node("n", "pve1", agent="a")], agents=[agent("a", "PVE1.lan")])
    assert together(linked) == [["a", "n"]]


def test_a_link_of_the_agent_counts_when_both_bear_one_name():
    """T-07: one-sided and corroborated."""
    linked = state(nodes=[node("n", "pve1")], agents=[agent("a", "pve1", node="n")])
    assert together(linked) == [["a", "n"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (node("n", "pve1", agent="a"), agent("a", "minipc")),
        (node("n", "pve1"), agent("a", "minipc", node="n")),
        (node("n", agent="a"), agent("a")),
    ],
)
def test_a_link_of_one_side_without_a_common_name_is_not_believed(one, other):
    """T-07: node `pve1` with a link to agent `minipc` are two rows."""
    assert together(state(nodes=[one], agents=[other])) == [["a"], ["n"]]


def test_a_link_to_an_agent_that_names_another_node_is_not_believed():
    linked = state(nodes=[node("n", "pve1", agent="a")], agents=[agent("a", "pve1", node="other")])
    assert together(linked) == [["a"], ["n"]]


def test_a_link_to_nobody_is_no_link():
    linked = state(nodes=[node("n", "pve1", agent="gone")], agents=[agent("a", "pve1")])
    assert together(linked) == [["a"], ["n"]]


def test_an_agent_that_two_nodes_claim_is_nobodys():
    """T-07: ambiguity keeps them apart."""
    nodes = [
        node("n1", "pve1", agent="a", name="pve1"),
        node("n2", "pve1", agent="a", name="pve1b"),
    ]
    assert together(state(nodes=nodes, agents=[agent("a", "pve1")])) == [["a"], ["n1"], ["n2"]]


def test_blanks_around_a_link_do_not_matter():
    """T-04: linked ids are trimmed."""
    linked = state(nodes=[node("n", agent=" a ")], agents=[agent("a", node=" n")])
    assert together(linked) == [["a", "n"]]


def test_two_views_of_one_node_that_both_name_the_agent_are_one_machine_with_it():
    views = [node(n, "pve1", agent="a", cluster="lab") for n in ("lab-pve1", "pve1-pve1")]
    linked = state(nodes=views[:1], second_view=views[1:], agents=[agent("a", "pve1")])
    assert together(linked) == [["a", "lab-pve1", "pve1-pve1"]]


@pytest.mark.parametrize("shared", [{"cluster": "lab"}, {"at": "pve1.lan"}, {"at": "10.0.0.1"}])
def test_a_view_without_a_link_takes_that_of_another_view_of_the_same_node(shared):
    """By cluster and name, by the host or the address at which it is reached and name."""
    linked = state(
        nodes=[node("n1", agent="a", **shared)],
        second_view=[node("n2", **shared)],
        agents=[agent("a", node="n1")],
    )
    assert together(linked) == [["a", "n1", "n2"]]


def test_a_view_of_another_node_takes_no_link():
    linked = state(
        nodes=[node("n1", agent="a", cluster="lab")],
        second_view=[node("n2", cluster="lab", name="pve2")],
        agents=[agent("a", node="n1")],
    )
    assert together(linked) == [["a", "n1"], ["n2"]]


def test_views_that_lead_to_two_agents_lead_to_none():
    """T-07: an ambiguous key is dropped."""
    linked = state(
        nodes=[node("n1", agent="a", cluster="lab"), node("n2", agent="b", cluster="lab")],
        second_view=[node("n3", "pve1", cluster="lab")],
        agents=[agent("a", "pve1", node="n1"), agent("b", "pve1", node="n2")],
    )
    assert ["n3"] in together(linked)


@pytest.mark.parametrize(
    ("name", "hostname"), [("pve1", "pve1"), ("PVE1", "pve1.lan"), ("pve1.lan", "PVE1.lan.")]
)
def test_a_kubernetes_node_of_a_hosts_name_is_that_host(name, hostname):
    """The whole name, else the short one."""
    (resource,) = state(agents=[host("a", hostname)], cluster=[kubernetes_node(name)]).all()
    assert resource.type is ResourceType.AGENT
    assert set(resource.sources) == {AGENT, ORCHESTRATOR}


def test_a_host_that_is_a_node_belongs_to_the_cluster_and_keeps_its_id():
    cluster = observation("lab", ResourceType.K8S_CLUSTER, native_id="k")
    alone = state(agents=[host("a", "pve1")])
    both = state(agents=[host("a", "pve1")], cluster=[cluster, kubernetes_node("pve1")])
    (known,), folded = alone.all(), {r.name: r for r in both.all()}
    assert (folded["host"].id, folded["host"].parent_name) == (known.id, "lab")


def test_the_whole_name_is_looked_at_before_the_short_one():
    hosts = [host("a", "pve1.lan"), host("b", "pve1.dmz")]
    found = together(state(agents=hosts, cluster=[kubernetes_node("pve1.dmz")]))
    assert found == [["a"], ["b", "k:node:1"]]


@pytest.mark.parametrize("hosts", [[], [host("a", "nas")], [host("a", "pve1"), host("b", "pve1")]])
def test_a_kubernetes_node_that_is_no_one_host_is_a_row_of_its_own(hosts):
    """T-07: none, or several of its name."""
    found = state(agents=hosts, cluster=[kubernetes_node("pve1")])
    assert ["k:node:1"] in together(found)


def test_two_nodes_that_bear_one_hosts_name_are_rows_of_their_own():
    nodes = [kubernetes_node("pve1"), kubernetes_node("pve1", "other:node:1")]
    found = state(agents=[host("a", "pve1")], cluster=nodes)
    assert together(found) == [["a"], ["k:node:1"], ["other:node:1"]]


def judged(verdict, **said):
    """A state in which the user decided on the members with these two native ids."""
    registry = Registry(SeriesIndex())
    for speaker, seen in said.items():
        registry.apply(snapshot(*seen, said_by=SPEAKERS[speaker]))
    kind, one, other = verdict
    ids = {m.native_id: m.id for r in registry.state.all() for m in r.members}
    registry.judge(frozenset({kind(ids[one], ids[other])}), later(5))
    return registry


def test_what_the_user_split_stays_apart_whatever_agrees():
    found = judged(
        (Split, "a", "e"),
        agents=[host("a", machine_id="m-1")],
        engines=[host("e", machine_id="m-1")],
    )
    assert together(found.state) == [["a"], ["e"]]


def test_the_one_that_leaves_gets_an_id_of_its_own_and_the_other_keeps_its():
    said = {"agents": [host("a", machine_id="m-1")], "engines": [host("e", machine_id="m-1")]}
    (before,) = state(**said).all()
    after = judged((Split, "e", "a"), **said).state
    assert [m.native_id for m in after.by_id[before.id].members] == ["a"]


def test_what_only_the_leaver_had_in_common_with_goes_with_neither():
    """The others find each other first."""
    found = judged(
        (Split, "e", "a"),
        agents=[host("a", machine_id="m-1")],
        engines=[host("e", machine_id="m-1")],
        nodes=[node("n", machine_id="m-1")],
    )
    assert together(found.state) == [["a", "n"], ["e"]]


def test_what_the_user_linked_is_one_and_bears_the_primarys_id():
    said = {"agents": [host("a", "x")], "engines": [host("e", "y")]}
    by_native = {r.members[0].native_id: r.id for r in state(**said).all()}
    (resource,) = judged((Link, "e", "a"), **said).state.all()
    assert resource.id == by_native["e"]
    assert by_native["a"] in resource.aliases


def test_a_link_between_things_of_two_types_is_ignored():
    guest = observation("web", native_id="vm")
    found = judged((Link, "vm", "a"), nodes=[guest], agents=[host("a")])
    assert together(found.state) == [["a"], ["vm"]]


def test_a_link_to_what_nobody_shows_does_nothing_until_somebody_does():
    registry = judged((Link, "a", "e"), agents=[host("a")], engines=[host("e")])
    registry.withdraw(RUNTIME, later(6))
    assert together(registry.state) == [["a"]]
    registry.apply(snapshot(host("e"), said_by=RUNTIME, at=later(7)))
    assert together(registry.state) == [["a", "e"]]


def test_taking_a_verdict_back_leaves_it_to_the_rules_again():
    registry = judged((Link, "a", "e"), agents=[host("a")], engines=[host("e")])
    assert together(registry.judge(frozenset(), later(9)).state) == [["a"], ["e"]]
