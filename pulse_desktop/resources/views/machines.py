"""Machines: nodes of a hypervisor, hosts seen from inside, container engines."""

from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.facet import (
    Cluster,
    EngineFacet,
    FileSystem,
    HostFacet,
    NetworkInterface,
    NodeFacet,
    Sensor,
)
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class NodeView(View):
    """A hypervisor's node, as its cluster sees it."""

    @property
    def source_id(self) -> NativeId | None:
        """What the hypervisor calls it."""
        return self.native_id(Role.HYPERVISOR)

    @property
    def node_name(self) -> str | None:
        """Its name within the cluster."""
        return trimmed(self.facts.node_name) if self.facts else None

    @property
    def instance(self) -> str | None:
        """The cluster, or the lone node, that it was read through."""
        return trimmed(self.facts.instance) if self.facts else None

    @property
    def cluster_name(self) -> str | None:
        """``None`` where it stands alone."""
        return trimmed(self.facts.cluster_name) if self.facts else None

    @property
    def is_cluster_member(self) -> bool:
        """Whether it is one of a cluster."""
        return self.facts.is_cluster_member if self.facts else False

    @property
    def host(self) -> str | None:
        """Where the node itself is reached, as its cluster says."""
        return trimmed(self.facts.host) if self.facts else None

    @property
    def version(self) -> str | None:
        """Of the hypervisor."""
        return trimmed(self.facts.version) if self.facts else None

    @property
    def kernel_version(self) -> str | None:
        """Of its kernel."""
        return trimmed(self.facts.kernel_version) if self.facts else None

    @property
    def cpus(self) -> int | None:
        """Processors that the operating system counts."""
        return self.facts.cpus if self.facts else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self.facts.uptime if self.facts else None

    @property
    def linked_agent_id(self) -> str | None:
        """Native id of the agent that runs on it, as this side was told."""
        return trimmed(self.facts.linked_agent_id) if self.facts else None

    @property
    def facts(self) -> NodeFacet | None:
        """All that the hypervisor says of it."""
        return self._facts(NodeFacet)


@dataclass(frozen=True, slots=True)
class HostView(View):
    """An operating system seen from inside."""

    @property
    def source_id(self) -> NativeId | None:
        """What the agent on it calls it."""
        return self.native_id(Role.AGENT)

    @property
    @override
    def hostname(self) -> str | None:
        """As the host says it, else as any source does."""
        own = self.facts.hostname if self.facts else None
        return first_of(own, *self.resource.identity.hostnames)

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
    def facts(self) -> HostFacet | None:
        """All that the agent on it says."""
        return self._facts(HostFacet)


@dataclass(frozen=True, slots=True)
class EngineView(View):
    """A container engine and the machine it runs on: the contract's docker host."""

    @property
    def host_source_id(self) -> str | None:
        """What the engine's source calls the machine."""
        own = self.facts.host_source_id if self.facts else None
        return first_of(own, self.native_id(Role.RUNTIME))

    @property
    @override
    def hostname(self) -> str | None:
        """As the engine says it, else as any source does."""
        own = self.facts.hostname if self.facts else None
        return first_of(own, *self.resource.identity.hostnames)

    @property
    def machine_id(self) -> str | None:
        """The operating system's own id, where the engine is local."""
        return trimmed(self.resource.identity.machine_id)

    @property
    def runtime(self) -> str | None:
        """Which engine it is."""
        return trimmed(self.facts.runtime) if self.facts else None

    @property
    def runtime_version(self) -> str | None:
        """Of the engine."""
        return trimmed(self.facts.runtime_version) if self.facts else None

    @property
    def api_version(self) -> str | None:
        """The one that was agreed on."""
        return trimmed(self.facts.api_version) if self.facts else None

    @property
    def os(self) -> str | None:
        """Of the machine, as the engine says it."""
        return trimmed(self.facts.os) if self.facts else None

    @property
    def kernel_version(self) -> str | None:
        """Of the machine's kernel."""
        return trimmed(self.facts.kernel_version) if self.facts else None

    @property
    def architecture(self) -> str | None:
        """Of the machine's processors."""
        return trimmed(self.facts.architecture) if self.facts else None

    @property
    def cpus(self) -> int | None:
        """Processors that the engine may use."""
        return self.facts.cpus if self.facts else None

    @property
    def total_memory_bytes(self) -> int | None:
        """Of the machine."""
        return self.facts.total_memory_bytes if self.facts else None

    @property
    def container_count(self) -> int | None:
        """Every container, running or not, as the engine counts them."""
        return self.facts.container_count if self.facts else None

    @property
    def running_count(self) -> int | None:
        """Those that run."""
        return self.facts.running_count if self.facts else None

    @property
    def swarm(self) -> Cluster | None:
        """Its part in a cluster of engines."""
        return self.facts.swarm if self.facts else None

    @property
    def facts(self) -> EngineFacet | None:
        """All that the engine says."""
        return self._facts(EngineFacet)
