"""Nodes of hypervisors."""

from dataclasses import dataclass

from pulse_desktop.model.facet import (
    NodeFacet,
)
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, trimmed


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
    def guest_url(self) -> str | None:
        """Where people reach it, when that is not where it is polled."""
        return trimmed(self.facts.guest_url) if self.facts else None

    @property
    def connection_health(self) -> str | None:
        """How its cluster reaches it: ``healthy``, ``degraded``, ``error``."""
        return trimmed(self.facts.connection_health) if self.facts else None

    @property
    def load_average(self) -> tuple[float, float, float] | None:
        """Runnable tasks over one, five and fifteen minutes."""
        return self.facts.load_average if self.facts else None

    @property
    def pending_updates(self) -> int | None:
        """Packages that could be upgraded."""
        return self.facts.pending_updates if self.facts else None

    @property
    def linked_agent_id(self) -> str | None:
        """Native id of the agent that runs on it, as this side was told."""
        return trimmed(self.facts.linked_agent_id) if self.facts else None

    @property
    def facts(self) -> NodeFacet | None:
        """All that the hypervisor says of it."""
        return self._facts(NodeFacet)
