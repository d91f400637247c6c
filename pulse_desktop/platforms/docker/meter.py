"""Counters of containers turned into use: own deltas, since one-shot statistics have none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.wire import MemoryStats, Stats, instant
from pulse_desktop.provider.numbers import Loose, number, size
from pulse_desktop.provider.rates import Rates

_NANOSECONDS = 1e9

_LEAST_S = 1.0
"""The system counter moves in steps of 10 ms, so closer readings give values that jump."""

_CPU = mark("Docker", "from the container's CPU time, as a share of the host")
_MEMORY = mark("Docker", "usage without inactive file cache, as docker stats counts it")
_HOST_NETWORK = "host"
_SHARED_NETWORK = "container:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What there is to use, and who counts."""

    cpus: int | None
    memory_bytes: int | None
    is_podman: bool = False


@dataclass(frozen=True, slots=True)
class CpuReading:
    """Cumulative times of one container at one instant."""

    at_s: float
    total_ns: float
    system_ns: float | None
    """Of the whole host; Podman leaves idle time out of it, so it is useless there."""

    online: int | None


class Meter:
    """The last counters of each container. Used by one poll at a time."""

    def __init__(self) -> None:
        self._cpu: dict[str, CpuReading] = {}
        self._rates = Rates()

    def measure(
        self, container: str, stats: Stats, network_mode: str, capacity: Capacity
    ) -> Mapping[Metric, Measurement]:
        """What can be told now; a rate needs an earlier reading."""
        read_at = instant(stats.read)
        if read_at is None:
            return {}
        at_s = read_at.timestamp()
        flows = {**_network(stats, network_mode), **_blocks(stats)}
        found: dict[Metric, Measurement | None] = {
            metric: _measured(self._rates.rate((container, metric), value, at_s))
            for metric, value in flows.items()
        }
        found[Metric.CPU] = self._cpu_share(container, stats, at_s, capacity)
        found[Metric.MEMORY] = _memory(stats.memory_stats, capacity.memory_bytes)
        return {metric: value for metric, value in found.items() if value is not None}

    def keep_only(self, containers: Collection[str]) -> None:
        """Forget containers that are gone or stopped."""
        self._cpu = {c: reading for c, reading in self._cpu.items() if c in containers}
        self._rates.keep_only({(c, m) for c in containers for m in _FLOWS})

    def _cpu_share(
        self, container: str, stats: Stats, at_s: float, capacity: Capacity
    ) -> Measurement | None:
        now = _cpu_reading(stats, at_s)
        if now is None:
            return None
        before = self._cpu.get(container)
        if before is not None and 0 <= now.at_s - before.at_s < _LEAST_S:
            return None
        self._cpu[container] = now
        if before is None or not capacity.cpus:
            return None
        cores = busy_cores(before, now, capacity)
        return None if cores is None else Measurement(min(cores / capacity.cpus, 1.0), origin=_CPU)


_FLOWS = (Metric.NET_IN, Metric.NET_OUT, Metric.DISK_READ, Metric.DISK_WRITE)


def busy_cores(before: CpuReading, now: CpuReading, capacity: Capacity) -> float | None:
    """Processors kept busy on average between two readings; ``None`` when time stood still.

    Docker's own formula, and wall-clock time where the host's counter is missing, did not move
    or cannot be believed. A counter that went backwards belongs to a new start.
    """
    grown = now.total_ns - before.total_ns
    used_ns = grown if grown >= 0 else now.total_ns
    online = now.online or before.online or capacity.cpus
    if now.system_ns is not None and before.system_ns is not None and not capacity.is_podman:
        passed_ns = now.system_ns - before.system_ns
        if passed_ns > 0 and online:
            return used_ns / passed_ns * online
    elapsed_ns = (now.at_s - before.at_s) * _NANOSECONDS
    return used_ns / elapsed_ns if elapsed_ns > 0 else None


def _cpu_reading(stats: Stats, at_s: float) -> CpuReading | None:
    cpu = stats.cpu_stats
    if cpu is None or cpu.cpu_usage is None:
        return None
    total = _counter(cpu.cpu_usage.total_usage)
    if total is None:
        return None
    online = size(cpu.online_cpus) or len(cpu.cpu_usage.percpu_usage or ()) or None
    return CpuReading(at_s, total, _counter(cpu.system_cpu_usage), online)


def _memory(memory: MemoryStats | None, host_bytes: int | None) -> Measurement | None:
    usage = size(memory.usage) if memory is not None else None
    if memory is None or usage is None:
        return None
    used = usage - _cache(memory.stats or {}, usage)
    limits = [limit for limit in (size(memory.limit), host_bytes) if limit]
    if not limits:
        return None
    limit = min(limits)
    return Measurement(min(used / limit, 1.0), used, limit, origin=_MEMORY)


def _cache(details: Mapping[str, Loose], usage: int) -> int:
    """Inactive file pages: cgroup v1's name for them, then v2's (docker/cli ``stats_helpers``)."""
    for name in ("total_inactive_file", "inactive_file"):
        found = size(details.get(name))
        if found is not None and found < usage:
            return found
    return 0


def _network(stats: Stats, mode: str) -> Mapping[Metric, float | None]:
    """Bytes since the start. Absent for a namespace that is not the container's own."""
    cards = [card for card in (stats.networks or {}).values() if card is not None]
    if not cards or mode.startswith(_SHARED_NETWORK):
        return {}
    received = _sum([_counter(card.rx_bytes) for card in cards])
    sent = _sum([_counter(card.tx_bytes) for card in cards])
    if mode == _HOST_NETWORK and not received and not sent:
        return {}
    return {Metric.NET_IN: received, Metric.NET_OUT: sent}


def _blocks(stats: Stats) -> Mapping[Metric, float | None]:
    entries = (stats.blkio_stats.io_service_bytes_recursive or []) if stats.blkio_stats else []
    return {
        metric: _sum([_counter(e.value) for e in entries if e.op.lower() == operation])
        for metric, operation in ((Metric.DISK_READ, "read"), (Metric.DISK_WRITE, "write"))
    }


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _counter(value: Loose) -> float | None:
    found = number(value)
    return float(found) if found is not None and found >= 0 else None


def _measured(value: float | None) -> Measurement | None:
    return None if value is None else Measurement(value)
