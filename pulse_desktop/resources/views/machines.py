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
        return trimmed(self._node.node_name) if self._node else None

    @property
    def instance(self) -> str | None:
        """The cluster, or the lone node, that it was read through."""
        return trimmed(self._node.instance) if self._node else None

    @property
    def cluster_name(self) -> str | None:
        """``None`` where it stands alone."""
        return trimmed(self._node.cluster_name) if self._node else None

    @property
    def is_cluster_member(self) -> bool:
        """Whether it is one of a cluster."""
        return self._node.is_cluster_member if self._node else False

    @property
    def host(self) -> str | None:
        """Where the node itself is reached, as its cluster says."""
        return trimmed(self._node.host) if self._node else None

    @property
    def version(self) -> str | None:
        """Of the hypervisor."""
        return trimmed(self._node.version) if self._node else None

    @property
    def kernel_version(self) -> str | None:
        """Of its kernel."""
        return trimmed(self._node.kernel_version) if self._node else None

    @property
    def cpus(self) -> int | None:
        """Processors that the operating system counts."""
        return self._node.cpus if self._node else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self._node.uptime if self._node else None

    @property
    def linked_agent_id(self) -> str | None:
        """Native id of the agent that runs on it, as this side was told."""
        return trimmed(self._node.linked_agent_id) if self._node else None

    @property
    def _node(self) -> NodeFacet | None:
        return self._facet(NodeFacet)


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
        own = self._host.hostname if self._host else None
        return first_of(own, *self.resource.identity.hostnames)

    @property
    def machine_id(self) -> str | None:
        """The operating system's own id."""
        own = self._host.machine_id if self._host else None
        return first_of(own, self.resource.identity.machine_id)

    @property
    def os_name(self) -> str | None:
        """Of the operating system."""
        return trimmed(self._host.os_name) if self._host else None

    @property
    def os_version(self) -> str | None:
        """Of the operating system."""
        return trimmed(self._host.os_version) if self._host else None

    @property
    def kernel_version(self) -> str | None:
        """Of its kernel."""
        return trimmed(self._host.kernel_version) if self._host else None

    @property
    def architecture(self) -> str | None:
        """Of its processors: ``x86_64``."""
        return trimmed(self._host.architecture) if self._host else None

    @property
    def cpu_count(self) -> int | None:
        """Processors that the operating system counts."""
        return self._host.cpu_count if self._host else None

    @property
    def load_average(self) -> tuple[float, float, float] | None:
        """Runnable tasks over one, five and fifteen minutes."""
        return self._host.load_average if self._host else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self._host.uptime_seconds if self._host else None

    @property
    def swap(self) -> Measurement | None:
        """Swap in use: the ratio, and the bytes behind it."""
        return self._measured(Metric.SWAP)

    @property
    def file_systems(self) -> tuple[FileSystem, ...]:
        """Local file systems, in the agent's order."""
        return self._host.file_systems if self._host else ()

    @property
    def network_interfaces(self) -> tuple[NetworkInterface, ...]:
        """Network interfaces, in the agent's order."""
        return self._host.network_interfaces if self._host else ()

    @property
    def temperatures(self) -> tuple[Sensor, ...]:
        """Every sensor."""
        return self._host.temperatures if self._host else ()

    @property
    def linked_node_id(self) -> str | None:
        """Native id of the hypervisor's node that it is, as this side was told."""
        return trimmed(self._host.linked_node_id) if self._host else None

    @property
    def linked_vm_id(self) -> str | None:
        """Native id of the virtual machine that it is."""
        return trimmed(self._host.linked_vm_id) if self._host else None

    @property
    def linked_container_id(self) -> str | None:
        """Native id of the system container that it is."""
        return trimmed(self._host.linked_container_id) if self._host else None

    @property
    def _host(self) -> HostFacet | None:
        return self._facet(HostFacet)


@dataclass(frozen=True, slots=True)
class EngineView(View):
    """A container engine and the machine it runs on: the contract's docker host."""

    @property
    def host_source_id(self) -> str | None:
        """What the engine's source calls the machine."""
        own = self._engine.host_source_id if self._engine else None
        return first_of(own, self.native_id(Role.RUNTIME))

    @property
    @override
    def hostname(self) -> str | None:
        """As the engine says it, else as any source does."""
        own = self._engine.hostname if self._engine else None
        return first_of(own, *self.resource.identity.hostnames)

    @property
    def machine_id(self) -> str | None:
        """The operating system's own id, where the engine is local."""
        return trimmed(self.resource.identity.machine_id)

    @property
    def runtime(self) -> str | None:
        """Which engine it is."""
        return trimmed(self._engine.runtime) if self._engine else None

    @property
    def runtime_version(self) -> str | None:
        """Of the engine."""
        return trimmed(self._engine.runtime_version) if self._engine else None

    @property
    def api_version(self) -> str | None:
        """The one that was agreed on."""
        return trimmed(self._engine.api_version) if self._engine else None

    @property
    def os(self) -> str | None:
        """Of the machine, as the engine says it."""
        return trimmed(self._engine.os) if self._engine else None

    @property
    def kernel_version(self) -> str | None:
        """Of the machine's kernel."""
        return trimmed(self._engine.kernel_version) if self._engine else None

    @property
    def architecture(self) -> str | None:
        """Of the machine's processors."""
        return trimmed(self._engine.architecture) if self._engine else None

    @property
    def cpus(self) -> int | None:
        """Processors that the engine may use."""
        return self._engine.cpus if self._engine else None

    @property
    def total_memory_bytes(self) -> int | None:
        """Of the machine."""
        return self._engine.total_memory_bytes if self._engine else None

    @property
    def container_count(self) -> int | None:
        """Every container, running or not, as the engine counts them."""
        return self._engine.container_count if self._engine else None

    @property
    def running_count(self) -> int | None:
        """Those that run."""
        return self._engine.running_count if self._engine else None

    @property
    def swarm(self) -> Cluster | None:
        """Its part in a cluster of engines."""
        return self._engine.swarm if self._engine else None

    @property
    def _engine(self) -> EngineFacet | None:
        return self._facet(EngineFacet)
