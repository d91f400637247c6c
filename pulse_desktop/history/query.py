"""The one way to read lines of history: some series, a window, and how many points fit.

Memory answers when it reaches back to the start of the window, else the store, topped up from
memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import NONE, Buckets
from pulse_desktop.history.gap import line_of, sampling_ms
from pulse_desktop.history.held import held_readings
from pulse_desktop.history.imported import imported
from pulse_desktop.history.line import Line
from pulse_desktop.history.memory import Held
from pulse_desktop.history.mixture import Ingredients, Mixture
from pulse_desktop.history.resolution import tier_of
from pulse_desktop.history.source import Source
from pulse_desktop.history.tier import MINUTE_MS, Tier
from pulse_desktop.history.window import Window, window_of
from pulse_desktop.model.series import SeriesKey

_MISSED = 2
"""Sampling intervals by which memory may start after the window and still be said to cover it."""

_MOST_MISSED_MS = 30 * MINUTE_MS
"""They are not looked for beyond this: where polls are that rare, the store answers."""


def query(
    handle: Handle | None,
    held: Held,
    keys: Sequence[SeriesKey],
    window: tuple[float, float],
    max_points: int,
) -> dict[SeriesKey, Line]:
    """One line a series between two epoch seconds; a series without points is absent.

    No line has more than ``max_points`` rows, gap rows included. ``handle`` is ``None`` where
    nothing is recorded on disk. Runs on a reader's thread.
    """
    asked = window_of(window, max_points)
    if asked is None:
        return {}
    source = Source(handle, held)
    found = _nearly_whole(source, keys, asked)
    rest = [key for key in keys if key not in found]
    return found | _lines(source, rest, asked) if rest else found


def _lines(source: Source, keys: Sequence[SeriesKey], asked: Window) -> dict[SeriesKey, Line]:
    width_ms = source.width_ms(asked)
    search = _Search(source, asked.span_of(width_ms), tier_of(width_ms))
    own = source.finest(keys, search.span, search.tier)
    found = {key: Ingredients(points) for key, points in own.items()}
    open_keys = [key for key in keys if search.may_want_more(own.get(key, NONE), asked)]
    found |= search.with_imported(own, open_keys)
    lines = {key: _line(one, search.tier, width_ms, asked) for key, one in found.items()}
    return {key: line for key, line in lines.items() if line is not None}


@dataclass(frozen=True, slots=True)
class _Search:
    """Where the points of a window's lines are looked for."""

    source: Source
    span: tuple[int, int]
    tier: Tier

    def may_want_more(self, own: Buckets, asked: Window) -> bool:
        """Whether imported points may be missing beside own ones.

        The store is asked anyway; where memory answers, most lines need nothing else.
        """
        return not self.source.reaches(self.span) or _has_room(own, asked)

    def with_imported(
        self, own: Mapping[SeriesKey, Buckets], keys: Sequence[SeriesKey]
    ) -> dict[SeriesKey, Ingredients]:
        """The series of ``keys`` of which something was imported."""
        if self.source.handle is None or not keys:
            return {}
        found = imported(self.source.handle, keys, *self.span)
        end_ms = max((part.end_ms for parts in found.values() for part in parts), default=0)
        after = (self.span[1], end_ms)
        beyond = self.source.finest(tuple(found), after, self.tier) if after[0] < after[1] else {}
        return {
            key: Ingredients(own.get(key, NONE), parts, beyond.get(key, NONE))
            for key, parts in found.items()
        }


def _has_room(own: Buckets, asked: Window) -> bool:
    """Whether own points leave a part of the window open."""
    if not len(own):
        return True
    instants = np.concatenate([[asked.start_ms], own.at_ms, [asked.end_ms]])
    return bool(np.diff(instants).max() > _MISSED * sampling_ms(own.at_ms))


def _nearly_whole(
    source: Source, keys: Sequence[SeriesKey], asked: Window
) -> dict[SeriesKey, Line]:
    """Lines of readings that begin with this run, two polls late, which is no reason to read.

    A bucket that began before memory did is not whole, so this is for readings only.
    """
    held, late_ms = source.held, source.held.since_ms - asked.start_ms
    is_raw = tier_of(asked.width_ms()) is Tier.RAW
    if not (held.is_whole and is_raw and 0 < late_ms <= _MOST_MISSED_MS):
        return {}
    found: dict[SeriesKey, Line] = {}
    readings = held_readings(held, keys, asked.start_ms, asked.end_ms + 1)
    for key, points in readings.items():
        line = _raw_line(Mixture(points), asked)
        if line is not None and not _has_room(points, asked):
            found[key] = line
    return found


def _line(found: Ingredients, tier: Tier, width_ms: int, asked: Window) -> Line | None:
    """Raw points where they fit, else buckets of ``width_ms``."""
    if tier is Tier.RAW:
        whole = found.mixed(0, 0)
        at_ms = whole.points.at_ms
        inside = (at_ms >= asked.start_ms) & (at_ms <= asked.end_ms)
        if not inside.any():
            return None
        raw = _raw_line(whole.where(inside), asked)
        if raw is not None:
            return raw
    whole = found.mixed(tier.width_ms, width_ms)
    return line_of(whole, width_ms)


def _raw_line(readings: Mixture, asked: Window) -> Line | None:
    if len(readings.points) > asked.max_points:
        return None
    line = line_of(readings, 0)
    return line if line is not None and len(line.at_s) <= asked.max_points else None
