"""A top-level system: what it consists of, what it is and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.condition import Status
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.systems.evidence import Clue, Grounds

SYSTEM_TYPES = frozenset(
    {ResourceType.AGENT, ResourceType.PBS, ResourceType.PMG, ResourceType.K8S_CLUSTER}
)
"""What can be a system, or a part of one."""

SEVERAL_SOURCES = "multiple"
"""The contract's word for the source of a system that several sources report."""

_BY_ROLE: Mapping[Role, int] = MappingProxyType(
    {
        Role.HYPERVISOR: 0,
        Role.APPLIANCE: 2,
        Role.RUNTIME: 3,
        Role.AGENT: 4,
        Role.ORCHESTRATOR: 5,
        Role.PROBE: 6,
    }
)
_BY_TYPE: Mapping[ResourceType, int] = MappingProxyType(
    {ResourceType.PBS: 10, ResourceType.PMG: 11, ResourceType.K8S_CLUSTER: 12}
)
"""Who describes a system best; smaller is better (Pulse 6, top-level systems)."""

_WORST_FIRST = (Status.OFFLINE, Status.WARNING, Status.UNKNOWN, Status.ONLINE)


class SystemKind(StrEnum):
    """What a system is, by whoever describes it best."""

    HYPERVISOR = "hypervisor"
    APPLIANCE = "appliance"
    ENGINE_HOST = "engine-host"
    HOST = "host"
    BACKUP_SERVER = "backup-server"
    MAIL_GATEWAY = "mail-gateway"
    CLUSTER = "cluster"


_KINDS: Mapping[int, SystemKind] = MappingProxyType(
    {
        0: SystemKind.HYPERVISOR,
        2: SystemKind.APPLIANCE,
        3: SystemKind.ENGINE_HOST,
        10: SystemKind.BACKUP_SERVER,
        11: SystemKind.MAIL_GATEWAY,
        12: SystemKind.CLUSTER,
    }
)
"""By priority; any other is a plain host."""


@dataclass(frozen=True, slots=True)
class SystemGroup:
    """One top-level system."""

    resources: tuple[Resource, ...]
    """What it consists of; the one that describes it best comes first."""

    clues: tuple[Clue, ...]
    """What holds them together, sorted; empty for a single resource."""

    @property
    def lead(self) -> Resource:
        """The resource that names the system."""
        return self.resources[0]

    @property
    def id(self) -> ResourceId:
        """The id of its lead."""
        return self.lead.id

    @property
    def name(self) -> str:
        """Its display name."""
        return self.lead.name.strip()

    @property
    def kind(self) -> SystemKind:
        """What it is."""
        return _KINDS.get(priority(self.lead), SystemKind.HOST)

    @property
    def status(self) -> Status:
        """The worst status of what it consists of."""
        return min((r.status for r in self.resources), key=_WORST_FIRST.index)

    @property
    def sources(self) -> tuple[SourceName, ...]:
        """Who reports it, by name."""
        return tuple(sorted({source.name for r in self.resources for source in r.sources}))

    @property
    def source(self) -> str:
        """The one that reports it, or ``multiple``."""
        return self.sources[0] if len(self.sources) == 1 else SEVERAL_SOURCES

    @property
    def last_seen_at(self) -> datetime:
        """When any source last said anything about it."""
        return max(r.last_seen_at for r in self.resources)

    @property
    def reasons(self) -> tuple[Grounds, ...]:
        """Why its resources are one system, in the order in which they are looked for."""
        found = {clue.grounds for clue in self.clues} or {Grounds.STANDALONE}
        return tuple(grounds for grounds in Grounds if grounds in found)

    @property
    def signals(self) -> tuple[str, ...]:
        """What they have in common, sorted."""
        return tuple(sorted({clue.signal for clue in self.clues}))


def priority(resource: Resource) -> int:
    """How well a resource describes the system that it belongs to; smaller is better."""
    by_type = _BY_TYPE.get(resource.type)
    if by_type is not None:
        return by_type
    return min((_BY_ROLE[source.role] for source in resource.sources), default=len(_BY_ROLE))
