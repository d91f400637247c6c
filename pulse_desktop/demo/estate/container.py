"""Engines and their containers, as an engine's interface tells of them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import number, stack
from pulse_desktop.demo.estate.engine import HOST_NETWORK, Engine, Project, Service
from pulse_desktop.demo.estate.guests import started
from pulse_desktop.demo.estate.limits import memory_limit
from pulse_desktop.demo.estate.stack import Task
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Phase, Thing
from pulse_desktop.model.condition import FINISHED, ONLINE, RUNNING
from pulse_desktop.model.facet import Cluster, ContainerFacet, ContainerMount, EngineFacet, Port
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Continuity, Observation, Place, ResourceType

_METRICS = (Metric.CPU, Metric.MEMORY, Metric.DISK_READ, Metric.DISK_WRITE)
_FLOWS = (Metric.NET_IN, Metric.NET_OUT)
"""Not of a container that shares the network of its host."""

_BOOT = timedelta(seconds=38)
"""After the machine, its containers come up."""


def native_id(engine: Engine) -> NativeId:
    """What the engine calls itself."""
    return NativeId(number.uuid("engine", engine.machine))


def engine_thing(engine: Engine, containers: Collection[Thing]) -> Thing:
    """The engine as the machine that its containers run on. It measures nothing itself."""
    facet = EngineFacet(
        host_source_id=native_id(engine),
        hostname=engine.machine,
        runtime=engine.runtime,
        runtime_version=engine.version,
        api_version=engine.api_version,
        os=engine.system,
        kernel_version=engine.kernel,
        architecture=engine.architecture,
        cpus=engine.cpus,
        total_memory_bytes=engine.memory,
        container_count=len(containers),
        running_count=sum(bool(one.metrics) for one in containers),
        swarm=_membership(engine),
    )
    return Thing(
        still=Observation(
            native_id=native_id(engine),
            type=ResourceType.AGENT,
            name=engine.machine,
            condition=ONLINE,
            technology=engine.runtime,
            identity=Identity(
                machine_id=number.machine_id(engine.machine), hostnames=(engine.machine,)
            ),
            facet=facet,
        ),
    )


def _membership(engine: Engine) -> Cluster | None:
    if engine not in stack.ENGINES:
        return None
    is_manager = engine is stack.MANAGER
    return Cluster(
        node_id=stack.node_id(engine),
        node_role="manager" if is_manager else "worker",
        local_state="active",
        control_available=is_manager,
        cluster_id=stack.CLUSTER_ID if is_manager else None,
        nodes=len(stack.ENGINES) if is_manager else None,
        managers=1 if is_manager else None,
    )


def container(engine: Engine, project: Project, service: Service) -> Thing:
    """One container of a compose project."""
    name, facet = project.container(service), facet_of(engine, project, service)
    thing = _thing(engine, name, facet, service.role)
    if service.has_ended:
        return replace(thing, metrics=(), totals=())
    is_shared = service.network == HOST_NETWORK
    return thing if is_shared else replace(thing, metrics=(*_METRICS, *_FLOWS))


def facet_of(engine: Engine, project: Project, service: Service) -> ContainerFacet:
    """What never changes of such a container."""
    name = project.container(service)
    return ContainerFacet(
        container_id=number.digits(64, "container", engine.machine, name),
        host_source_id=native_id(engine),
        image=service.image,
        container_state="exited" if service.has_ended else "running",
        health="healthy" if service.is_checked else None,
        restart_count=0,
        exit_code=0 if service.has_ended else None,
        ports=tuple(_ports(service.ports)),
        networks=(service.network or f"{project.name}_default",),
        mounts=tuple(map(_mount, service.volumes)),
        project=project.name,
        service=service.name,
        network_mode=service.network or f"{project.name}_default",
        memory_limit_bytes=service.memory_limit or memory_limit(service.role),
    )


def swarm_container(task: Task) -> Thing:
    """The container of one task of the Swarm."""
    service = task.service
    facet = ContainerFacet(
        container_id=task.container_id,
        host_source_id=native_id(task.engine),
        image=service.image,
        container_state="running",
        restart_count=0,
        ports=tuple(_ports(service.ports)),
        networks=("ingress", f"{service.stack}_default"),
        project=service.stack,
        service=service.full_name,
        network_mode=f"{service.stack}_default",
        memory_limit_bytes=memory_limit(service.role),
    )
    thing = _thing(task.engine, task.container, facet, service.role)
    return replace(thing, metrics=(*_METRICS, *_FLOWS))


def _thing(engine: Engine, name: str, facet: ContainerFacet, role: CurveRole) -> Thing:
    has_ended = facet.container_state == "exited"
    still = Observation(
        native_id=NativeId(facet.container_id),
        type=ResourceType.APP_CONTAINER,
        name=name,
        condition=FINISHED if has_ended else RUNNING,
        technology=engine.runtime,
        facet=facet,
        parent=native_id(engine),
        restart_count=facet.restart_count,
        place=Place(f"{native_id(engine)}/{name}", Continuity.SUCCESSOR),
    )
    most = facet.memory_limit_bytes or engine.memory
    return Thing(
        still=still,
        phase=_ended_with(engine, facet) if has_ended else _started_with(engine, facet),
        subject=None
        if has_ended
        else Subject(CurveClass.DOCKER_CONTAINER, name, most, engine.machine),
        role=role,
        metrics=_METRICS,
        totals=((Metric.MEMORY, most),),
    )


def _started_with(engine: Engine, facet: ContainerFacet) -> Phase:
    def at_that_time(still: Observation, at: datetime) -> Observation:
        since = started(engine.machine, at - _BOOT) + _BOOT
        told = replace(facet, created_at=since, started_at=since)
        return replace(still, started_at=since, facet=told)

    return at_that_time


def _ended_with(engine: Engine, facet: ContainerFacet) -> Phase:
    def at_that_time(still: Observation, at: datetime) -> Observation:
        since = started(engine.machine, at - 2 * _BOOT) + _BOOT
        told = replace(facet, created_at=since, started_at=since, finished_at=since + _BOOT)
        return replace(still, facet=told)

    return at_that_time


def _ports(pairs: Collection[tuple[int, int]]) -> Iterator[Port]:
    for public, private in sorted(pairs, key=lambda pair: pair[1]):
        yield Port(private_port=private, protocol="tcp", public_port=public, ip="0.0.0.0")  # noqa: S104 - what an engine says of a port that is open to all


def _mount(said: str) -> ContainerMount:
    source, _, destination = said.partition(":")
    if source.startswith("/"):
        return ContainerMount(type="bind", destination=destination, source=source, is_writable=True)
    return ContainerMount(type="volume", destination=destination, name=source, is_writable=True)
