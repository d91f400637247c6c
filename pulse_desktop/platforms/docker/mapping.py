"""From what one poll gathered to canonical observations. Pure."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.condition import service_condition
from pulse_desktop.platforms.docker.container import Sighting, container
from pulse_desktop.platforms.docker.fact import facts
from pulse_desktop.platforms.docker.happening import service_native_id
from pulse_desktop.platforms.docker.host import Host, engine, is_in_swarm
from pulse_desktop.platforms.docker.swarm import Service
from pulse_desktop.platforms.docker.wire import ContainerRow, Inspection
from pulse_desktop.provider.numbers import size


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that one poll gathered."""

    host: Host
    containers: tuple[ContainerRow, ...]
    inspections: Mapping[str, Inspection] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[Metric, Measurement]] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    stopped_by_user: Container[str] = ()

    def sighting(self, row: ContainerRow) -> Sighting:
        """What is known of one of the containers."""
        return Sighting(
            row=row,
            inspection=self.inspections.get(row.id),
            metrics=self.metrics.get(row.id, {}),
            stopped_by_user=row.id in self.stopped_by_user,
        )


def observations(look: Look) -> tuple[Observation, ...]:
    """The engine, its containers and its services."""
    containers = (container(look.host, look.sighting(row)) for row in look.containers)
    services = (_service(look.host, service) for service in look.services)
    return (engine(look.host, look.containers), *containers, *services)


def counts(look: Look) -> Mapping[str, int]:
    """What was found, for the connection's record."""
    found = {
        "containers": len(look.containers),
        "running": sum(row.state == "running" for row in look.containers),
    }
    images = size(look.host.info.images) if look.host.info else None
    if images is not None:
        found["images"] = images
    if look.host.info and is_in_swarm(look.host.info.swarm):
        found["services"] = len(look.services)
    return found


def _service(host: Host, service: Service) -> Observation:
    facet = service.facet
    return Observation(
        native_id=service_native_id(facet.cluster_id, facet.service_id),
        type=ResourceType.DOCKER_SERVICE,
        name=service.name,
        condition=service_condition(facet.desired_tasks, facet.running_tasks, facet.update_state),
        technology="Swarm",
        facet=facet,
        parent=host.native_id,
        facts=facts(
            (mark("Docker", "Service id"), facet.service_id),
            (mark("Docker", "Mode"), facet.mode),
            (mark("Docker", "Image"), facet.image or ""),
            (mark("Docker", "Stack"), facet.stack or ""),
            (mark("Docker", "Update"), facet.update_state or ""),
        ),
    )
