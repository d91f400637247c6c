"""A homelab made by hand: what the window shows in its tests."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.condition import (
    OFFLINE,
    ONLINE,
    RUNNING,
    STOPPED,
    Condition,
    Shape,
    Status,
    stale,
)
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import (
    ContainerFacet,
    EngineFacet,
    FileSystem,
    GuestFacet,
    HostFacet,
    NetworkInterface,
    NodeFacet,
    Port,
    Sensor,
    ServiceFacet,
    StorageFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, ResourceId, SourceName
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus, PollError, PollRecord
from pulse_desktop.model.resource import (
    Measured,
    Resource,
    SourcedFacet,
    SourceState,
    SourceStatus,
)
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import Fact, ResourceType
from pulse_desktop.model.source import Role, Source
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.desk import Published, RecorderStatus

NOW = datetime(2026, 5, 8, 14, 3, 20, tzinfo=UTC)
GB = 1024**3
TITLES = {
    PlatformId("hypervisor"): "Proxmox VE",
    PlatformId("engine"): "Docker",
    PlatformId("computer"): "This computer",
}
LAB = Source(
    SourceName("hypervisor"), Role.HYPERVISOR, PlatformId("hypervisor"), ConnectionId("c1")
)
DOCK = Source(SourceName("engine"), Role.RUNTIME, PlatformId("engine"), ConnectionId("c2"))
DESK = Source(SourceName("agent"), Role.AGENT, PlatformId("computer"), ConnectionId("c3"))
WARNED = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Unhealthy"))
STARTING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Starting"))
EXITED = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Exited (137)"))


def _measured(source: Source, values: Mapping[Metric, Measurement | float]):
    return MappingProxyType(
        {
            metric: Measured(
                value if isinstance(value, Measurement) else Measurement(value),
                source,
                NOW - timedelta(seconds=4),
            )
            for metric, value in values.items()
        }
    )


def resource(name: str, kind: ResourceType, source: Source = LAB, **rest) -> Resource:
    """One resource; give only what the test is about."""
    identity = ResourceId(f"{kind}-{name}")
    metrics = rest.pop("metrics", {})
    facets = tuple(SourcedFacet(source.name, f) for f in rest.pop("facets", ()))
    is_stale = rest.get("is_stale", False)
    values = {
        "condition": ONLINE,
        "technology": None,
        "identity": Identity(),
        "series": SeriesTarget(Family.VM, name),
        "parent_id": None,
        "parent_name": None,
        "child_count": 0,
        "tags": (),
        "web_url": None,
        "started_at": None,
        "restart_count": None,
        "facts": (),
        "last_seen_at": NOW - timedelta(seconds=4),
        "updated_at": NOW - timedelta(seconds=4),
        "is_stale": False,
        **rest,
    }
    state = SourceState.STALE if is_stale else SourceState.ONLINE
    sources = {source: SourceStatus(state, values["last_seen_at"], NativeId(name))}
    return Resource(
        id=identity,
        type=kind,
        name=name,
        sources=MappingProxyType(sources),
        metrics=_measured(source, metrics),
        facets=facets,
        **values,
    )


def memory(used_gb: float, total_gb: float) -> Measurement:
    """A memory reading with the bytes behind it."""
    origin = mark("Estate", "used minus available")
    return Measurement(used_gb / total_gb, used_gb * GB, total_gb * GB, origin)


def _node(name: str, cpu: float, used: float, disk: float, **rest) -> Resource:
    values = {
        Metric.CPU: cpu,
        Metric.MEMORY: memory(used, 64),
        Metric.DISK: Measurement(disk, disk * 94 * GB, 94 * GB),
        Metric.NET_IN: 12e6 * (1 + cpu),
        Metric.NET_OUT: 3.2e6,
        Metric.LOAD1: cpu * 16,
        Metric.SWAP: 0.02,
    }
    facet = NodeFacet(
        node_name=name,
        instance="lab",
        cluster_name="lab",
        is_cluster_member=True,
        host="10.0.0.11",
        version="9.1.2",
        kernel_version="6.14.8-2-pve",
        cpus=16,
    )
    return resource(
        name,
        ResourceType.AGENT,
        metrics=values,
        facets=(facet,),
        started_at=NOW - timedelta(days=13, minutes=12),
        technology="Proxmox VE",
        web_url="https://10.0.0.11:8006",
        identity=Identity(hostnames=(name,), ip_addresses=("10.0.0.11",), cluster_name="lab"),
        facts=(Fact(mark("Estate", "Subscription"), "none"),),
        **rest,
    )


def computer() -> Resource:
    """This computer, with every part a host can have."""
    facet = HostFacet(
        hostname="desk",
        machine_id="8d2f0c8e3a7e4a3f9a53d5b5a3f1c2d4",
        os_name="Debian",
        os_version="12.8",
        kernel_version="6.1.0-28-amd64",
        architecture="x86_64",
        cpu_count=12,
        load_average=(1.4, 1.1, 0.9),
        file_systems=(
            FileSystem(
                device="/dev/nvme0n1p2",
                mount_point="/",
                type="ext4",
                total=468 * GB,
                used=201 * GB,
                available=243 * GB,
            ),
            FileSystem(
                device="/dev/sda1",
                mount_point="/srv/media",
                type="xfs",
                total=7300 * GB,
                used=6790 * GB,
                available=510 * GB,
            ),
        ),
        network_interfaces=(
            NetworkInterface(
                name="enp5s0",
                mac_address="9c:6b:00:12:34:56",
                addresses=("10.0.0.20", "fe80::9e6b:ff:fe12:3456"),
                is_up=True,
                net_in=2.1e6,
                net_out=180e3,
            ),
            NetworkInterface(name="wlan0", is_up=False),
        ),
        temperatures=(Sensor("CPU package", 52.0), Sensor("NVMe", 41.0)),
    )
    return resource(
        "desk",
        ResourceType.AGENT,
        DESK,
        metrics={
            Metric.CPU: 0.117,
            Metric.MEMORY: memory(20.6, 32),
            Metric.SWAP: 0.0,
            Metric.DISK: Measurement(0.45, 201 * GB, 468 * GB),
            Metric.NET_IN: 2.1e6,
            Metric.NET_OUT: 180e3,
            Metric.DISK_READ: 1.2e6,
            Metric.DISK_WRITE: 4.4e6,
            Metric.LOAD1: 1.4,
            Metric.TEMPERATURE: 52.0,
        },
        facets=(facet,),
        started_at=NOW - timedelta(hours=5, minutes=3),
        identity=Identity(
            machine_id="8d2f0c8e3a7e4a3f9a53d5b5a3f1c2d4",
            hostnames=("desk",),
            ip_addresses=("10.0.0.20",),
            mac_addresses=("9c:6b:00:12:34:56",),
        ),
        series=SeriesTarget(Family.AGENT, "desk"),
    )


def guest(
    vmid: int,
    name: str,
    node: str,
    cpu: float | None = None,
    *memory_gb: float,
    **rest,
) -> Resource:
    """A virtual machine, or a system container; without ``cpu`` it is stopped."""
    kind = rest.pop("kind", ResourceType.VM)
    running = cpu is not None
    values: dict[Metric, Measurement | float] = {}
    if cpu is not None:
        values = {
            Metric.CPU: cpu,
            Metric.MEMORY: memory(*(memory_gb or (1.0, 4.0))),
            Metric.NET_IN: cpu * 4e6,
            Metric.NET_OUT: cpu * 1e6,
            Metric.DISK_READ: cpu * 2e5,
            Metric.DISK_WRITE: cpu * 9e5,
        }
    if kind is ResourceType.SYSTEM_CONTAINER and running:
        values[Metric.DISK] = Measurement(0.41, 6.6 * GB, 16 * GB)
    return resource(
        name,
        kind,
        metrics=values,
        facets=(GuestFacet(vmid=vmid, node_name=node, instance="lab", cpus=4),),
        parent_id=ResourceId(f"agent-{node}"),
        parent_name=node,
        condition=rest.pop("condition", RUNNING if running else STOPPED),
        started_at=NOW - timedelta(days=vmid % 13, hours=3) if running else None,
        **rest,
    )


def _container(name: str, cpu: float | None, project: str | None = None, **rest) -> Resource:
    values: dict[Metric, Measurement | float] = {}
    if cpu is not None:
        values = {
            Metric.CPU: cpu,
            Metric.MEMORY: memory(0.4 + cpu, 32),
            Metric.NET_IN: cpu * 8e5,
            Metric.NET_OUT: cpu * 2e6,
            Metric.DISK_READ: 0.0,
            Metric.DISK_WRITE: 21e3,
        }
    facet = ContainerFacet(
        container_id=name.encode().hex().ljust(64, "0"),
        host_source_id="desk",
        image=rest.pop("image", f"ghcr.io/homelab/{name}:latest"),
        container_state="running" if cpu is not None else "exited",
        health=rest.pop("health", None),
        ports=rest.pop("ports", ()),
        project=project,
    )
    return resource(
        name,
        ResourceType.APP_CONTAINER,
        DOCK,
        metrics=values,
        facets=(facet,),
        parent_id=ResourceId("agent-desk"),
        parent_name="desk",
        condition=rest.pop("condition", RUNNING if cpu is not None else STOPPED),
        started_at=NOW - timedelta(hours=4, minutes=50) if cpu is not None else None,
        restart_count=rest.pop("restarts", 0),
        series=SeriesTarget(Family.APP_CONTAINER, name),
        **rest,
    )


def _storage(name: str, kind: str, share: float, total_gb: float, **rest) -> Resource:
    source = rest.pop("source", LAB)
    facet = StorageFacet(type=kind, content_types=rest.pop("content", ("images", "rootdir")))
    return resource(
        name,
        ResourceType.STORAGE,
        source,
        metrics={
            Metric.USAGE: Measurement(share, share * total_gb * GB, total_gb * GB),
            Metric.USED: share * total_gb * GB,
            Metric.TOTAL: total_gb * GB,
            Metric.AVAILABLE: (1 - share) * total_gb * GB,
        },
        facets=(facet,),
        **rest,
    )


def resources() -> tuple[Resource, ...]:
    """Four hosts, twenty-four workloads, six storages."""
    gone = NOW - timedelta(hours=2)
    edge = replace(
        _node("pve3", 0.31, 12.0, 0.4),
        condition=stale(ONLINE),
        is_stale=True,
        last_seen_at=gone,
        started_at=None,
    )
    engine = EngineFacet(
        host_source_id="desk",
        hostname="desk",
        runtime="docker",
        runtime_version="28.1.1",
        container_count=9,
        running_count=7,
    )
    desk = computer()
    desk = replace(
        desk,
        child_count=9,
        sources=MappingProxyType(
            {**desk.sources, DOCK: SourceStatus(SourceState.ONLINE, NOW, NativeId("desk"))}
        ),
        facets=(*desk.facets, SourcedFacet(DOCK.name, engine)),
    )
    lxc = ResourceType.SYSTEM_CONTAINER
    return (
        desk,
        replace(_node("pve1", 0.12, 26.2, 0.58), child_count=7),
        replace(
            _node("pve2", 0.83, 55.9, 0.905),
            child_count=7,
            condition=Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Warning")),
        ),
        edge,
        replace(
            _node("edge-pi", 0.0, 1.0, 0.3),
            condition=OFFLINE,
            metrics=MappingProxyType({}),
            started_at=None,
        ),
        guest(101, "web-1", "pve1", 0.07, 1.9, 4),
        guest(102, "web-2", "pve2", 0.065, 2.1, 4),
        guest(103, "db-1", "pve1", 0.34, 13.4, 16, tags=("prod", "db")),
        guest(104, "immich", "pve2", 0.92, 7.4, 8, condition=RUNNING),
        guest(105, "windows-11", "pve2"),
        guest(106, "home-assistant", "pve1", 0.034, 3.1, 4, web_url="http://10.0.0.61:8123"),
        guest(107, "gitlab-with-a-name-that-is-rather-long", "pve2", 0.003, 6.9, 8),
        guest(109, "jellyfin", "pve1", 0.42, 2.2, 4, kind=lxc),
        guest(110, "pihole", "pve1", 0.004, 0.1, 0.5, kind=lxc),
        guest(111, "paperless", "pve2", 0.02, 1.4, 2, kind=lxc),
        guest(112, "unifi", "pve2", 0.05, 1.7, 2, kind=lxc),
        guest(113, "backup-target", "pve1", None, kind=lxc),
        guest(120, "k3s-1", "pve3", 0.22, 3, 4, condition=stale(RUNNING), is_stale=True),
        guest(121, "k3s-2", "pve3", 0.18, 2.6, 4, condition=stale(RUNNING), is_stale=True),
        guest(130, "restoring", "pve2", None, condition=STARTING),
        _container(
            "grafana",
            0.012,
            "monitoring",
            ports=(Port(private_port=3000, protocol="tcp", public_port=3000),),
        ),
        _container("prometheus", 0.081, "monitoring"),
        _container("traefik", 0.006, "edge", web_url="https://traefik.lan"),
        _container("sonarr", 0.011, "media"),
        _container("radarr", 0.009, "media"),
        _container("qbittorrent", 1.37, "media"),
        _container("vaultwarden", 0.001, None, health="unhealthy", condition=WARNED),
        _container("importer", None, "media", condition=EXITED, restarts=14),
        _container("once", None, None),
        resource(
            "web",
            ResourceType.DOCKER_SERVICE,
            DOCK,
            facets=(
                ServiceFacet(
                    service_id="s9f8e7d6c5b4a321",
                    mode="replicated",
                    image="nginx:1.27",
                    desired_tasks=3,
                    running_tasks=2,
                    stack="shop",
                ),
            ),
            condition=Condition(Status.WARNING, Shape.WARNING, mark("Condition", "2 of 3 ready")),
            series=None,
        ),
        _storage("tank", "zfs", 0.884, 36 * 1024, parent_name="pve1"),
        _storage("local-zfs", "zfspool", 0.46, 2000, parent_name="pve1"),
        _storage("local", "dir", 0.58, 94, parent_name="pve1", content=("iso", "vztmpl", "backup")),
        _storage("backups", "pbs", 0.93, 8000, parent_name="pve2", content=("backup",)),
        _storage("/", "ext4", 0.45, 468, source=DESK, parent_name="desk", content=()),
        _storage("/srv/media", "xfs", 0.93, 7300, source=DESK, parent_name="desk", content=()),
    )


def read_state(some: tuple[Resource, ...] | None = None, revision: int = 7) -> ReadState:
    """``some`` resources, or all of them, as the registry would publish them."""
    shown = resources() if some is None else some
    return ReadState(revision, MappingProxyType({r.id: r for r in shown}), NOW)


def connection(
    identity: str, platform: str, name: str, state: ConnectionState, **record
) -> ConnectionStatus:
    """A saved connection and how it stands."""
    saved = Connection(
        id=ConnectionId(identity),
        platform=PlatformId(platform),
        name=name,
        address="https://10.0.0.11:8006",
        interval_s=10.0,
    )
    return ConnectionStatus(saved, PollRecord(interval_s=10.0, **record), state)


def connections() -> tuple[ConnectionStatus, ...]:
    """One live, one degraded, one failed."""
    refused = mark("Estate", "10.0.0.13 refused the connection on port 8006.")
    seen = NOW - timedelta(seconds=4)
    return (
        connection("c1", "hypervisor", "lab", ConnectionState.DEGRADED, last_success_at=seen),
        connection("c2", "engine", "desk", ConnectionState.LIVE, last_success_at=seen),
        connection("c3", "computer", "desk", ConnectionState.LIVE, last_success_at=seen),
        connection(
            "c4",
            "hypervisor",
            "edge",
            ConnectionState.FAILED,
            consecutive_failures=6,
            last_error=PollError(NOW, refused, Category.REFUSED),
        ),
    )


RECORDING = RecorderStatus(
    is_recording=True,
    problem=None,
    database_bytes=105 * 1024**2,
    since=datetime(2026, 2, 3, 9, 0, tzinfo=UTC),
)


def published(state: ReadState | None = None, **rest) -> Published:
    """The whole estate as one published value."""
    values = {"connections": connections(), "recorder": RECORDING, **rest}
    return Published(state=state or read_state(), **values)


def empty() -> Published:
    """A first run: nothing known, nothing connected."""
    return published(read_state((), revision=0), connections=())


def many(count: int) -> tuple[Resource, ...]:
    """A large estate of guests."""
    return tuple(
        guest(1000 + i, f"guest-{i:05}", f"pve{i % 9}", 0.5 + 0.5 * math.sin(i), 1.0, 4.0)
        for i in range(count)
    )
