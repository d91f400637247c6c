"""A role's typed facts about one thing. Providers fill them; columns and JSON read them.

Every facet names itself in ``kind``, so that a stored one can be told from the others.
Counts and sizes that a source did not give are ``None``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


class Facet:
    """Marker of the dataclasses below; holds nothing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSystem:
    """One mounted local file system. Bytes."""

    device: str
    mount_point: str
    type: str
    total: int
    used: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInterface:
    """One network interface. Rates in bytes a second."""

    name: str
    mac_address: str | None = None
    addresses: tuple[str, ...] = ()
    is_up: bool | None = None
    net_in: float | None = None
    net_out: float | None = None


@dataclass(frozen=True, slots=True)
class Sensor:
    """One temperature sensor, degrees Celsius."""

    label: str
    celsius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacet(Facet):
    """An operating system, seen from inside."""

    kind: Literal["host"] = "host"
    hostname: str
    machine_id: str | None = None
    os_name: str | None = None
    os_version: str | None = None
    kernel_version: str | None = None
    architecture: str | None = None
    cpu_count: int | None = None
    load_average: tuple[float, float, float] | None = None
    uptime_seconds: int | None = None
    file_systems: tuple[FileSystem, ...] = ()
    network_interfaces: tuple[NetworkInterface, ...] = ()
    temperatures: tuple[Sensor, ...] = ()
    linked_node_id: str | None = None
    """Native id of the hypervisor node that this is, as the agent on it was told."""

    linked_vm_id: str | None = None
    linked_container_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A container engine's membership in a cluster of engines."""

    node_id: str | None = None
    node_role: Literal["manager", "worker"] | None = None
    local_state: str
    control_available: bool = False
    cluster_id: str | None = None
    nodes: int | None = None
    managers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacet(Facet):
    """A container engine on a host."""

    kind: Literal["engine"] = "engine"
    host_source_id: str
    hostname: str
    runtime: str
    runtime_version: str | None = None
    api_version: str | None = None
    os: str | None = None
    kernel_version: str | None = None
    architecture: str | None = None
    cpus: int | None = None
    total_memory_bytes: int | None = None
    container_count: int | None = None
    running_count: int | None = None
    swarm: Cluster | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One published or exposed container port."""

    private_port: int
    protocol: str
    public_port: int | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerFacet(Facet):
    """One application container."""

    kind: Literal["container"] = "container"
    container_id: str
    host_source_id: str
    image: str | None = None
    container_state: str
    health: str | None = None
    restart_count: int | None = None
    exit_code: int | None = None
    oom_killed: bool | None = None
    created_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    ports: tuple[Port, ...] = ()
    networks: tuple[str, ...] = ()
    project: str | None = None
    """Compose project, or Swarm stack."""

    service: str | None = None
    network_mode: str | None = None
    memory_limit_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTask:
    """One task that a service still wants to run."""

    id: str
    slot: int | None = None
    node_id: str | None = None
    state: str
    error: str | None = None
    container_id: str | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacet(Facet):
    """A replicated or global service."""

    kind: Literal["service"] = "service"
    service_id: str
    cluster_id: str | None = None
    stack: str | None = None
    mode: str
    image: str | None = None
    desired_tasks: int | None = None
    running_tasks: int | None = None
    completed_tasks: int | None = None
    update_state: str | None = None
    endpoint_ports: tuple[Port, ...] = ()
    tasks: tuple[ServiceTask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFacet(Facet):
    """A hypervisor node, as its cluster sees it."""

    kind: Literal["node"] = "node"
    node_name: str
    instance: str
    cluster_name: str | None = None
    is_cluster_member: bool = False
    host: str | None = None
    version: str | None = None
    kernel_version: str | None = None
    cpus: int | None = None
    uptime: int | None = None
    """Seconds."""

    linked_agent_id: str | None = None
    """Native id of the agent that runs on it, as the hypervisor's side was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestFacet(Facet):
    """A virtual machine or system container, as its hypervisor sees it."""

    kind: Literal["guest"] = "guest"
    vmid: int
    node_name: str
    instance: str
    pool: str | None = None
    template: bool = False
    cpus: float | None = None
    uptime: int | None = None
    """Seconds."""

    lock: str | None = None
    ha_state: str | None = None
    disks: tuple["GuestDisk", ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestDisk:
    """One disk of a guest and where it is kept. Bytes."""

    device: str
    storage: str | None = None
    """Name of the storage, within the guest's instance."""

    path: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskFacet(Facet):
    """A physical disk. Bytes; ``None`` where a source does not say."""

    kind: Literal["disk"] = "disk"
    device_path: str | None = None
    model: str | None = None
    serial: str | None = None
    wwn: str | None = None
    type: str | None = None
    size_bytes: int | None = None
    health: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageFacet(Facet):
    """A pool, datastore, dataset, hypervisor storage or local file system."""

    kind: Literal["storage"] = "storage"
    name: str | None = None
    """The name that guests' disks refer to, within ``instance``."""

    instance: str | None = None
    type: str
    platform: str | None = None
    content_types: tuple[str, ...] = ()
    shared: bool = False
    enabled: bool = True
    active: bool | None = None
    nodes: tuple[str, ...] = ()
    pool: str | None = None
    path: str | None = None


FACETS: tuple[type[Facet], ...] = (
    HostFacet,
    EngineFacet,
    ContainerFacet,
    ServiceFacet,
    NodeFacet,
    GuestFacet,
    DiskFacet,
    StorageFacet,
)
"""Every facet there is, for those who read one back from disk."""
