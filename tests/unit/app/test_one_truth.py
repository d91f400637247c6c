"""An estate told by four sources, from ``Monitor.ingest`` to the JSON: the rows the rules give.

A hypervisor's node, the agent on it and its container engine are one machine. A second node is
linked to an agent by one side only, and nothing else speaks for it. A node of an orchestrator bears
a host's name. A remote engine has nothing to show but a host name.
"""

from itertools import permutations

import pytest

from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.facet import (
    ClusterFacet,
    ClusterNodeFacet,
    EngineFacet,
    GuestFacet,
    HostFacet,
    NodeFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.operator import Split
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.readiness import system_usage
from pulse_desktop.resources.candidates import merge_candidates
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, NOON, RUNTIME, observation, snapshot, source

HOST = ResourceType.AGENT
CLUSTER = source(Role.ORCHESTRATOR, "four")


def host(name, said_by_id, facet, **identity):
    return observation(
        name,
        HOST,
        native_id=said_by_id,
        facet=facet,
        identity=Identity(hostnames=(name,), **identity),
    )


def node(name, **links):
    return NodeFacet(node_name=name, instance="lab", **links)


def engine(name):
    return EngineFacet(host_source_id=f"engine-{name}", hostname=name, runtime="engine")


def cluster_node(name):
    facet = ClusterNodeFacet(cluster_id="k1", node_uid=f"u-{name}", node_name=name)
    return observation(
        name,
        ResourceType.K8S_NODE,
        native_id=f"k1:node:u-{name}",
        facet=facet,
        parent="k1",
        identity=Identity(hostnames=(name,)),
    )


HYPERVISOR_SAYS = snapshot(
    host("pve1", "lab-pve1", node("pve1", linked_agent_id="a1")),
    host("pve2", "lab-pve2", node("pve2", linked_agent_id="a2")),
    observation(
        "web",
        native_id="lab:pve1:101",
        facet=GuestFacet(vmid=101, node_name="pve1", instance="lab"),
        parent="lab-pve1",
    ),
)
AGENTS_SAY = snapshot(
    host(
        "pve1", "a1", HostFacet(hostname="pve1", linked_node_id="lab-pve1"), machine_id="4c4c4544"
    ),
    host("minipc", "a2", HostFacet(hostname="minipc"), machine_id="a1b2c3d4"),
    said_by=AGENT,
)
ENGINES_SAY = snapshot(
    host("pve1", "engine-pve1", engine("pve1"), machine_id="4c4c4544"),
    host("pve2", "engine-pve2", engine("pve2")),
    said_by=RUNTIME,
)
ORCHESTRATOR_SAYS = snapshot(
    observation(
        "lab", ResourceType.K8S_CLUSTER, native_id="k1", facet=ClusterFacet(cluster_id="k1")
    ),
    cluster_node("minipc"),
    cluster_node("worker9"),
    said_by=CLUSTER,
)
EVERYBODY = (HYPERVISOR_SAYS, AGENTS_SAY, ENGINES_SAY, ORCHESTRATOR_SAYS)


def seen(snapshots):
    """The read state after these arrived in this order."""
    monitor = Monitor(Registry(SeriesIndex()))
    for each in snapshots:
        monitor.ingest(each)
    return monitor.state


def told(snapshots):
    """The same as JSON."""
    state = seen(snapshots)
    return state_document(state, (), NOON, system_usage(state, (), (), NOON))


@pytest.fixture(scope="module")
def document():
    return told(EVERYBODY)


def rows(document):
    """Types, names and sources; two rows of one name are in the order of their sources."""
    return sorted(
        ((r["type"], r["name"], tuple(r["sources"])) for r in document["resources"]),
        key=lambda row: (row[1], row),
    )


def found(document, name, source_name):
    (row,) = [r for r in document["resources"] if r["name"] == name and source_name in r["sources"]]
    return row


def test_the_rows_are_exactly_those_that_the_rules_give(document):
    """T-07: one machine of three sources, one-sided links apart, a folded node."""
    assert rows(document) == [
        ("k8s-cluster", "lab", ("orchestrator",)),
        ("agent", "minipc", ("agent", "orchestrator")),
        ("agent", "pve1", ("agent", "hypervisor", "runtime")),
        ("agent", "pve2", ("hypervisor",)),
        ("agent", "pve2", ("runtime",)),
        ("vm", "web", ("hypervisor",)),
        ("k8s-node", "worker9", ("orchestrator",)),
    ]


@pytest.mark.parametrize("order", list(permutations(range(len(EVERYBODY)))))
def test_the_order_in_which_the_sources_answer_does_not_matter(document, order):
    """T-08: the same snapshot, whoever is first."""
    assert told([EVERYBODY[n] for n in order]) == document


def test_the_machine_of_three_sources_has_the_facts_of_each(document):
    machine = found(document, "pve1", "agent")
    assert machine["hypervisor"]["nodeName"] == "pve1"
    assert machine["agent"]["linkedNodeId"] == "lab-pve1"
    assert machine["runtime"]["hostSourceId"] == "engine-pve1"
    assert machine["identity"]["machineId"] == "4c4c4544"
    assert {m["nativeId"] for m in machine["members"]} == {"lab-pve1", "a1", "engine-pve1"}


def test_the_machine_is_called_by_its_node_and_known_by_all_its_ids(document):
    """T-05: the name of the agent, the primary id of the node."""
    identity = found(document, "pve1", "agent")["canonicalIdentity"]
    assert (identity["displayName"], identity["platformId"]) == ("pve1", "pve1")
    assert identity["primaryId"] == "node:lab-pve1"
    assert {"agent:a1", "docker-host:engine-pve1"} <= set(identity["aliases"])


def test_a_guest_is_on_the_machine_and_can_be_discovered_through_its_agent(document):
    guest, machine = found(document, "web", "hypervisor"), found(document, "pve1", "agent")
    assert (guest["parentId"], machine["childCount"]) == (machine["id"], 1)
    assert guest["discoveryTarget"]["agentId"] == "a1"
    assert guest["discoveryTarget"]["resourceId"] == "101"


def test_a_link_of_one_side_joins_nothing(document):
    """T-07: the node says that the agent is on it, and the agent has another name."""
    node, agent = found(document, "pve2", "hypervisor"), found(document, "minipc", "agent")
    assert node["id"] != agent["id"]
    assert node["sources"] == ["hypervisor"]


def test_a_clusters_node_is_folded_into_the_host_of_its_name(document):
    """T-07: the host stays a host, below its cluster."""
    host, cluster = found(document, "minipc", "agent"), found(document, "lab", "orchestrator")
    assert (host["type"], host["parentId"]) == ("agent", cluster["id"])
    assert host["orchestrator"]["nodeUid"] == "u-minipc"


def test_an_engine_with_only_a_name_is_apart_but_part_of_the_system(document):
    """T-06: what is no proof of identity still attaches to the one machine of that name."""
    engine, node = found(document, "pve2", "runtime"), found(document, "pve2", "hypervisor")
    systems = {row["id"]: row for row in document["connectedInfrastructure"]}
    surfaces = systems[node["id"]]["surfaces"]
    assert [(s["kind"], s["resourceId"]) for s in surfaces] == [
        ("runtime", engine["id"]),
        ("hypervisor", node["id"]),
    ]


def test_an_engine_with_only_a_name_can_be_merged_with_the_node_of_that_name(document):
    """T-07: ambiguity keeps apart, and the user may know better."""
    state = seen(EVERYBODY)
    engine = state.resource(found(document, "pve2", "runtime")["id"])
    best, *_ = merge_candidates(engine, state)
    assert best.resource.id == found(document, "pve2", "hypervisor")["id"]


def test_systems_are_counted_by_the_same_groups(document):
    """T-06: connected infrastructure and the count never differ."""
    listed = document["connectedInfrastructure"]
    assert [row["name"] for row in listed] == ["lab", "minipc", "pve1", "pve2"]
    assert document["systems"] == {"available": True, "count": len(listed)}


def test_what_the_user_splits_is_a_system_of_its_own():
    """T-06: neither the machine id nor the host name that they share joins them again."""
    monitor = Monitor(Registry(SeriesIndex()))
    for each in EVERYBODY:
        monitor.ingest(each)
    machine, *_ = (r for r in monitor.state.named("pve1") if len(r.members) == 3)
    engine = next(m.id for m in machine.members if m.native_id == "engine-pve1")
    keeper = next(m.id for m in machine.members if m.native_id == "a1")
    monitor.judge(frozenset({Split(leaver=engine, keeper=keeper)}), NOON)
    parts = [{m.native_id for r in g.resources for m in r.members} for g in monitor.state.systems()]
    assert {"engine-pve1"} in parts
    assert {"lab-pve1", "a1"} in parts
