"""Clusters of an orchestrator, and what they consist of."""

from dataclasses import dataclass

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View


@dataclass(frozen=True, slots=True)
class OrchestratedView(View):
    """What clusters and their parts have alike."""

    @property
    def source_id(self) -> NativeId | None:
        """What the orchestrator calls it."""
        return self.native_id(Role.ORCHESTRATOR)


@dataclass(frozen=True, slots=True)
class ClusterView(OrchestratedView):
    """A whole cluster; ``child_count`` counts its nodes and workloads."""


@dataclass(frozen=True, slots=True)
class ClusterNodeView(OrchestratedView):
    """A node of a cluster, also where it is a host that is known otherwise."""


@dataclass(frozen=True, slots=True)
class PodView(OrchestratedView):
    """A pod."""


@dataclass(frozen=True, slots=True)
class DeploymentView(OrchestratedView):
    """A deployment."""
