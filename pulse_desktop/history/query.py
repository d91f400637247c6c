"""The one way to read history: some series, a window, and how many points fit.

Memory answers when it reaches back to the start of the window, else the store, topped up from
memory. Both add up the same samples in the same order, so it cannot be seen which one did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import NONE, Buckets, coarsened
from pulse_desktop.history.gap import line_of, sampling_ms
from pulse_desktop.history.held import held_readings
from pulse_desktop.history.line import Line
from pulse_desktop.history.memory import Held
from pulse_desktop.history.prune import pruned_before
from pulse_desktop.history.recorded import Recorded, recorded
from pulse_desktop.history.resolution import tier_of, width_for
from pulse_desktop.history.tier import LAST_MS, ROLLED, Tier, floor_to
from pulse_desktop.model.series import SeriesKey

_MISSED = 2
"""Sampling intervals by which memory may start after the window and still be said to cover it."""


@dataclass(frozen=True, slots=True)
class Window:
    """Instants from ``start_ms`` to ``end_ms``, both included, and the points that fit."""

    start_ms: int
    end_ms: int
    max_points: int


def query(
    handle: Handle | None,
    held: Held,
    keys: Sequence[SeriesKey],
    window: tuple[float, float],
    max_points: int,
) -> dict[SeriesKey, Line]:
    """One line a series between two epoch seconds; a series without points is absent.

    No line has more than ``max_points`` rows, gap rows included. ``handle`` is ``None`` where
    nothing is recorded on disk.
    """
    asked = window_of(window, max_points)
    if asked is None:
        return {}
    memory = held_readings(held, keys)
    found = {
        key: _from_memory(memory.get(key, NONE), asked)
        for key in keys
        if handle is None or _covers(memory.get(key, NONE), asked)
    }
    rest = [key for key in keys if key not in found]
    if handle is not None and rest:
        found |= _from_store(recorded(handle, rest, memory), memory, rest, asked)
    return {key: line for key, line in found.items() if line is not None}


def window_of(window: tuple[float, float], max_points: int) -> Window | None:
    """What is asked, in epoch seconds; ``None`` for a window that holds nothing."""
    start_ms, end_ms = (round(max(0.0, min(at_s * 1000, LAST_MS - 1))) for at_s in window)
    return Window(start_ms, end_ms, max_points) if start_ms < end_ms and max_points > 0 else None


def shared_width(
    handle: Handle | None, held: Held, keys: Sequence[SeriesKey], asked: Window
) -> int:
    """The narrowest width at which every one of ``keys`` can be answered."""
    width_ms = _width(asked)
    first_ms = floor_to(asked.start_ms, width_ms)
    memory = held_readings(held, keys)
    if handle is None or all(key in memory and memory[key].at_ms[0] <= first_ms for key in keys):
        return width_ms
    return _stored_width(handle, asked)


def points_at(
    handle: Handle | None,
    held: Held,
    keys: Sequence[SeriesKey],
    asked: Window,
    width_ms: int,
) -> dict[SeriesKey, Buckets]:
    """The buckets of ``width_ms`` of each of ``keys``; a series without points is absent."""
    memory = held_readings(held, keys)
    tier = tier_of(width_ms)
    start_ms = floor_to(asked.start_ms, width_ms)
    end_ms = floor_to(asked.end_ms, width_ms) + width_ms
    whole = {
        key
        for key in keys
        if handle is None or (key in memory and memory[key].at_ms[0] <= start_ms)
    }
    rest = [key for key in keys if key not in whole]
    found = {key: _rolled(memory.get(key, NONE), tier) for key in keys if key in whole}
    if handle is not None and rest:
        store = recorded(handle, rest, memory)
        stored = store.read(tier, start_ms, end_ms)
        for key in rest:
            known = key in store.ids
            found[key] = (
                stored.get(store.ids[key], NONE) if known else _rolled(memory.get(key, NONE), tier)
            )
    coarse = {key: coarsened(points, width_ms) for key, points in found.items()}
    inside = {
        key: points.where((points.at_ms >= start_ms) & (points.at_ms < end_ms))
        for key, points in coarse.items()
    }
    return {key: points for key, points in inside.items() if len(points)}


def _rolled(readings: Buckets, tier: Tier) -> Buckets:
    for step in ROLLED[:tier]:
        readings = coarsened(readings, step.width_ms)
    return readings


def _covers(memory: Buckets, asked: Window) -> bool:
    """Raw points may lack the first two; a bucket that began before memory did is not whole."""
    if not len(memory):
        return False
    first_ms = int(memory.at_ms[0])
    width_ms = _width(asked)
    if tier_of(width_ms) is Tier.RAW and _raw_line(memory, asked) is not None:
        return first_ms <= asked.start_ms + _MISSED * sampling_ms(memory.at_ms)
    return first_ms <= floor_to(asked.start_ms, width_ms)


def _from_memory(memory: Buckets, asked: Window) -> Line | None:
    width_ms = _width(asked)
    tier = tier_of(width_ms)
    return _line(_rolled(memory, tier), tier, width_ms, asked)


def _from_store(
    store: Recorded, memory: Mapping[SeriesKey, Buckets], keys: Sequence[SeriesKey], asked: Window
) -> dict[SeriesKey, Line | None]:
    width_ms = _stored_width(store.handle, asked)
    tier = tier_of(width_ms)
    start_ms = floor_to(asked.start_ms, width_ms)
    end_ms = floor_to(asked.end_ms, width_ms) + width_ms
    found = store.read(tier, start_ms, end_ms)
    return {
        key: _line(found.get(store.ids[key], NONE), tier, width_ms, asked)
        if key in store.ids
        else _from_memory(memory.get(key, NONE), asked)
        for key in keys
    }


def _width(asked: Window, at_least_ms: int = 0) -> int:
    return width_for(asked.start_ms, asked.end_ms, asked.max_points, at_least_ms)


def _stored_width(handle: Handle, asked: Window) -> int:
    """The narrowest width whose tier still has the whole window; else a width of days."""
    width_ms = _width(asked)
    tier = tier_of(width_ms)
    while tier is not Tier.DAY and pruned_before(handle, tier) > floor_to(asked.start_ms, width_ms):
        width_ms = _width(asked, Tier(tier + 1).width_ms)
        tier = tier_of(width_ms)
    return width_ms


def _line(points: Buckets, tier: Tier, width_ms: int, asked: Window) -> Line | None:
    """Raw points where they fit, else buckets of ``width_ms``."""
    raw = _raw_line(points, asked) if tier is Tier.RAW else None
    if raw is not None:
        return raw
    if width_ms != tier.width_ms:
        points = coarsened(points, width_ms)
    first_ms = floor_to(asked.start_ms, width_ms)
    inside = (points.at_ms >= first_ms) & (points.at_ms <= asked.end_ms)
    return line_of(points.where(inside), width_ms)


def _raw_line(points: Buckets, asked: Window) -> Line | None:
    inside = (points.at_ms >= asked.start_ms) & (points.at_ms <= asked.end_ms)
    line = line_of(points.where(inside), 0)
    return line if line is not None and len(line.at_s) <= asked.max_points else None
