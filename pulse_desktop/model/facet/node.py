"""A hypervisor node, as its cluster sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.machine import CpuInfo, FigureTruth, FileSystem, Sensor
from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeTemperatures:
    """What the sensors of a node say, degrees Celsius."""

    cpu_package: float | None = None
    cpu_max: float | None = None
    """The warmest that its processors were seen at."""

    cores: tuple[Sensor, ...] = ()
    disks: tuple[Sensor, ...] = ()
    others: tuple[Sensor, ...] = ()
    updated_at: datetime | None = None

    @property
    def cpu_celsius(self) -> float | None:
        """The maximum where it is known, else the package, else the warmest core."""
        for found in (self.cpu_max, self.cpu_package):
            if found is not None:
                return found
        return max((core.celsius for core in self.cores), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFacet(Facet):
    """A hypervisor node, as its cluster sees it."""

    kind: Literal["node"] = "node"
    node_name: str
    instance: str
    cluster_name: str | None = None
    is_cluster_member: bool = False
    host: str | None = None
    guest_url: str | None = None
    """Where people reach it, when that is not where it is polled."""

    connection_health: str | None = None
    """``healthy``, ``degraded``, ``error``: how its cluster reaches it."""

    version: str | None = None
    kernel_version: str | None = None
    cpus: int | None = None
    cpu_info: CpuInfo | None = None
    uptime: int | None = None
    """Seconds."""

    load_average: tuple[float, float, float] | None = None
    temperature_monitoring_enabled: bool | None = None
    temperature_details: NodeTemperatures | None = None
    memory: FigureTruth | None = None
    disk: FigureTruth | None = None
    """Of its root, or of all its file systems together."""

    swap_used: int | None = None
    """Bytes."""

    swap_total: int | None = None
    """Bytes."""

    file_systems: tuple[FileSystem, ...] = ()
    pending_updates: int | None = None
    """Packages that could be upgraded."""

    pending_updates_checked_at: datetime | None = None
    linked_agent_id: str | None = None
    """Native id of the agent that runs on it, as the hypervisor's side was told."""
