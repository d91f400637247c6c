"""What no snapshot may have in it, whatever it was made of."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from pulse_desktop.model.metric import Unit

_LARGEST = 2**66
"""Sums of a few 64-bit counters stay below."""

_SIZES = frozenset(
    {
        *("used", "total", "available", "free", "size", "size_bytes", "bytes", "swap_used"),
        *("swap_total", "balloon", "uptime", "cpus", "cores", "sockets"),
        *("capacity", "vmid", "count", "pending_updates", "power_on_hours"),
    }
)


def faults(snapshot):
    """Each as a line; none where it is sound."""
    yield from _walk("snapshot", "", snapshot)
    for seen in snapshot.observations:
        for metric, measured in seen.metrics.items():
            if not _is_within(metric, measured.value):
                yield f"{seen.name}: {metric} is {measured.value}"


def _is_within(metric, value):
    if not math.isfinite(value) or (value < 0 and metric.unit is not Unit.CELSIUS):
        return False
    return value <= 1 if metric.unit is Unit.RATIO else value < _LARGEST


def _walk(path, name, value):
    if isinstance(value, bool | str | Enum) or value is None:
        return
    if isinstance(value, int | float):
        is_size = name in _SIZES
        if not math.isfinite(value) or (is_size and not 0 <= value < _LARGEST):
            yield f"{path} is {value}"
        return
    for label, key, part in _parts(name, value):
        yield from _walk(f"{path}{label}", key, part)


def _parts(name, value):
    """How each part is written, its name, and itself."""
    if is_dataclass(value):
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        return ((f".{key}", key, part) for key, part in named)
    if isinstance(value, Mapping):
        return ((f"[{key}]", str(key), part) for key, part in value.items())
    if isinstance(value, tuple):
        return ((f"[{at}]", name, part) for at, part in enumerate(value))
    return ()
