"""Guests of a hypervisor: virtual machines and system containers."""

from dataclasses import dataclass

from pulse_desktop.model.facet import GuestDisk, GuestFacet
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
        """The name of the node that it is on."""
        return first_of(self.facts.node_name if self.facts else None, self.parent_name)

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
    def facts(self) -> GuestFacet | None:
        """All that the hypervisor says of it."""
        return self._facts(GuestFacet)


@dataclass(frozen=True, slots=True)
class VmView(GuestView):
    """A virtual machine."""


@dataclass(frozen=True, slots=True)
class SystemContainerView(GuestView):
    """A container with an operating system of its own: the contract's container."""
