"""One look at everything that runs, and one at everything that it runs on."""

from dataclasses import dataclass

from pulse_desktop.model.facet import EngineFacet, HostFacet, NodeFacet
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.views.guests import GuestView
from pulse_desktop.resources.views.view import View

_CONTAINERS = frozenset({ResourceType.SYSTEM_CONTAINER, ResourceType.APP_CONTAINER})


@dataclass(frozen=True, slots=True)
class WorkloadView(GuestView):
    """Anything that runs (T-03). It has a number, a pool or a lock only as a guest."""

    @property
    def is_vm(self) -> bool:
        """Whether it is a virtual machine."""
        return self.type is ResourceType.VM

    @property
    def is_container(self) -> bool:
        """Whether it is a container, of a system or of an application."""
        return self.type in _CONTAINERS


@dataclass(frozen=True, slots=True)
class InfrastructureView(View):
    """Anything that workloads run on."""

    @property
    def is_node(self) -> bool:
        """Whether a hypervisor reports it as its node."""
        return self.resource.facet(NodeFacet) is not None

    @property
    def is_host(self) -> bool:
        """Whether an agent sees it from inside."""
        return self.resource.facet(HostFacet) is not None

    @property
    def is_engine(self) -> bool:
        """Whether a container engine runs on it."""
        return self.resource.facet(EngineFacet) is not None
