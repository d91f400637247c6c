"""Guests of a hypervisor: virtual machines and system containers."""

from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.facet import (
    FileSystem,
    GuestDisk,
    GuestFacet,
    ManagedFacet,
    NetworkInterface,
)
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class GuestView(View):
    """What virtual machines and system containers have alike."""

    @property
    def source_id(self) -> NativeId | None:
        """What the hypervisor calls it."""
        return self.native_id(Role.HYPERVISOR)

    @property
    def vmid(self) -> int | None:
        """Its number, where the hypervisor numbers its guests."""
        return self.facts.vmid if self.facts else None

    @property
    def node(self) -> str | None:
        """The name of the node or host that it is on."""
        node = self.facts.node_name if self.facts else None
        host = self.managed.runtime_host_name if self.managed else None
        return first_of(node, host, self.parent_name)

    @property
    def instance(self) -> str | None:
        """The cluster, or the lone node, that it was read through."""
        return trimmed(self.facts.instance) if self.facts else None

    @property
    def pool(self) -> str | None:
        """The hypervisor's pool that it is in (T-09). Never part of its identity."""
        return trimmed(self.facts.pool) if self.facts else None

    @property
    def is_template(self) -> bool:
        """Whether it only serves to be copied."""
        return self.facts.template if self.facts else False

    @property
    def cpus(self) -> float | None:
        """Processors it may use; a system container may have a fraction."""
        return self.facts.cpus if self.facts else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self.facts.uptime if self.facts else None

    @property
    def lock(self) -> str | None:
        """What it is locked for, in the hypervisor's word."""
        return trimmed(self.facts.lock) if self.facts else None

    @property
    def ha_state(self) -> str | None:
        """What high availability does with it, in the hypervisor's word."""
        return trimmed(self.facts.ha_state) if self.facts else None

    @property
    def disks(self) -> tuple[GuestDisk, ...] | None:
        """Its disks and where they are kept; ``None`` where that was not read."""
        return self.facts.disks if self.facts else None

    @property
    def last_backup_at(self) -> datetime | None:
        """When it was last backed up, as its hypervisor knows."""
        return self.facts.last_backup if self.facts else None

    @property
    def os_name(self) -> str | None:
        """Of the operating system in it."""
        family = self.managed.guest_os_family if self.managed else None
        return first_of(self.facts.os_name if self.facts else None, family)

    @property
    def file_systems(self) -> tuple[FileSystem, ...]:
        """Its file systems, as an agent inside sees them. Bytes."""
        return self.facts.file_systems if self.facts else ()

    @property
    def network_interfaces(self) -> tuple[NetworkInterface, ...]:
        """Its network interfaces, as an agent inside sees them."""
        return self.facts.network_interfaces if self.facts else ()

    @property
    def disk_status_reason(self) -> str | None:
        """Why nothing is known of its file systems."""
        return trimmed(self.facts.disk_status_reason) if self.facts else None

    @property
    def managed(self) -> ManagedFacet | None:
        """All that a virtualisation manager's inventory says of it."""
        return self._facts(ManagedFacet)

    @property
    def facts(self) -> GuestFacet | None:
        """All that the hypervisor says of it."""
        return self._facts(GuestFacet)


@dataclass(frozen=True, slots=True)
class VmView(GuestView):
    """A virtual machine."""

    @property
    def os_version(self) -> str | None:
        """Of the operating system in it."""
        return trimmed(self.facts.os_version) if self.facts else None

    @property
    def agent_version(self) -> str | None:
        """Of the hypervisor's agent in it."""
        return trimmed(self.facts.agent_version) if self.facts else None


@dataclass(frozen=True, slots=True)
class SystemContainerView(GuestView):
    """A container with an operating system of its own: the contract's container."""

    @property
    def container_type(self) -> str | None:
        """In the hypervisor's word: ``lxc``."""
        return trimmed(self.facts.container_type) if self.facts else None

    @property
    def is_oci(self) -> bool | None:
        """Whether it was made from an application image."""
        return self.facts.is_oci if self.facts else None

    @property
    def os_template(self) -> str | None:
        """What it was made from."""
        return trimmed(self.facts.os_template) if self.facts else None

    @property
    def has_container_engine(self) -> bool | None:
        """``None`` where it was not looked for one."""
        return self.facts.has_container_engine if self.facts else None
