"""From what an engine sent to canonical observations. Pure."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.facet import Cluster, ContainerFacet, EngineFacet, Port
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.docker.condition import (
    ContainerStanding,
    container_condition,
    listed_exit_code,
    listed_health,
    service_condition,
)
from pulse_desktop.platforms.docker.happening import service_native_id
from pulse_desktop.platforms.docker.swarm import Service
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    Info,
    Inspection,
    PortRow,
    SwarmInfo,
    instant,
)
from pulse_desktop.provider.numbers import integer, size

_PROJECT_LABELS = (
    "com.docker.compose.project",
    "io.podman.compose.project",
    "com.docker.stack.namespace",
)
_SERVICE_LABELS = (
    "com.docker.compose.service",
    "io.podman.compose.service",
    "com.docker.swarm.service.name",
)

_KEPT_RUNNING = frozenset({"always", "unless-stopped"})
"""Restart policies under which an engine leaves a container ended only when a user stopped it."""

DOCKER, PODMAN = "Docker", "Podman"
"""Runtimes, by the name people know them by."""

_NO_HEALTH = frozenset({"", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The engine itself, as far as it told."""

    native_id: NativeId
    name: str
    runtime: str
    api_version: str
    info: Info | None
    machine_id: str | None = None
    """This computer's, when the engine runs on it."""

    @property
    def cluster_id(self) -> str:
        """Of the Swarm that it manages; empty when it does not say."""
        swarm = self.info.swarm if self.info else None
        return swarm.cluster.id if swarm and swarm.cluster else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that one poll gathered."""

    host: Host
    containers: tuple[ContainerRow, ...]
    inspections: Mapping[str, Inspection] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[Metric, Measurement]] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    stopped_by_user: Container[str] = ()


def observations(look: Look) -> tuple[Observation, ...]:
    """The engine, its containers and its services."""
    containers = tuple(_container(look, row) for row in look.containers)
    services = tuple(_service(look.host, service) for service in look.services)
    return (_engine(look), *containers, *services)


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


def is_in_swarm(swarm: SwarmInfo | None) -> bool:
    """Whether the engine is an active member of a Swarm."""
    return swarm is not None and swarm.local_node_state == "active"


def _engine(look: Look) -> Observation:
    host = look.host
    return Observation(
        native_id=host.native_id,
        type=ResourceType.AGENT,
        name=host.name,
        condition=ONLINE,
        technology=host.runtime,
        identity=Identity(machine_id=host.machine_id, hostnames=(host.name,)),
        facet=_engine_facet(look),
        facts=_engine_facts(host.info) if host.info else (),
    )


def _engine_facet(look: Look) -> EngineFacet:
    host, info = look.host, look.host.info or Info()
    return EngineFacet(
        host_source_id=host.native_id,
        hostname=host.name,
        runtime=host.runtime,
        runtime_version=info.server_version or None,
        api_version=host.api_version or None,
        os=info.operating_system or None,
        kernel_version=info.kernel_version or None,
        architecture=info.architecture or None,
        cpus=size(info.ncpu) or None,
        total_memory_bytes=size(info.mem_total) or None,
        container_count=len(look.containers),
        running_count=sum(row.state == "running" for row in look.containers),
        swarm=_cluster(info.swarm),
    )


def _cluster(swarm: SwarmInfo | None) -> Cluster | None:
    if swarm is None or swarm.local_node_state in {"", "inactive"}:
        return None
    is_active = swarm.local_node_state == "active"
    role: Literal["manager", "worker"] = "manager" if swarm.control_available else "worker"
    return Cluster(
        node_id=swarm.node_id or None,
        node_role=role if is_active else None,
        local_state=swarm.local_node_state,
        control_available=swarm.control_available,
        cluster_id=(swarm.cluster.id or None) if swarm.cluster else None,
        nodes=size(swarm.nodes) or None,
        managers=size(swarm.managers) or None,
    )


def _engine_facts(info: Info) -> tuple[Fact, ...]:
    return _facts(
        (mark("Docker", "Storage driver"), info.driver),
        (mark("Docker", "Data directory"), info.docker_root_dir),
        (mark("Docker", "Control groups"), info.cgroup_version and f"v{info.cgroup_version}"),
        (mark("Docker", "Images"), str(size(info.images) or "")),
        (mark("Docker", "Operating system"), info.operating_system),
        (mark("Docker", "Kernel"), info.kernel_version),
    )


def _container(look: Look, row: ContainerRow) -> Observation:
    inspection = look.inspections.get(row.id)
    facet = _container_facet(look.host, row, inspection)
    standing = ContainerStanding(
        state=row.state,
        health=facet.health,
        exit_code=facet.exit_code,
        oom_killed=facet.oom_killed or False,
        stopped_by_user=row.id in look.stopped_by_user or _was_kept_stopped(inspection),
    )
    return Observation(
        native_id=NativeId(row.id),
        type=ResourceType.APP_CONTAINER,
        name=_name(row),
        condition=container_condition(standing),
        technology=look.host.runtime,
        metrics=look.metrics.get(row.id, {}),
        facet=facet,
        parent=look.host.native_id,
        started_at=facet.started_at if row.state == "running" else None,
        restart_count=facet.restart_count,
        facts=_container_facts(row, inspection),
    )


def _was_kept_stopped(inspection: Inspection | None) -> bool:
    """An engine restarts what has such a policy, unless a user stopped it or it cannot start."""
    if inspection is None or inspection.host_config is None or inspection.state is None:
        return False
    policy = inspection.host_config.restart_policy
    return policy is not None and policy.name in _KEPT_RUNNING and not inspection.state.error


def _name(row: ContainerRow) -> str:
    """The first name that is no link alias (those have a second slash)."""
    names = [name.removeprefix("/") for name in row.names or ()]
    own = [name for name in names if name and "/" not in name]
    return (own or names or [row.id[:12]])[0] or row.id[:12]


def _container_facet(host: Host, row: ContainerRow, seen: Inspection | None) -> ContainerFacet:
    state = seen.state if seen else None
    config = seen.host_config if seen else None
    ended = row.state not in {"running", "paused", "created", "restarting"}
    known_code = integer(state.exit_code) if state else None
    code = listed_exit_code(row.status) if known_code is None and state is None else known_code
    return ContainerFacet(
        container_id=row.id,
        host_source_id=host.native_id,
        image=row.image or None,
        container_state=row.state,
        health=_health(row, seen),
        restart_count=_restart_count(seen),
        exit_code=(code or 0 if state else code) if ended else None,
        oom_killed=state.oom_killed if state else None,
        created_at=_created_at(row),
        started_at=instant(state.started_at) if state else None,
        finished_at=instant(state.finished_at) if state else None,
        ports=_ports(row.ports or ()),
        networks=_networks(row),
        project=_label(row, _PROJECT_LABELS),
        service=_label(row, _SERVICE_LABELS),
        network_mode=network_mode(row) or None,
        memory_limit_bytes=size(config.memory) or None if config else None,
    )


def _restart_count(seen: Inspection | None) -> int | None:
    return None if seen is None else size(seen.restart_count) or 0


def _health(row: ContainerRow, seen: Inspection | None) -> str | None:
    """What the listing says; what was inspected only where the listing is silent."""
    if row.state != "running":
        return None
    listed = listed_health(row.status)
    if listed is not None or seen is None or seen.state is None or seen.state.health is None:
        return listed
    health = seen.state.health.status
    return None if health in _NO_HEALTH else health


def network_mode(row: ContainerRow) -> str:
    """``host``, ``bridge``, ``container:<id>``, a network's name."""
    return row.host_config.network_mode if row.host_config else ""


def _networks(row: ContainerRow) -> tuple[str, ...]:
    found = row.network_settings.networks if row.network_settings else None
    return tuple(sorted(found or ()))


def _ports(rows: Collection[PortRow]) -> tuple[Port, ...]:
    found = {
        Port(
            private_port=private,
            protocol=row.type or "tcp",
            public_port=size(row.public_port) or None,
            ip=row.ip or None,
        )
        for row in rows
        if (private := size(row.private_port)) is not None
    }
    return tuple(sorted(found, key=lambda p: (p.private_port, p.public_port or 0, p.ip or "")))


def _created_at(row: ContainerRow) -> datetime | None:
    seconds = size(row.created)
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, OSError, ValueError):
        return None


def _label(row: ContainerRow, names: tuple[str, ...]) -> str | None:
    labels = row.labels or {}
    return next((labels[name] for name in names if labels.get(name)), None)


def _container_facts(row: ContainerRow, seen: Inspection | None) -> tuple[Fact, ...]:
    config = seen.host_config if seen else None
    policy = config.restart_policy if config else None
    limit = (size(config.nano_cpus) or 0) / 1e9 if config else 0
    return _facts(
        (mark("Docker", "Container id"), row.id),
        (mark("Docker", "Image"), row.image),
        (mark("Docker", "Image id"), row.image_id),
        (mark("Docker", "Engine says"), row.status),
        (mark("Docker", "Network mode"), network_mode(row)),
        (mark("Docker", "Addresses"), ", ".join(_addresses(row))),
        (mark("Docker", "Restart policy"), policy.name if policy else ""),
        (mark("Docker", "CPU limit"), f"{limit:g}" if limit else ""),
        (mark("Docker", "Last error"), seen.state.error[:300] if seen and seen.state else ""),
    )


def _addresses(row: ContainerRow) -> list[str]:
    found = (row.network_settings.networks if row.network_settings else None) or {}
    return sorted({card.ip_address for card in found.values() if card and card.ip_address})


def _facts(*pairs: tuple[Text, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in pairs if value)


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
        facts=_facts(
            (mark("Docker", "Service id"), facet.service_id),
            (mark("Docker", "Mode"), facet.mode),
            (mark("Docker", "Image"), facet.image or ""),
            (mark("Docker", "Stack"), facet.stack or ""),
            (mark("Docker", "Update"), facet.update_state or ""),
        ),
    )
