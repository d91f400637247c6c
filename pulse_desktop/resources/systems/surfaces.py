"""Connected infrastructure: one row for each top-level system, with what reports it (T-11).

A machine's own surfaces (its agent, its engine, its part in a cluster) can be taken away one by
one. What a platform manages is read through the platform and stays.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    ClusterFacet,
    ClusterNodeFacet,
    EngineFacet,
    Facet,
    HostFacet,
    MailGatewayFacet,
    NodeFacet,
)
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.resource import Resource, SourceState
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.identity_card import own_hostnames
from pulse_desktop.resources.systems.evidence import Grounds
from pulse_desktop.resources.systems.explanation import by_freshness, explanation
from pulse_desktop.resources.systems.group import SystemGroup, SystemKind
from pulse_desktop.resources.views.view import first_of

F = TypeVar("F", bound=Facet)

MACHINE_ROLES = (Role.AGENT, Role.RUNTIME, Role.ORCHESTRATOR)
"""Roles whose surfaces are the machine's own."""

_ORDER = (*MACHINE_ROLES, Role.HYPERVISOR, Role.APPLIANCE, Role.PROBE)

_LABELS: Mapping[Role, Text] = MappingProxyType(
    {
        Role.AGENT: mark("Surfaces", "Host telemetry"),
        Role.RUNTIME: mark("Surfaces", "Container engine data"),
        Role.ORCHESTRATOR: mark("Surfaces", "Cluster data"),
    }
)
_ID_LABELS: Mapping[Role, Text] = MappingProxyType(
    {
        Role.AGENT: mark("Surfaces", "Agent ID"),
        Role.RUNTIME: mark("Surfaces", "Engine ID"),
        Role.ORCHESTRATOR: mark("Surfaces", "Cluster ID"),
    }
)


class Standing(StrEnum):
    """Whether a row is monitored or was removed by the user."""

    ACTIVE = "active"
    IGNORED = "ignored"


class Action(StrEnum):
    """What may be done to a surface, in the contract's words."""

    STOP_MONITORING = "stop-monitoring"
    ALLOW_RECONNECT = "allow-reconnect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One way in which a system is reported."""

    kind: SourceName
    """The name of the source."""

    role: Role
    native_id: NativeId
    """What the source calls the thing, or the cluster that it is a node of; trimmed."""

    resource: ResourceId | None
    """Which resource of the system it reports; ``None`` for one that was removed."""

    state: SourceState
    action: Action | None
    """``None`` where a platform manages it."""

    @property
    def id(self) -> str:
        """Its id among all surfaces."""
        return f"{self.kind}:{self.native_id}"

    @property
    def label(self) -> Text:
        """What it brings, for people."""
        known = _LABELS.get(self.role)
        return known or mark("Surfaces", "Data from {source}").given(source=self.kind)

    @property
    def id_label(self) -> Text | None:
        """What its id is called; ``None`` where nobody needs it."""
        return _ID_LABELS.get(self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedSystem:
    """One row of connected infrastructure."""

    id: str
    name: str
    hostname: str | None
    standing: Standing
    kind: SystemKind | None
    status: Status
    """``UNKNOWN`` for what was removed."""

    last_seen_at: datetime | None
    removed_at: datetime | None = None
    version: str | None = None
    linked_node_id: str | None = None
    commands_enabled: bool | None = None
    """Whether the agent on it would carry out commands."""

    surfaces: tuple[Surface, ...]
    source: str | None = None
    """The one source that reports it, or ``multiple``."""

    reasons: tuple[Grounds, ...] = ()
    """Why what it consists of is one system."""

    signals: tuple[str, ...] = ()
    """What its parts have in common."""

    explanation: tuple[Text, ...] = ()
    """Why it has its status, in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The user took one of a machine's own surfaces away."""

    kind: SourceName
    role: Role
    host_id: NativeId
    """The canonical id of the host, or the native id of the engine or cluster."""

    name: str
    removed_at: datetime


def connected_infrastructure(
    groups: Iterable[SystemGroup], removals: Collection[Removal] = ()
) -> tuple[ConnectedSystem, ...]:
    """One row for each system, then one for each removal; by name, then id.

    A removal strips its own surface and no other; a row without any surface is not listed.
    """
    rows = [*_without(map(_row, groups), removals), *map(_removed, removals)]
    return tuple(sorted(rows, key=lambda row: (row.standing, row.name.lower(), row.id)))


def _row(group: SystemGroup) -> ConnectedSystem:
    return ConnectedSystem(
        id=group.id,
        name=group.name,
        hostname=_hostname(group.resources),
        standing=Standing.ACTIVE,
        kind=group.kind,
        status=group.status,
        last_seen_at=group.last_seen_at,
        version=_version(group.resources),
        linked_node_id=_linked_node(group.resources),
        commands_enabled=next(
            (host.commands_enabled for host in _facets(group.resources, HostFacet)), None
        ),
        surfaces=_surfaces(group.resources),
        source=group.source,
        reasons=group.reasons,
        signals=group.signals,
        explanation=explanation(group),
    )


def _surfaces(resources: Iterable[Resource]) -> tuple[Surface, ...]:
    """One for each thing of each source; two connections may report the same thing."""
    found: dict[str, Surface] = {}
    for resource in resources:
        for source, status in by_freshness(resource):
            surface = Surface(
                kind=source.name,
                role=source.role,
                native_id=_reported_as(resource, source.role, status.native_id),
                resource=resource.id,
                state=status.state,
                action=Action.STOP_MONITORING if source.role in MACHINE_ROLES else None,
            )
            found.setdefault(surface.id, surface)
    return tuple(sorted(found.values(), key=lambda s: (_ORDER.index(s.role), s.id)))


def _reported_as(resource: Resource, role: Role, native_id: NativeId) -> NativeId:
    """What is to be named to stop it: of a host that is a cluster's node, the cluster."""
    node = resource.facet(ClusterNodeFacet) if role is Role.ORCHESTRATOR else None
    return NativeId(first_of(node.cluster_id if node else None, native_id) or "")


def _facets(resources: Iterable[Resource], kind: type[F]) -> Iterator[F]:
    found = (resource.facet(kind) for resource in resources)
    return (facet for facet in found if facet is not None)


def _hostname(resources: Sequence[Resource]) -> str | None:
    known = [name for resource in resources for name in resource.identity.hostnames]
    told = [name for resource in resources for name in own_hostnames(resource)]
    return first_of(*known, *told)


def _version(resources: Sequence[Resource]) -> str | None:
    """Of what is closest to the machine (Pulse 6, connected infrastructure)."""
    versions = (
        *(host.agent_version for host in _facets(resources, HostFacet)),
        *(engine.agent_version for engine in _facets(resources, EngineFacet)),
        *(engine.runtime_version for engine in _facets(resources, EngineFacet)),
        *(cluster.agent_version for cluster in _facets(resources, ClusterFacet)),
        *(cluster.version for cluster in _facets(resources, ClusterFacet)),
        *(server.version for server in _facets(resources, BackupServerFacet)),
        *(gateway.version for gateway in _facets(resources, MailGatewayFacet)),
        *(appliance.version for appliance in _facets(resources, ApplianceFacet)),
        *(node.version for node in _facets(resources, NodeFacet)),
    )
    return first_of(*versions)


def _linked_node(resources: Sequence[Resource]) -> str | None:
    return first_of(*(host.linked_node_id for host in _facets(resources, HostFacet)))


def _without(
    rows: Iterable[ConnectedSystem], removals: Collection[Removal]
) -> Iterator[ConnectedSystem]:
    removed = {(removal.kind, removal.host_id.strip()) for removal in removals}
    for row in rows:
        left = tuple(
            s
            for s in row.surfaces
            if s.role not in MACHINE_ROLES or (s.kind, s.native_id) not in removed
        )
        if left:
            yield replace(row, surfaces=left)


def _removed(removal: Removal) -> ConnectedSystem:
    native_id = NativeId(removal.host_id.strip())
    surface = Surface(
        kind=removal.kind,
        role=removal.role,
        native_id=native_id,
        resource=None,
        state=SourceState.OFFLINE,
        action=Action.ALLOW_RECONNECT,
    )
    return ConnectedSystem(
        id=f"ignored:{removal.kind}:{native_id}",
        name=removal.name.strip() or native_id,
        hostname=None,
        standing=Standing.IGNORED,
        kind=None,
        status=Status.UNKNOWN,
        last_seen_at=None,
        removed_at=removal.removed_at,
        surfaces=(surface,),
    )
