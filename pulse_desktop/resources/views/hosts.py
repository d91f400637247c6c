"""Machines seen from inside, or managed as a whole."""

from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.facet import (
    ApplianceFacet,
    FileSystem,
    HostFacet,
    ManagedFacet,
    NetworkInterface,
    Sensor,
)
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class HostView(View):
    """A machine seen from inside, or through what manages it as a whole."""

    @property
    def source_id(self) -> NativeId | None:
        """What the agent on it, else what manages it, calls it."""
        return self.native_id(Role.AGENT, Role.APPLIANCE, Role.HYPERVISOR)

    @property
    def agent_id(self) -> str | None:
        """What the agent on it goes by."""
        own = self.facts.agent_id if self.facts else None
        return first_of(own, self.native_id(Role.AGENT))

    @property
    def agent_version(self) -> str | None:
        """Of the agent on it."""
        return trimmed(self.facts.agent_version) if self.facts else None

    @property
    def platform(self) -> str | None:
        """The family it belongs to: ``linux``, ``freebsd``."""
        return trimmed(self.facts.platform) if self.facts else None

    @property
    @override
    def hostname(self) -> str | None:
        """As the host says it, else as any source does."""
        own = self.facts.hostname if self.facts else None
        managed = self.appliance.hostname if self.appliance else None
        return first_of(own, managed, *self.resource.identity.hostnames)

    @property
    def machine_id(self) -> str | None:
        """The operating system's own id."""
        own = self.facts.machine_id if self.facts else None
        return first_of(own, self.resource.identity.machine_id)

    @property
    def os_name(self) -> str | None:
        """Of the operating system."""
        return trimmed(self.facts.os_name) if self.facts else None

    @property
    def os_version(self) -> str | None:
        """Of the operating system."""
        return trimmed(self.facts.os_version) if self.facts else None

    @property
    def kernel_version(self) -> str | None:
        """Of its kernel."""
        return trimmed(self.facts.kernel_version) if self.facts else None

    @property
    def architecture(self) -> str | None:
        """Of its processors: ``x86_64``."""
        return trimmed(self.facts.architecture) if self.facts else None

    @property
    def cpu_count(self) -> int | None:
        """Processors that the operating system counts."""
        return self.facts.cpu_count if self.facts else None

    @property
    def load_average(self) -> tuple[float, float, float] | None:
        """Runnable tasks over one, five and fifteen minutes."""
        return self.facts.load_average if self.facts else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self.facts.uptime_seconds if self.facts else None

    @property
    def swap(self) -> Measurement | None:
        """Swap in use: the ratio, and the bytes behind it."""
        return self._measured(Metric.SWAP)

    @property
    def file_systems(self) -> tuple[FileSystem, ...]:
        """Local file systems, in the agent's order."""
        return self.facts.file_systems if self.facts else ()

    @property
    def network_interfaces(self) -> tuple[NetworkInterface, ...]:
        """Network interfaces, in the agent's order."""
        return self.facts.network_interfaces if self.facts else ()

    @property
    def temperatures(self) -> tuple[Sensor, ...]:
        """Every sensor."""
        return self.facts.temperatures if self.facts else ()

    @property
    def linked_node_id(self) -> str | None:
        """Native id of the hypervisor's node that it is, as this side was told."""
        return trimmed(self.facts.linked_node_id) if self.facts else None

    @property
    def linked_vm_id(self) -> str | None:
        """Native id of the virtual machine that it is."""
        return trimmed(self.facts.linked_vm_id) if self.facts else None

    @property
    def linked_container_id(self) -> str | None:
        """Native id of the system container that it is."""
        return trimmed(self.facts.linked_container_id) if self.facts else None

    @property
    def managed(self) -> ManagedFacet | None:
        """All that a virtualisation manager's inventory says of it."""
        return self._facts(ManagedFacet)

    @property
    def appliance(self) -> ApplianceFacet | None:
        """All that it says of itself as an appliance."""
        return self._facts(ApplianceFacet)

    @property
    def facts(self) -> HostFacet | None:
        """All that the agent on it says."""
        return self._facts(HostFacet)
