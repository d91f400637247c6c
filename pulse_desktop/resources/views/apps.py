"""Applications: containers of an engine or an appliance, and services of a cluster of engines."""

from dataclasses import dataclass

from pulse_desktop.model.facet import ContainerFacet, Port, ServiceFacet, ServiceTask
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class AppContainerView(View):
    """An application container, or an app of an appliance: the contract's docker container."""

    @property
    def container_id(self) -> str | None:
        """What the engine, or else the appliance, calls it."""
        own = self.facts.container_id if self.facts else None
        return first_of(own, self.native_id(Role.RUNTIME, Role.APPLIANCE))

    @property
    def host_source_id(self) -> str | None:
        """What the engine's source calls the machine that it is on."""
        return trimmed(self.facts.host_source_id) if self.facts else None

    @property
    def image(self) -> str | None:
        """The image it was made from, as it was named."""
        return trimmed(self.facts.image) if self.facts else None

    @property
    def container_state(self) -> str | None:
        """The engine's word for its state."""
        return trimmed(self.facts.container_state) if self.facts else None

    @property
    def health(self) -> str | None:
        """The engine's word for the result of its health check; ``None`` without one."""
        return trimmed(self.facts.health) if self.facts else None

    @property
    def restart_count(self) -> int | None:
        """How often the engine has restarted it."""
        own = self.facts.restart_count if self.facts else None
        return self.resource.restart_count if own is None else own

    @property
    def exit_code(self) -> int | None:
        """Of its last end."""
        return self.facts.exit_code if self.facts else None

    @property
    def ports(self) -> tuple[Port, ...]:
        """Published and exposed ports."""
        return self.facts.ports if self.facts else ()

    @property
    def networks(self) -> tuple[str, ...]:
        """Names of the networks that it is in."""
        return self.facts.networks if self.facts else ()

    @property
    def project(self) -> str | None:
        """The project or stack that it belongs to."""
        return trimmed(self.facts.project) if self.facts else None

    @property
    def service(self) -> str | None:
        """Its service within the project."""
        return trimmed(self.facts.service) if self.facts else None

    @property
    def memory_limit_bytes(self) -> int | None:
        """``None`` where it may use all of the machine's."""
        return self.facts.memory_limit_bytes if self.facts else None

    @property
    def facts(self) -> ContainerFacet | None:
        """All that the engine says of it."""
        return self._facts(ContainerFacet)


@dataclass(frozen=True, slots=True)
class ServiceView(View):
    """A service of a cluster of engines."""

    @property
    def service_id(self) -> str | None:
        """What the cluster calls it."""
        return trimmed(self.facts.service_id) if self.facts else None

    @property
    def cluster_id(self) -> str | None:
        """The cluster of engines."""
        return trimmed(self.facts.cluster_id) if self.facts else None

    @property
    def stack(self) -> str | None:
        """The stack that it belongs to."""
        return trimmed(self.facts.stack) if self.facts else None

    @property
    def mode(self) -> str | None:
        """Replicated or global, in the engine's word."""
        return trimmed(self.facts.mode) if self.facts else None

    @property
    def image(self) -> str | None:
        """The image of its tasks."""
        return trimmed(self.facts.image) if self.facts else None

    @property
    def desired_tasks(self) -> int | None:
        """How many should run."""
        return self.facts.desired_tasks if self.facts else None

    @property
    def running_tasks(self) -> int | None:
        """How many do."""
        return self.facts.running_tasks if self.facts else None

    @property
    def tasks(self) -> tuple[ServiceTask, ...]:
        """Those that it still wants to run."""
        return self.facts.tasks if self.facts else ()

    @property
    def endpoint_ports(self) -> tuple[Port, ...]:
        """Published ports."""
        return self.facts.endpoint_ports if self.facts else ()

    @property
    def facts(self) -> ServiceFacet | None:
        """All that the cluster says of it."""
        return self._facts(ServiceFacet)
