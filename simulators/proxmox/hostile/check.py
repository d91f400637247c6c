"""What no snapshot may have in it, whatever it was made of."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from itertools import pairwise

from pulse_desktop.model.metric import Unit
from pulse_desktop.model.text import Text

_LARGEST = 2**66
"""Sums of a few 64-bit counters stay below."""

_SIZES = frozenset(
    {
        *("used", "total", "available", "free", "size", "size_bytes", "bytes", "swap_used"),
        *("swap_total", "balloon", "uptime", "cpus", "cores", "sockets"),
        *("capacity", "vmid", "count", "pending_updates", "power_on_hours"),
    }
)
_COUNTED = ("_count", "_bytes", "_errors", "_hours", "_cycles", "_sectors", "_total", "_used")
_HUNDREDTHS = frozenset({"wearout", "available_spare", "fragmentation"})


def faults(snapshot):
    """Each as a line; none where it is sound."""
    yield from within("snapshot", snapshot)
    for seen in snapshot.observations:
        for metric, measured in seen.metrics.items():
            if not _is_possible(metric, measured.value):
                yield f"{seen.native_id}: {metric} is {measured.value}"
            if None not in (measured.used, measured.total) and measured.used > measured.total:
                yield f"{seen.native_id}: {metric} of {measured.used} in {measured.total}"
    for each in snapshot.earlier:
        yield from _of_graph(each.subject, each.recorded)


def within(path, value, name=""):
    """Numbers that cannot be, words that cannot be written, times of nowhere."""
    kind = type(value)
    if value is None or kind is bool:
        return
    if kind is str:
        yield from () if _is_writable(value) else (f"{path} is {value!r}",)
    elif kind is int or kind is float:
        yield from () if _is_sound(name, value) else (f"{path} is {value}",)
    elif kind is datetime:
        yield from () if value.tzinfo is not None else (f"{path} has no zone",)
    elif kind is Text:
        yield from within(f"{path}.text", str(value))
    elif not isinstance(value, Enum | str):
        for label, key, part in _parts(name, value):
            yield from within(f"{path}{label}", part, key)


def _of_graph(subject, recorded):
    if recorded.width_s <= 0 or any(a >= b for a, b in pairwise(recorded.at_s)):
        yield f"{subject}: a graph that does not go on"
    for metric, averages in recorded.averages.items():
        wrong = (a for a in averages if not math.isnan(a) and not _is_possible(metric, a))
        yield from (f"{subject}: {metric} was {each}" for each in wrong)


def _is_possible(metric, value):
    if not math.isfinite(value) or (value < 0 and metric.unit is not Unit.CELSIUS):
        return False
    return value <= 1 if metric.unit is Unit.RATIO else value < _LARGEST


def _is_writable(text):
    """To a file, a terminal, or the database."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_sound(name, value):
    if not math.isfinite(value):
        return False
    if name in _HUNDREDTHS:
        return 0 <= value <= 100
    is_size = name in _SIZES or name.endswith(_COUNTED)
    return not is_size or 0 <= value < _LARGEST


def _parts(name, value):
    """How each part is written, its name, and itself."""
    if isinstance(value, tuple | list):
        return ((f"[{at}]", name, part) for at, part in enumerate(value))
    if isinstance(value, Mapping):
        return ((f"[{key}]", str(key), part) for key, part in value.items())
    if is_dataclass(value):
        return ((f".{key}", key, getattr(value, key)) for key in _names(type(value)))
    return ()


@cache
def _names(kind):
    return tuple(each.name for each in fields(kind))
