"""Readings made from a row's numbers. What was not given, or makes no sense, is absent."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.text import Text
from pulse_desktop.provider.numbers import Loose, number, size

Pairs = Iterator[tuple[Metric, Measurement]]


def collected(*groups: Pairs) -> Mapping[Metric, Measurement]:
    """All readings of one thing."""
    return MappingProxyType(dict(pair for group in groups for pair in group))


def processor(cpu: Loose) -> Pairs:
    """A fraction of all processors. A little more than all of them is all of them."""
    ratio = number(cpu)
    if ratio is not None and ratio >= 0:
        yield Metric.CPU, Measurement(min(float(ratio), 1.0))


def share(metric: Metric, used: Loose, total: Loose, origin: Text | None = None) -> Pairs:
    """``used`` of ``total`` bytes as a ratio; nothing of nothing is unknown."""
    used_bytes, total_bytes = size(used), size(total)
    if used_bytes is None or not total_bytes:
        return
    used_bytes = min(used_bytes, total_bytes)
    ratio = used_bytes / total_bytes
    yield metric, Measurement(ratio, used=used_bytes, total=total_bytes, origin=origin)


def flows(rates: Mapping[Metric, float]) -> Pairs:
    """Rates in bytes a second."""
    for metric, rate in rates.items():
        yield metric, Measurement(rate)


def space(used: int | None, total: int | None) -> Pairs:
    """The four readings of a storage. One that reports no size at all is not measured."""
    if used is None or not total:
        return
    used = min(used, total)
    yield Metric.USAGE, Measurement(used / total, used=used, total=total)
    yield Metric.USED, Measurement(float(used))
    yield Metric.TOTAL, Measurement(float(total))
    yield Metric.AVAILABLE, Measurement(float(total - used))
