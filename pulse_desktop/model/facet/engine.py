"""A container engine on a host."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.machine import FileSystem, NetworkInterface, Reporter
from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A container engine's membership in a cluster of engines."""

    node_id: str | None = None
    node_role: Literal["manager", "worker"] | None = None
    local_state: str
    control_available: bool = False
    cluster_id: str | None = None
    cluster_name: str | None = None
    nodes: int | None = None
    managers: int | None = None
    scope: Literal["node", "cluster"] | None = None
    """Whether its services and tasks are those of this engine, or of all."""

    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacet(Reporter, Facet):
    """A container engine on a host."""

    kind: Literal["engine"] = "engine"
    host_source_id: str
    hostname: str
    display_name: str | None = None
    custom_display_name: str | None = None
    machine_id: str | None = None
    runtime: str
    runtime_version: str | None = None
    api_version: str | None = None
    os: str | None = None
    kernel_version: str | None = None
    architecture: str | None = None
    cpus: int | None = None
    total_memory_bytes: int | None = None
    uptime_seconds: int | None = None
    """Of the host."""

    load_average: tuple[float, float, float] | None = None
    container_count: int | None = None
    running_count: int | None = None
    updates_available_count: int | None = None
    """Containers for which a newer image is published."""

    updates_last_checked_at: datetime | None = None
    swarm: Cluster | None = None
    network_interfaces: tuple[NetworkInterface, ...] = ()
    file_systems: tuple[FileSystem, ...] = ()
    hidden: bool | None = None
    command: str | None = None
    """What its agent was last asked to do, and has not yet answered."""
