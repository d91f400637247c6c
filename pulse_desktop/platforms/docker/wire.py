"""What the Engine API sends, as far as it is read. Unknown keys are ignored.

Go leaves out what is zero and writes ``null`` for an empty list or map, so everything has a
default. Quantities are ``Loose``: engines and proxies disagree about their types.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from pulse_desktop.provider.numbers import Loose

Labels = dict[str, str] | None

ContainerId = Annotated[str, msgspec.Meta(pattern="^[0-9A-Za-z]{1,128}$")]
"""It becomes part of a path, so nothing that would lead elsewhere is taken for one."""


class _Shape(msgspec.Struct, frozen=True, rename="pascal"):
    """An object with Go's ``PascalCase`` keys."""


class _Lower(msgspec.Struct, frozen=True):
    """An object with ``snake_case`` keys, as the statistics have."""


class SwarmCluster(_Shape, frozen=True):
    """A Swarm, as its managers know it."""

    id: str = msgspec.field(name="ID", default="")


class SwarmInfo(_Shape, frozen=True):
    """The engine's place in a Swarm."""

    node_id: str = msgspec.field(name="NodeID", default="")
    local_node_state: str = ""
    control_available: bool = False
    nodes: Loose = None
    managers: Loose = None
    cluster: SwarmCluster | None = None


class Info(_Shape, frozen=True):
    """``GET /info``."""

    id: str = msgspec.field(name="ID", default="")
    name: str = ""
    containers: Loose = None
    containers_running: Loose = None
    images: Loose = None
    driver: str = ""
    kernel_version: str = ""
    operating_system: str = ""
    os_type: str = msgspec.field(name="OSType", default="")
    architecture: str = ""
    ncpu: Loose = msgspec.field(name="NCPU", default=None)
    mem_total: Loose = None
    server_version: str = ""
    cgroup_version: str = ""
    system_time: str = ""
    docker_root_dir: str = ""
    swarm: SwarmInfo | None = None


class Component(_Shape, frozen=True):
    """One part of the engine; Podman names itself here."""

    name: str = ""


class Version(_Shape, frozen=True):
    """``GET /version``."""

    version: str = ""
    api_version: str = ""
    components: list[Component] | None = None


class PortRow(_Shape, frozen=True):
    """A port that is published or exposed."""

    ip: str = msgspec.field(name="IP", default="")
    private_port: Loose = None
    public_port: Loose = None
    type: str = ""


class NetworkRow(_Shape, frozen=True):
    """A container's place in one network."""

    ip_address: str = msgspec.field(name="IPAddress", default="")


class NetworkSettings(_Shape, frozen=True):
    """The networks a container is in, by name."""

    networks: dict[str, NetworkRow | None] | None = None


class HostConfigRow(_Shape, frozen=True):
    """What a listing tells of how a container was asked for."""

    network_mode: str = ""


class ContainerRow(_Shape, frozen=True):
    """One row of ``GET /containers/json``."""

    id: ContainerId
    names: list[str] | None = None
    image: str = ""
    image_id: str = msgspec.field(name="ImageID", default="")
    created: Loose = None
    ports: list[PortRow] | None = None
    labels: Labels = None
    state: str = ""
    status: str = ""
    host_config: HostConfigRow | None = None
    network_settings: NetworkSettings | None = None


class Health(_Shape, frozen=True):
    """The outcome of health checks."""

    status: str = ""
    failing_streak: Loose = None


class ContainerState(_Shape, frozen=True):
    """How a container runs or ended."""

    status: str = ""
    oom_killed: bool = msgspec.field(name="OOMKilled", default=False)
    exit_code: Loose = None
    error: str = ""
    started_at: str = ""
    finished_at: str = ""
    health: Health | None = None


class RestartPolicy(_Shape, frozen=True):
    """When the engine starts it again by itself."""

    name: str = ""


class HostConfig(_Shape, frozen=True):
    """How a container was asked for; nothing is a limit of 0."""

    network_mode: str = ""
    memory: Loose = None
    nano_cpus: Loose = None
    restart_policy: RestartPolicy | None = None


class Inspection(_Shape, frozen=True):
    """``GET /containers/{id}/json``."""

    id: str
    restart_count: Loose = None
    state: ContainerState | None = None
    host_config: HostConfig | None = None


class CpuUsage(_Lower, frozen=True):
    """Cumulative CPU time in nanoseconds."""

    total_usage: Loose = None
    percpu_usage: list[Loose] | None = None


class CpuStats(_Lower, frozen=True):
    """The container's CPU time beside the host's."""

    cpu_usage: CpuUsage | None = None
    system_cpu_usage: Loose = None
    online_cpus: Loose = None


class MemoryStats(_Lower, frozen=True):
    """Bytes."""

    usage: Loose = None
    limit: Loose = None
    stats: dict[str, Loose] | None = None


class NetworkStats(_Lower, frozen=True):
    """Cumulative bytes of one interface."""

    rx_bytes: Loose = None
    tx_bytes: Loose = None


class BlockEntry(_Lower, frozen=True):
    """Cumulative bytes of one operation on one device."""

    op: str = ""
    value: Loose = None


class BlockStats(_Lower, frozen=True):
    """Block devices; empty or null where the kernel does not count."""

    io_service_bytes_recursive: list[BlockEntry] | None = None


class Stats(_Lower, frozen=True):
    """``GET /containers/{id}/stats?one-shot=true``. ``precpu_stats`` is empty there: not read."""

    read: str = ""
    num_procs: Loose = None
    cpu_stats: CpuStats | None = None
    memory_stats: MemoryStats | None = None
    networks: dict[str, NetworkStats | None] | None = None
    blkio_stats: BlockStats | None = None


class Replicated(_Shape, frozen=True):
    """How many replicas are wanted."""

    replicas: Loose = None


class ServiceMode(_Shape, frozen=True):
    """Exactly one of its members is set."""

    replicated: Replicated | None = None
    global_: dict[str, object] | None = msgspec.field(name="Global", default=None)
    replicated_job: dict[str, object] | None = None
    global_job: dict[str, object] | None = None


class ContainerSpec(_Shape, frozen=True):
    """What a task runs."""

    image: str = ""


class TaskTemplate(_Shape, frozen=True):
    """What tasks are made from."""

    container_spec: ContainerSpec | None = None


class ServiceSpec(_Shape, frozen=True):
    """What a service was asked to be."""

    name: str = ""
    labels: Labels = None
    mode: ServiceMode | None = None
    task_template: TaskTemplate | None = None


class EndpointPort(_Shape, frozen=True):
    """A port that a service publishes."""

    protocol: str = ""
    target_port: Loose = None
    published_port: Loose = None


class ServiceEndpoint(_Shape, frozen=True):
    """How a service is reached."""

    ports: list[EndpointPort] | None = None


class ServiceStatus(_Shape, frozen=True):
    """The manager's own counts; sent since API 1.41."""

    running_tasks: Loose = None
    desired_tasks: Loose = None
    completed_tasks: Loose = None


class UpdateStatus(_Shape, frozen=True):
    """How the last update or rollback goes."""

    state: str = ""


class ServiceRow(_Shape, frozen=True):
    """One row of ``GET /services``."""

    id: str = msgspec.field(name="ID")
    created_at: str = ""
    spec: ServiceSpec | None = None
    endpoint: ServiceEndpoint | None = None
    service_status: ServiceStatus | None = None
    update_status: UpdateStatus | None = None


class TaskContainer(_Shape, frozen=True):
    """The container of a task."""

    container_id: str = msgspec.field(name="ContainerID", default="")


class TaskStatus(_Shape, frozen=True):
    """What a task last reported."""

    timestamp: str = ""
    state: str = ""
    err: str = ""
    container_status: TaskContainer | None = None


class TaskRow(_Shape, frozen=True):
    """One row of ``GET /tasks``."""

    id: str = msgspec.field(name="ID")
    service_id: str = msgspec.field(name="ServiceID", default="")
    slot: Loose = None
    node_id: str = msgspec.field(name="NodeID", default="")
    desired_state: str = ""
    status: TaskStatus | None = None


class Actor(_Shape, frozen=True):
    """What an event happened to."""

    id: str = msgspec.field(name="ID", default="")
    attributes: Labels = None


class Event(msgspec.Struct, frozen=True):
    """One line of ``GET /events``. The legacy ``status``, ``id`` and ``from`` are not read."""

    type: str = msgspec.field(name="Type", default="")
    action: str = msgspec.field(name="Action", default="")
    actor: Actor | None = msgspec.field(name="Actor", default=None)
    time_nano: Loose = msgspec.field(name="timeNano", default=None)


class Complaint(msgspec.Struct, frozen=True):
    """The body of an error."""

    message: str = ""


_YEAR_ONE = 1


def instant(text: str) -> datetime | None:
    """An RFC 3339 time, aware; ``None`` for Go's zero time, an empty or an unreadable one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None or found.year == _YEAR_ONE else found
