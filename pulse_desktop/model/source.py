"""Who says something: a platform seen through one connection, and in which role."""

from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName


class Role(StrEnum):
    """What a platform is to the things it reports. Trust is ranked by this, never by name."""

    HYPERVISOR = "hypervisor"
    APPLIANCE = "appliance"
    RUNTIME = "runtime"
    ORCHESTRATOR = "orchestrator"
    AGENT = "agent"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Source:
    """One connection of one platform."""

    name: SourceName
    """The contract's word; the prefix of canonical ids. Two platforms may share one."""

    role: Role
    platform: PlatformId
    connection: ConnectionId
