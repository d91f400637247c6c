"""Clusters of an orchestrator, and what they consist of."""

from dataclasses import dataclass

from pulse_desktop.model.facet import (
    ClusterFacet,
    ClusterNodeFacet,
    DeploymentFacet,
    PodContainer,
    PodFacet,
)
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class OrchestratedView(View):
    """What clusters and their parts have alike."""

    @property
    def source_id(self) -> NativeId | None:
        """What the orchestrator calls it."""
        return self.native_id(Role.ORCHESTRATOR)


@dataclass(frozen=True, slots=True)
class ClusterView(OrchestratedView):
    """A whole cluster; ``child_count`` counts what belongs to it."""

    @property
    def cluster_id(self) -> str | None:
        """What the cluster is known by."""
        return first_of(self.facts.cluster_id if self.facts else None, self.source_id)

    @property
    def cluster_name(self) -> str | None:
        """Its own name."""
        return trimmed(self.facts.cluster_name) if self.facts else None

    @property
    def context(self) -> str | None:
        """The entry of the user's configuration that leads to it."""
        return trimmed(self.facts.context) if self.facts else None

    @property
    def server(self) -> str | None:
        """Where its interface is reached."""
        return trimmed(self.facts.server) if self.facts else None

    @property
    def version(self) -> str | None:
        """Of the orchestrator."""
        return trimmed(self.facts.version) if self.facts else None

    @property
    def facts(self) -> ClusterFacet | None:
        """All that the orchestrator says of it."""
        return self._facts(ClusterFacet)


@dataclass(frozen=True, slots=True)
class ClusterNodeView(OrchestratedView):
    """A node of a cluster, also where it is a host that is known otherwise.

    Processors are in cores, memory and storage in bytes.
    """

    @property
    def cluster_id(self) -> str | None:
        """The cluster that it belongs to."""
        return trimmed(self.facts.cluster_id) if self.facts else None

    @property
    def node_uid(self) -> str | None:
        """What the cluster knows it by."""
        return trimmed(self.facts.node_uid) if self.facts else None

    @property
    def node_name(self) -> str | None:
        """Its name within the cluster."""
        return trimmed(self.facts.node_name) if self.facts else None

    @property
    def is_ready(self) -> bool | None:
        """Whether it takes pods, as far as its health goes."""
        return self.facts.ready if self.facts else None

    @property
    def is_unschedulable(self) -> bool:
        """Whether it is closed to new pods."""
        return self.facts.unschedulable if self.facts else False

    @property
    def roles(self) -> tuple[str, ...]:
        """What it is to the cluster: ``control-plane``."""
        return self.facts.roles if self.facts else ()

    @property
    def facts(self) -> ClusterNodeFacet | None:
        """All that the orchestrator says of it."""
        return self._facts(ClusterNodeFacet)


@dataclass(frozen=True, slots=True)
class PodView(OrchestratedView):
    """A pod."""

    @property
    def cluster_id(self) -> str | None:
        """The cluster that it belongs to."""
        return trimmed(self.facts.cluster_id) if self.facts else None

    @property
    def pod_uid(self) -> str | None:
        """What the cluster knows it by."""
        return trimmed(self.facts.pod_uid) if self.facts else None

    @property
    def namespace(self) -> str | None:
        """The namespace that it is in."""
        return trimmed(self.facts.namespace) if self.facts else None

    @property
    def node_name(self) -> str | None:
        """The node that it was placed on; ``None`` while it waits."""
        return trimmed(self.facts.node_name) if self.facts else None

    @property
    def phase(self) -> str | None:
        """``Pending``, ``Running``, ``Succeeded``, ``Failed``, ``Unknown``."""
        return trimmed(self.facts.pod_phase) if self.facts else None

    @property
    def containers(self) -> tuple[PodContainer, ...]:
        """What it consists of."""
        return self.facts.pod_containers if self.facts else ()

    @property
    def restarts(self) -> int | None:
        """How often any of its containers was restarted."""
        own = self.facts.restarts if self.facts else None
        return self.resource.restart_count if own is None else own

    @property
    def owner_name(self) -> str | None:
        """What keeps it running."""
        return trimmed(self.facts.owner_name) if self.facts else None

    @property
    def image(self) -> str | None:
        """The image of its first container."""
        return trimmed(self.facts.image) if self.facts else None

    @property
    def facts(self) -> PodFacet | None:
        """All that the orchestrator says of it."""
        return self._facts(PodFacet)


@dataclass(frozen=True, slots=True)
class DeploymentView(OrchestratedView):
    """So many pods of one kind."""

    @property
    def cluster_id(self) -> str | None:
        """The cluster that it belongs to."""
        return trimmed(self.facts.cluster_id) if self.facts else None

    @property
    def deployment_uid(self) -> str | None:
        """What the cluster knows it by."""
        return trimmed(self.facts.deployment_uid) if self.facts else None

    @property
    def namespace(self) -> str | None:
        """The namespace that it is in."""
        return trimmed(self.facts.namespace) if self.facts else None

    @property
    def desired_replicas(self) -> int | None:
        """How many pods should run."""
        return self.facts.desired_replicas if self.facts else None

    @property
    def ready_replicas(self) -> int | None:
        """How many are ready."""
        return self.facts.ready_replicas if self.facts else None

    @property
    def image(self) -> str | None:
        """The image of its pods."""
        return trimmed(self.facts.image) if self.facts else None

    @property
    def facts(self) -> DeploymentFacet | None:
        """All that the orchestrator says of it."""
        return self._facts(DeploymentFacet)
