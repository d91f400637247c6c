"""Connected infrastructure: one row a system, and what reports it."""

import pytest

from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import ClusterNodeFacet, EngineFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId, SourceName
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.systems.surfaces import Action, Removal, Standing
from simulators.read_states import resource, state_of
from simulators.scripted import AGENT, HYPERVISOR, NOON, RUNTIME, source

CLUSTER = source(Role.ORCHESTRATOR)
APPLIANCE = source(Role.APPLIANCE)
MACHINE = resource("pve1", said_by=(HYPERVISOR, AGENT, RUNTIME, CLUSTER))


def removal(role, host_id="pve1", name="pve1"):
    return Removal(
        kind=SourceName(role.value),
        role=role,
        host_id=NativeId(host_id),
        name=name,
        removed_at=NOON,
    )


def kinds(row):
    return [surface.kind for surface in row.surfaces]


def test_a_system_is_one_row_with_the_machines_own_surfaces_first():
    """T-11: one row per top-level system, by the same resolver as the count."""
    (row,) = state_of(MACHINE).connected_infrastructure()
    assert (row.id, row.name, row.standing) == ("agent-pve1", "pve1", Standing.ACTIVE)
    assert kinds(row) == ["agent", "runtime", "orchestrator", "hypervisor"]


def test_only_a_machines_own_surfaces_can_be_stopped():
    """T-11: what a platform manages stays."""
    (row,) = state_of(MACHINE).connected_infrastructure()
    stop = Action.STOP_MONITORING
    assert [surface.action for surface in row.surfaces] == [stop, stop, stop, None]


@pytest.mark.parametrize("role", [Role.AGENT, Role.RUNTIME, Role.ORCHESTRATOR])
def test_a_removal_strips_its_own_surface_and_adds_a_row_to_take_it_back(role):
    """T-11: and no other surface."""
    active, ignored = state_of(MACHINE).connected_infrastructure([removal(role)])
    assert role.value not in kinds(active)
    assert len(active.surfaces) == 3
    assert (ignored.id, ignored.standing) == (f"ignored:{role.value}:pve1", Standing.IGNORED)
    assert [s.action for s in ignored.surfaces] == [Action.ALLOW_RECONNECT]


def test_a_removal_never_strips_what_a_platform_manages():
    active, _ = state_of(MACHINE).connected_infrastructure([removal(Role.HYPERVISOR)])
    assert "hypervisor" in kinds(active)


def test_removing_one_host_strips_nothing_of_another():
    """T-14: a removal names one canonical host id."""
    other = resource("pve2", said_by=(AGENT,))
    rows = state_of(MACHINE, other).connected_infrastructure([removal(Role.AGENT)])
    assert [(row.id, len(row.surfaces)) for row in rows] == [
        ("agent-pve1", 3),
        ("agent-pve2", 1),
        ("ignored:agent:pve1", 1),
    ]


def test_a_row_without_surfaces_disappears():
    host = resource("pve1", said_by=(AGENT,))
    rows = state_of(host).connected_infrastructure([removal(Role.AGENT)])
    assert [row.standing for row in rows] == [Standing.IGNORED]


def test_nothing_is_known_of_the_health_of_what_was_removed():
    (row,) = state_of().connected_infrastructure([removal(Role.AGENT)])
    assert (row.status, row.last_seen_at, row.removed_at) == (Status.UNKNOWN, None, NOON)


def test_what_two_connections_report_alike_is_one_surface():
    twice = (HYPERVISOR, source(Role.HYPERVISOR, "four"))
    (row,) = state_of(resource("pve1", said_by=twice)).connected_infrastructure()
    assert kinds(row) == ["hypervisor"]


def test_an_appliance_has_a_row_with_its_host_name():
    """T-11: an appliance read over its own interface is infrastructure like any other."""
    nas = resource("NAS", said_by=(APPLIANCE,), identity=Identity(hostnames=(" nas.lan ",)))
    (row,) = state_of(nas).connected_infrastructure()
    assert (row.hostname, kinds(row)) == ("nas.lan", ["appliance"])


def test_the_version_is_that_of_what_is_closest_to_the_machine():
    engine = EngineFacet(host_source_id="e", hostname="e", runtime="engine", runtime_version="28")
    node = NodeFacet(node_name="pve1", instance="lab", version="9.1")
    (both,) = state_of(resource("pve1", facets=(node, engine))).connected_infrastructure()
    (one,) = state_of(resource("pve1", facets=(node,))).connected_infrastructure()
    assert (both.version, one.version) == ("28", "9.1")


def test_removing_a_cluster_strips_it_from_the_hosts_that_are_its_nodes():
    """T-11: and leaves what else they are."""
    facet = ClusterNodeFacet(cluster_id=" k1 ", node_uid="u1", node_name="pve1")
    host = resource("pve1", said_by=(AGENT, CLUSTER), facets=(facet,))
    cluster = resource("lab", ResourceType.K8S_CLUSTER, said_by=(CLUSTER,), native_id="k1")
    rows = state_of(host, cluster).connected_infrastructure([removal(Role.ORCHESTRATOR, "k1")])
    assert [(row.id, kinds(row)) for row in rows] == [
        ("agent-pve1", ["agent"]),
        ("ignored:orchestrator:k1", ["orchestrator"]),
    ]


def test_ids_are_trimmed():
    """T-04: of surfaces and of linked nodes."""
    host = HostFacet(hostname="pve1", linked_node_id=" lab-pve1 ")
    (row,) = state_of(resource("x", native_id=" id ", facets=(host,))).connected_infrastructure()
    assert (row.surfaces[0].native_id, row.linked_node_id) == ("id", "lab-pve1")


def test_rows_are_active_before_ignored_then_by_name():
    state = state_of(resource("b"), resource("A"), resource("c", ResourceType.PBS))
    rows = state.connected_infrastructure([removal(Role.AGENT, "0", "0")])
    assert [row.name for row in rows] == ["A", "b", "c", "0"]


def test_each_surface_says_what_it_brings():
    (row,) = state_of(MACHINE).connected_infrastructure()
    assert [str(surface.label) for surface in row.surfaces] == [
        "Host telemetry",
        "Container engine data",
        "Cluster data",
        "Data from hypervisor",
    ]
    assert [surface.id_label is None for surface in row.surfaces] == [False, False, False, True]
