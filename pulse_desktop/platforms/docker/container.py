"""A container as its engine listed, inspected and measured it. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pulse_desktop.model.facet import ContainerFacet, Port
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Continuity, Fact, Observation, Place, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.condition import (
    ContainerStanding,
    container_condition,
    listed_exit_code,
    listed_health,
)
from pulse_desktop.platforms.docker.fact import facts
from pulse_desktop.platforms.docker.host import Host
from pulse_desktop.platforms.docker.wire import ContainerRow, Inspection, PortRow, instant
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

_NO_HEALTH = frozenset({"", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """All that is known of one container."""

    row: ContainerRow
    inspection: Inspection | None = None
    metrics: Mapping[Metric, Measurement] = field(default_factory=dict)
    stopped_by_user: bool = False
    """As far as events tell."""


def container(host: Host, seen: Sighting) -> Observation:
    """One container of ``host``."""
    row, inspection = seen.row, seen.inspection
    facet = _container_facet(host, row, inspection)
    standing = ContainerStanding(
        state=row.state,
        health=facet.health,
        exit_code=facet.exit_code,
        oom_killed=facet.oom_killed or False,
        stopped_by_user=seen.stopped_by_user or _was_kept_stopped(inspection),
    )
    return Observation(
        native_id=NativeId(row.id),
        type=ResourceType.APP_CONTAINER,
        name=_name(row),
        condition=container_condition(standing),
        technology=host.runtime,
        metrics=seen.metrics,
        facet=facet,
        parent=host.native_id,
        started_at=facet.started_at if row.state == "running" else None,
        restart_count=facet.restart_count,
        facts=_container_facts(row, inspection),
        place=_place(host, row),
    )


def _was_kept_stopped(inspection: Inspection | None) -> bool:
    """An engine restarts what has such a policy, unless a user stopped it or it cannot start."""
    if inspection is None or inspection.host_config is None or inspection.state is None:
        return False
    policy = inspection.host_config.restart_policy
    return policy is not None and policy.name in _KEPT_RUNNING and not inspection.state.error


def _place(host: Host, row: ContainerRow) -> Place | None:
    """Its name on its engine: what bears the name later replaces it. ``None`` if it has none."""
    name = _given_name(row)
    return Place(f"{host.native_id}/{name}", Continuity.SUCCESSOR) if name else None


def _name(row: ContainerRow) -> str:
    return _given_name(row) or row.id[:12]


def _given_name(row: ContainerRow) -> str:
    """The first name that is no link alias (those have a second slash), or empty.

    ``/app`` and ``app`` are one name; its case counts (Pulse 6, container metadata).
    """
    names = [name.removeprefix("/").strip() for name in row.names or ()]
    own = [name for name in names if name and "/" not in name]
    return next(iter(own or names), "")


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
    return facts(
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
