"""An application container, and a service that keeps several of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One published or exposed container port."""

    private_port: int
    protocol: str
    public_port: int | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerMount:
    """What of its host a container sees."""

    type: str
    """``bind``, ``volume``, ``tmpfs``."""

    destination: str
    source: str | None = None
    name: str | None = None
    """Of a volume."""

    mode: str | None = None
    is_writable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUpdate:
    """Whether a newer image is published under the same name."""

    update_available: bool | None = None
    current_digest: str | None = None
    latest_digest: str | None = None
    last_checked: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerFacet(Facet):
    """One application container."""

    kind: Literal["container"] = "container"
    container_id: str
    host_source_id: str
    image: str | None = None
    container_state: str
    health: str | None = None
    restart_count: int | None = None
    exit_code: int | None = None
    oom_killed: bool | None = None
    created_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    ports: tuple[Port, ...] = ()
    networks: tuple[str, ...] = ()
    mounts: tuple[ContainerMount, ...] = ()
    labels: tuple[str, ...] = ()
    """``name=value``, sorted."""

    project: str | None = None
    """Compose project, or Swarm stack."""

    service: str | None = None
    network_mode: str | None = None
    memory_limit_bytes: int | None = None
    update_status: ImageUpdate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTask:
    """One task that a service still wants to run."""

    id: str
    slot: int | None = None
    node_id: str | None = None
    state: str
    error: str | None = None
    container_id: str | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacet(Facet):
    """A replicated or global service."""

    kind: Literal["service"] = "service"
    service_id: str
    cluster_id: str | None = None
    stack: str | None = None
    mode: str
    image: str | None = None
    labels: tuple[str, ...] = ()
    """``name=value``, sorted."""

    desired_tasks: int | None = None
    running_tasks: int | None = None
    completed_tasks: int | None = None
    update_state: str | None = None
    update_message: str | None = None
    update_completed_at: datetime | None = None
    endpoint_ports: tuple[Port, ...] = ()
    tasks: tuple[ServiceTask, ...] = ()
