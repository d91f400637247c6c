"""The services of the Swarm, as its manager tells of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.estate import stack
from pulse_desktop.demo.estate.container import native_id
from pulse_desktop.demo.estate.engine import Engine
from pulse_desktop.demo.estate.guests import started
from pulse_desktop.demo.estate.stack import CLUSTER_ID, SERVICES, SwarmService, Task
from pulse_desktop.demo.thing import Phase, Thing
from pulse_desktop.model.condition import RUNNING
from pulse_desktop.model.facet import Port, ServiceFacet, ServiceTask
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Observation, ResourceType


def services(manager: Engine) -> Iterator[Thing]:
    """All of them, told by that engine."""
    return (_service(manager, service) for service in SERVICES)


def _service(manager: Engine, service: SwarmService) -> Thing:
    facet = ServiceFacet(
        service_id=service.id,
        cluster_id=CLUSTER_ID,
        stack=service.stack,
        mode="global" if service.is_global else "replicated",
        image=service.image,
        desired_tasks=service.replicas,
        running_tasks=service.replicas,
        update_state="completed",
        endpoint_ports=tuple(
            Port(private_port=private, protocol="tcp", public_port=public)
            for public, private in service.ports
        ),
    )
    return Thing(
        still=Observation(
            native_id=NativeId(f"{CLUSTER_ID}:service:{service.id}"),
            type=ResourceType.DOCKER_SERVICE,
            name=service.full_name,
            condition=RUNNING,
            technology="Swarm",
            facet=facet,
            parent=native_id(manager),
        ),
        phase=_with_tasks(service, facet),
    )


def _with_tasks(service: SwarmService, facet: ServiceFacet) -> Phase:
    def at_that_time(still: Observation, at: datetime) -> Observation:
        tasks = tuple(_task(task, at) for task in stack.tasks(service))
        return replace(still, facet=replace(facet, tasks=tasks))

    return at_that_time


def _task(task: Task, at: datetime) -> ServiceTask:
    return ServiceTask(
        id=task.id,
        slot=None if task.service.is_global else task.slot,
        node_id=stack.node_id(task.engine),
        state="running",
        container_id=task.container_id,
        started_at=started(task.engine.machine, at),
    )
