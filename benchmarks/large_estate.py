"""The made-up large estate: a cluster of many nodes and guests, and container engines beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from benchmarks.estate import BEGIN, signals
from pulse_desktop.model.condition import RUNNING, STOPPED
from pulse_desktop.model.facet.container import ContainerFacet
from pulse_desktop.model.facet.guest import GuestFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Measured, Resource, SourcedFacet
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.registry import Registry

_MEASURED = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.DISK,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)
_STOPPED_EVERY = 7
"""One of so many guests does not run, and measures nothing."""

_POOLS = ("web", "data", "build", "office", "lab", None)
_IMAGES = ("nginx:1.27", "postgres:17", "redis:7", "ghcr.io/homelab/worker:3")


@dataclass(frozen=True, slots=True)
class Cluster:
    """How much a hypervisor's cluster has of everything."""

    nodes: int = 300
    guests: int = 10_000
    disks: int = 2_000


ENGINES = 10
CONTAINERS_EACH = 500


def cluster_snapshot(source: Source, size: Cluster, sweep: int, at: datetime = BEGIN) -> Snapshot:
    """What one poll of the cluster sees; another ``sweep`` has other values."""
    nodes = [f"node-{n:03}" for n in range(size.nodes)]
    values = _values(sweep, size.nodes + size.guests)
    return Snapshot(
        source=source,
        collected_at=at,
        observations=(
            *(_node(name, next(values)) for name in nodes),
            *(_guest(n, nodes[n % size.nodes], next(values)) for n in range(size.guests)),
            *(_disk(n, nodes[n % size.nodes], sweep) for n in range(size.disks)),
        ),
    )


def engine_snapshot(source: Source, containers: int, sweep: int, at: datetime = BEGIN) -> Snapshot:
    """What one poll of a container engine sees."""
    host = f"engine-{source.connection}"
    values = _values(sweep, containers + 1)
    return Snapshot(
        source=source,
        collected_at=at,
        observations=(
            _node(host, next(values)),
            *(_container(n, host, next(values)) for n in range(containers)),
        ),
    )


def guests(source: Source, count: int) -> list[Resource]:
    """The cluster's guests as the registry would make them, in its order but without its cost."""
    size = Cluster(nodes=max(1, count // 30), guests=count, disks=0)
    seen = cluster_snapshot(source, size, 0).observations[size.nodes :]
    state = Registry(SeriesIndex()).apply(cluster_snapshot(source, Cluster(1, 1, 0), 0)).state
    (pattern,) = state.workloads()
    made = [_guest_like(pattern, source, observation) for observation in seen]
    return sorted(made, key=lambda resource: (resource.name.lower(), resource.type, resource.id))


def _guest_like(pattern: Resource, source: Source, observation: Observation) -> Resource:
    measured = {m: Measured(v, source, BEGIN) for m, v in observation.metrics.items()}
    facet = () if observation.facet is None else (SourcedFacet(source.name, observation.facet),)
    return replace(
        pattern,
        id=ResourceId(f"{observation.type}-{observation.native_id}"),
        type=observation.type,
        name=observation.name,
        condition=observation.condition,
        identity=observation.identity,
        metrics=MappingProxyType(measured),
        facets=facet,
        parent_name=observation.parent,
        tags=observation.tags,
        started_at=observation.started_at,
        last_seen_at=BEGIN + timedelta(seconds=int(observation.name[-5:]) % 3600),
    )


def _values(sweep: int, resources: int) -> Iterator[Sequence[float]]:
    every = signals(sweep, resources * len(_MEASURED), 10.0).tolist()
    return (every[at : at + len(_MEASURED)] for at in range(0, len(every), len(_MEASURED)))


def _measured(values: Sequence[float]) -> MappingProxyType[Metric, Measurement]:
    pairs = zip(_MEASURED, values, strict=True)
    return MappingProxyType({metric: Measurement(value) for metric, value in pairs})


def _node(name: str, values: Sequence[float]) -> Observation:
    return Observation(
        native_id=NativeId(name),
        type=ResourceType.AGENT,
        name=name,
        condition=RUNNING,
        metrics=_measured(values),
        started_at=BEGIN - timedelta(days=90),
    )


def _guest(number: int, node: str, values: Sequence[float]) -> Observation:
    is_running = number % _STOPPED_EVERY != 0
    name = f"{_POOLS[number % 5]}-{(number * 7919) % 100_003:05}"
    kind = ResourceType.VM if number % 3 else ResourceType.SYSTEM_CONTAINER
    return Observation(
        native_id=NativeId(f"guest-{number}"),
        type=kind,
        name=name,
        condition=RUNNING if is_running else STOPPED,
        identity=Identity(ip_addresses=(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",)),
        metrics=_measured(values) if is_running else MappingProxyType({}),
        facet=GuestFacet(
            vmid=100 + number, node_name=node, instance="large", pool=_POOLS[number % 6], cpus=4
        ),
        parent=NativeId(node),
        tags=("prod",) if number % 2 else (),
        started_at=BEGIN - timedelta(minutes=number) if is_running else None,
    )


def _container(number: int, host: str, values: Sequence[float]) -> Observation:
    name = f"{host}-app-{number:04}"
    return Observation(
        native_id=NativeId(name),
        type=ResourceType.APP_CONTAINER,
        name=name,
        condition=RUNNING,
        metrics=_measured(values),
        facet=ContainerFacet(
            container_id=name.encode().hex().ljust(64, "0")[:64],
            host_source_id=host,
            image=_IMAGES[number % len(_IMAGES)],
            container_state="running",
            project=_POOLS[number % 6],
        ),
        parent=NativeId(host),
        started_at=BEGIN - timedelta(hours=number),
        restart_count=number % 4,
    )


def _disk(number: int, node: str, sweep: int) -> Observation:
    warmth = 31.0 + (number + sweep) % 17
    return Observation(
        native_id=NativeId(f"disk-{number}"),
        type=ResourceType.PHYSICAL_DISK,
        name=f"{node}-disk-{number:04}",
        condition=RUNNING,
        metrics=MappingProxyType({Metric.TEMPERATURE: Measurement(warmth)}),
        parent=NativeId(node),
    )
