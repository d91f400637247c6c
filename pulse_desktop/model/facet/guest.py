"""A virtual machine or system container, as its hypervisor sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.machine import FigureTruth, FileSystem, NetworkInterface
from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestDisk:
    """One disk of a guest and where it is kept. Bytes."""

    device: str
    storage: str | None = None
    """Name of the storage, within the guest's instance."""

    path: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """A copy on another node that is brought up to date by a schedule. It is no backup."""

    node: str
    """Name of the node, as its cluster calls it."""

    is_enabled: bool = True
    is_running: bool = False
    last_at: datetime | None = None
    """When it last went well."""

    next_at: datetime | None = None
    failures: int = 0
    """In a row."""

    error: str | None = None
    """Why it last failed, in the hypervisor's words."""


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
    """What its hypervisor does to it at the moment: ``backup``, ``migrate``."""

    ha_state: str | None = None
    last_backup: datetime | None = None
    has_backup_job: bool | None = None
    """Whether its hypervisor backs it up by a schedule; ``None`` where nobody told."""

    replicas: tuple[Replica, ...] = ()
    disks: tuple[GuestDisk, ...] | None = None
    """``None`` where nobody read its configuration."""

    disk_status_reason: str | None = None
    """Why nothing is known of its file systems: ``agent-not-running``, ``vm-stopped``."""

    file_systems: tuple[FileSystem, ...] = ()
    """As an agent inside sees them."""

    memory: FigureTruth | None = None
    disk: FigureTruth | None = None
    """Of its root, or of all its file systems together."""

    swap_used: int | None = None
    """Bytes."""

    swap_total: int | None = None
    """Bytes."""

    balloon: int | None = None
    """Bytes that it is left with while memory is short on its node."""

    os_name: str | None = None
    os_version: str | None = None
    agent_version: str | None = None
    """Of the hypervisor's agent inside it."""

    network_interfaces: tuple[NetworkInterface, ...] = ()
    container_type: str | None = None
    is_oci: bool | None = None
    """A system container that was made from an application image."""

    os_template: str | None = None
    has_container_engine: bool | None = None
    engine_checked_at: datetime | None = None
    """When it was last looked for a container engine."""
