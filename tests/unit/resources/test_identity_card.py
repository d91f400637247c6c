"""How a resource is called, everywhere."""

import pytest

from pulse_desktop.model.facet import (
    ApplianceFacet,
    ClusterFacet,
    ContainerFacet,
    EngineFacet,
    GuestFacet,
    HostFacet,
    ManagedFacet,
    NodeFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.identity_card import DiscoveryTarget, discovery_target, identity_card
from simulators.read_states import resource
from simulators.scripted import AGENT, HYPERVISOR, RUNTIME, source

T = ResourceType
NODE = NodeFacet(node_name=" pve1 ", instance="lab")
HOST = HostFacet(hostname="pve1.lan")
ENGINE = EngineFacet(host_source_id=" e1 ", hostname="engine.lan", runtime="engine")
GUEST = GuestFacet(vmid=101, node_name="pve1", instance="lab", pool="prod")


@pytest.mark.parametrize(
    ("name", "hostnames", "expected"),
    [(" web ", ("h",), "web"), (" ", (" ", " h "), "h"), ("", (), "vm-0")],
)
def test_the_display_name_is_the_name_else_the_host_name_else_the_id(name, hostnames, expected):
    """T-05: one fallback for every surface."""
    made = resource(name, T.VM, id="vm-0", identity=Identity(hostnames=hostnames))
    assert identity_card(made).display_name == expected


def test_the_host_name_is_the_evidence_before_what_a_facet_tells():
    known = Identity(hostnames=("evidence",))
    assert identity_card(resource("x", identity=known, facets=(HOST,))).hostname == "evidence"
    assert identity_card(resource("x", facets=(ENGINE, HOST))).hostname == "pve1.lan"
    assert identity_card(resource("x")).hostname is None


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ((HOST, NODE), "pve1"),
        ((ENGINE, HOST), "pve1.lan"),
        ((ApplianceFacet(hostname="nas"),), "nas"),
        ((ClusterFacet(cluster_id="k1", context="lab"),), "lab"),
        ((), "x"),
    ],
)
def test_the_platform_id_is_the_node_else_the_host_else_the_cluster_else_the_name(facets, expected):
    assert identity_card(resource("x", facets=facets)).platform_id == expected


def test_a_node_has_its_native_id_as_primary_id():
    series = SeriesTarget(Family.AGENT, "lab-pve1")
    card = identity_card(resource("pve1", native_id=" lab-pve1 ", facets=(NODE,), series=series))
    assert card.primary_id == "node:lab-pve1"
    assert "agent:lab-pve1" in card.aliases


def test_anything_else_has_its_metrics_target_as_primary_id():
    """H-05: the id that its history is kept under."""
    series = SeriesTarget(Family.VM, " lab:pve1:101 ")
    assert identity_card(resource("web", T.VM, series=series)).primary_id == "vm:lab:pve1:101"


def test_without_a_history_the_engine_then_the_source_then_the_resource_itself_gives_it():
    """T-04: each trimmed."""
    engine = resource("x", said_by=(RUNTIME,), native_id=" n ", facets=(ENGINE,))
    last_by_name = source(Role.AGENT, name="zz-agent")
    agent = resource("x", said_by=(HYPERVISOR, last_by_name), native_id=" n ")
    nobody = resource("x", said_by={}, id="agent-0")
    found = [identity_card(each).primary_id for each in (engine, agent, nobody)]
    assert found == ["docker-host:e1", "zz-agent:n", "agent-0"]


def test_aliases_are_each_once_without_regard_to_case():
    made = resource(
        "PVE1",
        said_by=(HYPERVISOR, AGENT),
        native_id="lab-pve1",
        facets=(NODE, HostFacet(hostname="pve1")),
        identity=Identity(hostnames=("Pve1", "pve1.lan")),
        aliases=(ResourceId("agent-old"),),
    )
    assert identity_card(made).aliases == (
        "PVE1",
        "pve1.lan",
        "node:lab-pve1",
        "agent:lab-pve1",
        "hypervisor:lab-pve1",
        "agent-PVE1",
        "agent-old",
    )


def test_where_a_thing_is_kept_is_no_name_of_it():
    """T-05: a pool, a folder, a data store is never identity."""
    placed = ManagedFacet(
        connection_id="v1",
        managed_object_id="vm-1",
        entity_type="vm",
        cluster_name="cluster",
        folder_name="folder",
        datastore_names=("store",),
    )
    names = identity_card(resource("web", T.VM, facets=(GUEST, placed))).aliases
    assert {"prod", "cluster", "folder", "store"} & set(names) == set()


def test_a_machine_is_discovered_through_the_agent_on_it():
    machine = resource("pve1", said_by=(HYPERVISOR, AGENT), native_id="a1")
    expected = DiscoveryTarget(
        resource_type=T.AGENT, agent_id="a1", resource_id="a1", hostname=None
    )
    assert discovery_target(machine, None) == expected


@pytest.mark.parametrize(
    ("facet", "inside"),
    [
        (GUEST, "101"),
        (ContainerFacet(container_id=" c1 ", host_source_id="e", container_state="x"), "c1"),
    ],
)
def test_a_guest_or_container_is_discovered_through_the_agent_on_its_machine(facet, inside):
    machine = resource("pve1", said_by=(HYPERVISOR, AGENT), native_id="a1")
    found = discovery_target(resource("web", T.VM, facets=(facet,)), machine)
    assert (found.agent_id, found.resource_id) == ("a1", inside)


def test_without_an_agent_there_is_no_discovery_target():
    bare = resource("pve1")
    assert discovery_target(bare, None) is None
    assert discovery_target(resource("web", T.VM, facets=(GUEST,)), bare) is None
    assert discovery_target(resource("web", T.VM, facets=(GUEST,)), None) is None


def test_what_has_no_name_on_its_machine_is_not_discovered():
    machine = resource("pve1", said_by=(source(Role.AGENT),))
    assert discovery_target(resource("tank", T.STORAGE), machine) is None
