"""Container engines and the machines they run on."""

from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.facet import (
    Cluster,
    EngineFacet,
)
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


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
        own = self.facts.machine_id if self.facts else None
        return first_of(own, self.resource.identity.machine_id)

    @property
    def agent_id(self) -> str | None:
        """What the agent that reports it goes by."""
        return trimmed(self.facts.agent_id) if self.facts else None

    @property
    def display_name(self) -> str | None:
        """The user's name for it, else the engine's."""
        given = (self.facts.custom_display_name, self.facts.display_name) if self.facts else ()
        return first_of(*given, self.name)

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
