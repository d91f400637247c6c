"""Swarm services with the tasks they still want, from a manager's lists or a worker's labels.

Old daemons and socket proxies ignore filters, so what is history is dropped here once more.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from pulse_desktop.model.facet import Port, ServiceFacet, ServiceTask
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    EndpointPort,
    ServiceMode,
    ServiceRow,
    ServiceStatus,
    TaskRow,
    instant,
)
from pulse_desktop.provider.numbers import size

_RUNNING = "running"
_ON_THE_WAY = frozenset(
    {
        "new",
        "allocated",
        "pending",
        "assigned",
        "accepted",
        "preparing",
        "ready",
        "starting",
        _RUNNING,
    }
)
_HERE = frozenset({_RUNNING, "restarting", "paused"})
_STACK = "com.docker.stack.namespace"
_LABEL = "com.docker.swarm."


@dataclass(frozen=True, slots=True)
class Service:
    """One service as far as it is known from here."""

    name: str
    facet: ServiceFacet


def is_live(task: TaskRow) -> bool:
    """Whether the cluster still wants the task; what was shut down is history (D-01)."""
    if task.desired_state == _RUNNING:
        return True
    state = task.status.state if task.status is not None else ""
    return task.desired_state == "" and state in _ON_THE_WAY


def without_past_tasks(
    containers: Iterable[ContainerRow], services: Iterable[Service]
) -> tuple[ContainerRow, ...]:
    """``containers`` without what past tasks left behind: ended, and wanted by no service (D-01).

    Engines keep the last few containers of each slot; they are history like their tasks.
    """
    live = {task.id for service in services for task in service.facet.tasks}
    return tuple(row for row in containers if not _is_of_past_task(row, live))


def _is_of_past_task(row: ContainerRow, live: Container[str]) -> bool:
    task = (row.labels or {}).get(_LABEL + "task.id")
    return task is not None and task not in live and row.state not in _HERE


def services_of_manager(
    cluster_id: str, services: Iterable[ServiceRow], tasks: Iterable[TaskRow] | None
) -> tuple[Service, ...]:
    """Every service of the cluster, by name. ``tasks`` is ``None`` when they were kept back."""
    by_service: defaultdict[str, list[ServiceTask]] = defaultdict(list)
    for task in tasks or ():
        if is_live(task):
            by_service[task.service_id].append(_task(task))
    found = [
        _service(cluster_id, row, None if tasks is None else by_service[row.id]) for row in services
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.facet.service_id)))


def _service(cluster_id: str, row: ServiceRow, tasks: list[ServiceTask] | None) -> Service:
    spec, counted = row.spec, row.service_status
    mode, replicas = _mode(spec.mode if spec else None)
    template = spec.task_template if spec else None
    container = template.container_spec if template else None
    desired = size(counted.desired_tasks) if counted else None
    facet = ServiceFacet(
        service_id=row.id,
        cluster_id=cluster_id or None,
        stack=(spec.labels or {}).get(_STACK) if spec else None,
        mode=mode,
        image=_without_digest(container.image) if container else None,
        desired_tasks=_first(desired, replicas, None if tasks is None else len(tasks)),
        running_tasks=_running(counted, tasks),
        completed_tasks=size(counted.completed_tasks) if counted else None,
        update_state=row.update_status.state or None if row.update_status else None,
        endpoint_ports=_ports(row.endpoint.ports if row.endpoint else None),
        tasks=tuple(sorted(tasks or (), key=_by_slot)),
    )
    return Service((spec.name if spec else "") or row.id, facet)


def _running(counted: ServiceStatus | None, tasks: list[ServiceTask] | None) -> int | None:
    """The manager's number, in which Go leaves out a zero; before API 1.41 what is listed."""
    if counted is not None:
        return size(counted.running_tasks) or 0
    return None if tasks is None else sum(task.state == _RUNNING for task in tasks)


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _mode(mode: ServiceMode | None) -> tuple[str, int | None]:
    """The mode's name, and the replicas it asks for where it says."""
    if mode is None:
        return "unknown", None
    if mode.replicated is not None:
        return "replicated", size(mode.replicated.replicas)
    if mode.replicated_job is not None:
        return "replicated-job", None
    return ("global-job" if mode.global_job is not None else "global"), None


def _task(row: TaskRow) -> ServiceTask:
    status = row.status
    state = status.state if status else ""
    container = status.container_status if status else None
    return ServiceTask(
        id=row.id,
        slot=size(row.slot) or None,
        node_id=row.node_id or None,
        state=state,
        error=(status.err or None) if status else None,
        container_id=(container.container_id or None) if container else None,
        started_at=instant(status.timestamp) if status and state == _RUNNING else None,
    )


def _by_slot(task: ServiceTask) -> tuple[int, str]:
    return task.slot or 0, task.id


def _ports(ports: Iterable[EndpointPort] | None) -> tuple[Port, ...]:
    return tuple(
        Port(
            private_port=target,
            protocol=port.protocol or "tcp",
            public_port=size(port.published_port) or None,
        )
        for port in ports or ()
        if (target := size(port.target_port)) is not None
    )


def _without_digest(image: str) -> str:
    return image.partition("@sha256:")[0]


def services_of_worker(containers: Iterable[ContainerRow]) -> tuple[Service, ...]:
    """The services that have a task here, from the labels of its containers.

    Counts are this node's own: a worker does not know what the cluster wants.
    """
    here: defaultdict[str, list[ServiceTask]] = defaultdict(list)
    names: dict[str, str] = {}
    stacks: dict[str, str | None] = {}
    for row in containers:
        labels = row.labels or {}
        service = labels.get(_LABEL + "service.id")
        if not service or row.state not in _HERE:
            continue
        names[service] = labels.get(_LABEL + "service.name") or service
        stacks[service] = labels.get(_STACK)
        here[service].append(_local_task(row, labels))
    found = [
        Service(
            names[service],
            ServiceFacet(
                service_id=service,
                stack=stacks[service],
                mode="unknown",
                desired_tasks=len(tasks),
                running_tasks=sum(task.state == _RUNNING for task in tasks),
                tasks=tuple(sorted(tasks, key=_by_slot)),
            ),
        )
        for service, tasks in here.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.facet.service_id)))


def _local_task(row: ContainerRow, labels: Mapping[str, str]) -> ServiceTask:
    slot = labels.get(_LABEL + "task.name", "").removeprefix(
        labels.get(_LABEL + "service.name", "") + "."
    )
    return ServiceTask(
        id=labels.get(_LABEL + "task.id") or row.id,
        slot=size(slot.partition(".")[0]),
        node_id=labels.get(_LABEL + "node.id"),
        state=row.state,
        container_id=row.id,
    )
