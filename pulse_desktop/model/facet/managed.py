"""A managed object in the inventory of a virtualisation manager: a host, guest or datastore."""

from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.facet.marker import Facet

_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where in the inventory an object is, by ids within the connection and by name."""

    datacenter_id: str | None = None
    datacenter_name: str | None = None
    compute_resource_id: str | None = None
    compute_resource_name: str | None = None
    cluster_id: str | None = None
    cluster_name: str | None = None
    folder_id: str | None = None
    folder_name: str | None = None
    resource_pool_id: str | None = None
    resource_pool_name: str | None = None
    runtime_host_id: str | None = None
    """The host that a guest runs on."""

    runtime_host_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedFacet(Placement, Facet):
    """What the inventory says of one object; which fields there are depends on its type."""

    kind: Literal["managed"] = "managed"
    connection_id: str
    """Object ids are unique only within one connection."""

    connection_name: str | None = None
    server_host: str | None = None
    managed_object_id: str
    entity_type: Literal["host", "vm", "datastore"]
    host_uuid: str | None = None
    instance_uuid: str | None = None
    bios_uuid: str | None = None
    connection_state: str | None = None
    power_state: str | None = None
    overall_status: str | None = None
    """``green``, ``yellow``, ``red``, ``gray``."""

    cpu_count: int | None = None
    memory_size_mib: int | None = None
    datastore_type: str | None = None
    datastore_ids: tuple[str, ...] = ()
    """Of a guest: the datastores that its disks are on."""

    datastore_names: tuple[str, ...] = ()
    datastore_url: str | None = None
    datastore_accessible: bool | None = None
    multiple_host_access: bool | None = None
    maintenance_mode: str | None = None
    """``normal`` unless it is being emptied or is empty."""

    guest_os_family: str | None = None
    guest_hostname: str | None = None
    guest_ip_addresses: tuple[str, ...] = ()
    active_alarm_count: int | None = None
    active_alarm_summary: str | None = None
    recent_task_count: int | None = None
    recent_task_summary: str | None = None
    snapshot_count: int | None = None

    @property
    def memory_bytes(self) -> int | None:
        """The configured memory of a guest."""
        return None if self.memory_size_mib is None else self.memory_size_mib * _MIB
