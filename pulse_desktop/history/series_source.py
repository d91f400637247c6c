"""Series that somebody else answers for: whoever can tell any of their readings at any time.

What is asked of one is asked as of the store, and by the same rules: a window, and how many
points fit. Nothing of it is read from memory or disk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pulse_desktop.history.buckets import Buckets
from pulse_desktop.history.gap import line_of
from pulse_desktop.history.grid import NO_GRID, Grid, grid_of
from pulse_desktop.history.line import Line
from pulse_desktop.history.mixture import Mixture
from pulse_desktop.history.tier import floor_to
from pulse_desktop.history.window import Window, window_of
from pulse_desktop.model.series import SeriesKey


@dataclass(frozen=True, slots=True)
class Extent:
    """From when to when there are readings, and how far apart they lie."""

    interval_ms: int
    """Readings lie on the UTC multiples of it."""

    since_ms: int
    """The first one."""

    until_ms: int
    """The last one."""

    def clipped(self, span: tuple[int, int], width_ms: int) -> tuple[int, int]:
        """The part of [start, end) that can be told: whole buckets, but for the one under way."""
        start_ms = max(span[0], floor_to(self.since_ms, width_ms))
        return start_ms, max(start_ms, min(span[1], self.until_ms + 1))


class SeriesSource(Protocol):
    """Whoever answers. May be asked from any thread, several at once."""

    def extent(self) -> Extent:
        """What can be told at this moment."""
        ...

    def buckets(
        self, keys: Sequence[SeriesKey], span: tuple[int, int], width_ms: int
    ) -> Mapping[SeriesKey, Buckets]:
        """Buckets that begin in [start, end), whole but for the one under way.

        ``width_ms`` is a multiple of the interval, and start one of it. A bucket's mean is what
        was read at its start, or first in it. Buckets in which nothing was measured are left
        out, and series that have none or are not known.
        """
        ...


def lines_of(
    source: SeriesSource, keys: Sequence[SeriesKey], window: tuple[float, float], max_points: int
) -> dict[SeriesKey, Line]:
    """As ``query``: readings where they fit, else the narrowest buckets that do."""
    asked = window_of(window, max_points)
    if asked is None:
        return {}
    extent = source.extent()
    width_ms = _width_ms(asked, extent)
    span, shown_ms = asked.span_of(width_ms), width_ms
    if width_ms == extent.interval_ms:
        span, shown_ms = (_next_reading(asked.start_ms, width_ms), asked.end_ms + 1), 0
    found = source.buckets(keys, extent.clipped(span, width_ms), width_ms)
    lines = {key: line_of(Mixture(points), shown_ms) for key, points in found.items()}
    return {key: line for key, line in lines.items() if line is not None}


def grid_over(
    source: SeriesSource, keys: Sequence[SeriesKey], window: tuple[float, float], columns: int
) -> Grid:
    """As ``query_grid``."""
    asked = window_of(window, columns)
    if asked is None:
        return NO_GRID
    extent = source.extent()
    width_ms = _width_ms(asked, extent)
    span = asked.span_of(width_ms)
    found = source.buckets(keys, extent.clipped(span, width_ms), width_ms)
    return grid_of(keys, found, width_ms, span, width_ms)


def _width_ms(asked: Window, extent: Extent) -> int:
    """The narrowest width that fits and of which every bucket has the same number of readings."""
    width_ms = asked.width_ms(extent.interval_ms)
    while width_ms % extent.interval_ms:
        width_ms = asked.width_ms(width_ms + 1)
    return width_ms


def _next_reading(at_ms: int, interval_ms: int) -> int:
    return -(-at_ms // interval_ms) * interval_ms
