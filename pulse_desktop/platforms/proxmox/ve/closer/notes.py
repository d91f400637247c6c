"""What closer looks have found so far: frozen, to be mapped by another thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.facet import NetworkInterface
from pulse_desktop.platforms.proxmox.ve.agent.disk_standing import Reading
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason
from pulse_desktop.platforms.proxmox.ve.agent.system import System
from pulse_desktop.platforms.proxmox.ve.closer.wire import Machine, NodeStatus
from pulse_desktop.platforms.proxmox.ve.memory.node import NOTHING_RECORDED, Recorded

Guest = tuple[str, int]
"""Node and number. What is known of a guest that moved goes with it, and is asked for anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeNotes:
    """One node."""

    status: NodeStatus | None = None
    """The last that came, however old."""

    read_at: datetime | None = None
    recorded: Recorded = NOTHING_RECORDED
    recorded_at: datetime | None = None
    problem: ProviderError | None = None
    """Why there is no newer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineNotes:
    """One virtual machine."""

    row: Machine | None = None
    row_at: datetime | None = None
    has_agent: bool | None = None
    """Whether its configuration has one; ``None`` while that is not known."""

    available: int | None = None
    """Bytes, of ``/proc/meminfo``."""

    available_at: datetime | None = None
    reading: Reading | None = None
    disk_problem: Reason | None = Reason.NO_STATUS
    interfaces: tuple[NetworkInterface, ...] = ()
    system: System | None = None
    agent_version: str | None = None
    disabled: frozenset[str] = frozenset()
    """The agent's commands that are switched off."""


def _nothing() -> Mapping[Guest, MachineNotes]:
    return MappingProxyType({})


def _no_node() -> Mapping[str, NodeNotes]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Notes:
    """All nodes and machines that were looked at."""

    nodes: Mapping[str, NodeNotes] = field(default_factory=_no_node)
    machines: Mapping[Guest, MachineNotes] = field(default_factory=_nothing)


NOTHING_NOTED = Notes()
