"""Facts of a host that repeat what was measured of it, so that both always agree."""

from dataclasses import replace

from pulse_desktop.demo.estate.host import Volume
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.model.facet import (
    DiskFacet,
    FileSystem,
    HostFacet,
    Memory,
    NetworkInterface,
    Sensor,
)
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation

_BOARD = (0.45, 13.0)
"""The board is warmed by the processor: so much of its degrees, and so many more."""


def with_readings(root: Volume, seen: Observation) -> Observation:
    """A host with its memory, main file system, sensors and network as they were measured."""
    if not isinstance(seen.facet, HostFacet):
        return seen
    facet = replace(
        seen.facet,
        memory=_memory(seen, seen.facet.memory),
        file_systems=_file_systems(seen, root),
        temperatures=_sensors(seen),
        network_interfaces=tuple(_card(seen, card) for card in seen.facet.network_interfaces),
    )
    return replace(seen, facet=facet)


def with_temperature(seen: Observation) -> Observation:
    """A disk with the temperature that it was measured to have."""
    if not isinstance(seen.facet, DiskFacet):
        return seen
    celsius = _value(seen, Metric.SMART_TEMPERATURE)
    return replace(seen, facet=replace(seen.facet, temperature=celsius))


def _memory(seen: Observation, known: Memory | None) -> Memory | None:
    ratio = _value(seen, Metric.MEMORY)
    if ratio is None or known is None or known.total is None:
        return known
    used = int(ratio * known.total)
    return replace(known, used=used, free=known.total - used)


def _file_systems(seen: Observation, root: Volume) -> tuple[FileSystem, ...]:
    ratio, total = _value(seen, Metric.DISK), root.size_gib * GIB
    if ratio is None:
        return ()
    used = int(ratio * total)
    main = FileSystem(
        device=root.device,
        mount_point=root.mount_point,
        type=root.type,
        total=total,
        used=used,
        available=total - used,
    )
    return (main,)


def _sensors(seen: Observation) -> tuple[Sensor, ...]:
    celsius = _value(seen, Metric.TEMPERATURE)
    if celsius is None:
        return ()
    share, more = _BOARD
    return Sensor("cpu_package", celsius), Sensor("board", round(celsius * share + more, 1))


def _card(seen: Observation, card: NetworkInterface) -> NetworkInterface:
    return replace(card, net_in=_value(seen, Metric.NET_IN), net_out=_value(seen, Metric.NET_OUT))


def _value(seen: Observation, metric: Metric) -> float | None:
    measured = seen.metrics.get(metric)
    return None if measured is None else measured.value
