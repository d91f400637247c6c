"""The shape of ``…/rrddata``, and its checked decoding into buckets of one width.

A row bears the start of its bucket (pve-common ``PVE/RRD.pm`` counts up from where it begins).
What was not recorded has no key. How wide a bucket is differs by release: the rows tell it.
"""

import math
from array import array
from collections.abc import Callable, Iterable
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.platforms.proxmox.envelope import rows
from pulse_desktop.platforms.proxmox.measures import Pairs, processor, share, space
from pulse_desktop.provider.numbers import Loose, integer, number, size

Row = dict[str, Any]
Readings = Callable[[Row], Pairs]

MOST_ROWS = 4_000
"""Several times the 1 440 of any time frame; only a hostile server sends more."""

_LATEST_S = 2**40
_FLOWS = {
    "netin": Metric.NET_IN,
    "netout": Metric.NET_OUT,
    "diskread": Metric.DISK_READ,
    "diskwrite": Metric.DISK_WRITE,
}


def node(body: bytes) -> Recorded | None:
    """Of a node. Raises ``Unreadable``."""
    return _recorded(body, _of_node)


def machine(body: bytes) -> Recorded | None:
    """Of a virtual machine. Raises ``Unreadable``.

    Its memory is left out: the host counts the guest's caches and its own overhead, so that it
    would not go together with what is measured inside.
    """
    return _recorded(body, _of_machine)


def container(body: bytes) -> Recorded | None:
    """Of a container. Raises ``Unreadable``."""
    return _recorded(body, _of_container)


def storage(body: bytes) -> Recorded | None:
    """Of a storage. Raises ``Unreadable``."""
    return _recorded(body, _of_storage)


def _recorded(body: bytes, readings: Readings) -> Recorded | None:
    """In order of time; ``None`` where no two rows tell how wide a bucket is."""
    found = {at: row for row in rows(body, dict[str, Any]).rows[-MOST_ROWS:] if (at := _at(row))}
    starts = array("q", sorted(found))
    if len(starts) < 2:  # noqa: PLR2004 - one distance takes two
        return None
    averages: dict[Metric, array[float]] = {}
    for place, at in enumerate(starts):
        for metric, measured in readings(found[at]):
            if metric not in averages:
                averages[metric] = array("f", [math.nan]) * len(starts)
            averages[metric][place] = measured.value
    width_s = min(later - earlier for earlier, later in pairwise(starts))
    return Recorded(width_s=width_s, at_s=starts, averages=MappingProxyType(averages))


def _at(row: Row) -> int | None:
    at = integer(row.get("time"))
    return at if at is not None and 0 < at < _LATEST_S else None


def _of_node(row: Row) -> Pairs:
    yield from processor(row.get("cpu"))
    yield from share(Metric.MEMORY, row.get("memused"), row.get("memtotal"))
    yield from share(Metric.SWAP, row.get("swapused"), row.get("swaptotal"))
    yield from share(Metric.DISK, row.get("rootused"), row.get("roottotal"))
    yield from _flows(row, ("netin", "netout"))
    yield from _positive(Metric.LOAD1, row.get("loadavg"))


def _of_machine(row: Row) -> Pairs:
    yield from processor(row.get("cpu"))
    yield from _flows(row, _FLOWS)


def _of_container(row: Row) -> Pairs:
    """Of one that was off only its sizes were recorded, which say nothing of how it was used."""
    if number(row.get("cpu")) is None:
        return
    yield from _of_machine(row)
    yield from share(Metric.MEMORY, row.get("mem"), row.get("maxmem"))
    yield from share(Metric.DISK, row.get("disk"), row.get("maxdisk"))


def _of_storage(row: Row) -> Pairs:
    yield from space(size(row.get("used")), size(row.get("total")))


def _flows(row: Row, names: Iterable[str]) -> Pairs:
    for name in names:
        yield from _positive(_FLOWS[name], row.get(name))


def _positive(metric: Metric, value: Loose) -> Pairs:
    found = number(value)
    if found is not None and found >= 0:
        yield metric, Measurement(float(found))
