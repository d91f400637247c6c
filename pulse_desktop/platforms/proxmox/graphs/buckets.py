"""Rows of a graph, and their checked decoding into buckets of one width.

A row bears the start of its bucket (pve-common ``PVE/RRD.pm`` counts up from where it begins, and
so does proxmox-backup ``src/api2/node/rrd.rs``). What was not recorded has no key. How wide a
bucket is differs by release: the rows tell it.
"""

import math
from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.platforms.proxmox.envelope import rows
from pulse_desktop.platforms.proxmox.measures import Pairs, processor, share
from pulse_desktop.provider.numbers import Loose, integer, number

Row = dict[str, Any]
Readings = Callable[[Row], Pairs]

MOST_ROWS = 4_000
"""Several times the 1 460 of any time frame; only a hostile server sends more."""

_LATEST_S = 2**40
_NET = {"netin": Metric.NET_IN, "netout": Metric.NET_OUT}


def recorded(body: bytes, readings: Readings) -> Recorded | None:
    """In order of time; ``None`` where no two rows tell how wide a bucket is.

    Raises:
        Unreadable: It is no listing.
    """
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


def of_machine(row: Row) -> Pairs:
    """What is told alike of every machine that a product runs on."""
    yield from processor(row.get("cpu"))
    yield from share(Metric.MEMORY, row.get("memused"), row.get("memtotal"))
    yield from share(Metric.SWAP, row.get("swapused"), row.get("swaptotal"))
    yield from flows(row, _NET)
    yield from _positive(Metric.LOAD1, row.get("loadavg"))


def flows(row: Row, metrics: Mapping[str, Metric]) -> Pairs:
    """Rates in bytes a second, by the key that tells each."""
    for name, metric in metrics.items():
        yield from _positive(metric, row.get(name))


def _positive(metric: Metric, value: Loose) -> Iterator[tuple[Metric, Measurement]]:
    found = number(value)
    if found is not None and found >= 0:
        yield metric, Measurement(float(found))


def _at(row: Row) -> int | None:
    at = integer(row.get("time"))
    return at if at is not None and 0 < at < _LATEST_S else None
