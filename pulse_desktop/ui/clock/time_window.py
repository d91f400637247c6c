"""Which stretch of time is looked at, and the way back out of a zoom. Pure: no Qt, no clock."""

from dataclasses import dataclass, replace
from enum import StrEnum

_MINUTE_S = 60.0
_HOUR_S = 60 * _MINUTE_S
_DAY_S = 24 * _HOUR_S

SHORTEST_S = _MINUTE_S
LONGEST_S = 100 * 365.25 * _DAY_S

_ROUNDING_S = 0.001
"""Epoch seconds as floats are exact to less than a microsecond."""

_DEEPEST = 50
"""Zooms that can be stepped back out of."""


class Range(StrEnum):
    """The ranges that are offered, as the command line spells them."""

    MINUTES_15 = "15m"
    HOUR = "1h"
    HOURS_6 = "6h"
    HOURS_12 = "12h"
    DAY = "24h"
    WEEK = "7d"
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    YEAR = "1y"
    ALL = "all"

    @property
    def length_s(self) -> float | None:
        """``None`` for everything that was recorded."""
        return _LENGTHS_S[self]


_LENGTHS_S: dict[Range, float | None] = {
    Range.MINUTES_15: 15 * _MINUTE_S,
    Range.HOUR: _HOUR_S,
    Range.HOURS_6: 6 * _HOUR_S,
    Range.HOURS_12: 12 * _HOUR_S,
    Range.DAY: _DAY_S,
    Range.WEEK: 7 * _DAY_S,
    Range.DAYS_30: 30 * _DAY_S,
    Range.DAYS_90: 90 * _DAY_S,
    Range.YEAR: 365.25 * _DAY_S,
    Range.ALL: None,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one instant to a later one, epoch seconds."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """How long it is."""
        return self.end_s - self.start_s

    @property
    def middle_s(self) -> float:
        """The instant half way."""
        return self.start_s + self.length_s / 2


@dataclass(frozen=True, slots=True)
class Present:
    """What a window that goes on with time, or that shows everything, is worked out from."""

    now_s: float
    since_s: float | None
    """The oldest instant that was recorded; ``None`` while nothing was."""


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A range that ends now, or a fixed stretch; with the windows that were zoomed out of view."""

    length_s: float | None = _LENGTHS_S[Range.DAY]
    """``None`` for everything that was recorded. Without meaning while ``fixed``."""

    fixed: Stretch | None = None
    """``None`` while the window goes on with time."""

    outer: tuple["TimeWindow", ...] = ()
    """Where *Back* leads, the last one first reached."""

    @property
    def is_live(self) -> bool:
        """Whether the window ends now."""
        return self.fixed is None

    @property
    def range(self) -> Range | None:
        """The offered range that this is; ``None`` for any other length or a fixed stretch."""
        if self.fixed is not None:
            return None
        if self.length_s is None:
            return Range.ALL
        return next((one for one in Range if _is_length(one.length_s, self.length_s)), None)

    def stretch(self, present: Present) -> Stretch:
        """What is shown at the present moment."""
        if self.fixed is not None:
            return self.fixed
        if self.length_s is not None:
            return Stretch(max(0.0, present.now_s - self.length_s), present.now_s)
        recorded_s = SHORTEST_S if present.since_s is None else present.now_s - present.since_s
        return Stretch(present.now_s - max(SHORTEST_S, recorded_s), present.now_s)

    def ranged(self, chosen: Range) -> "TimeWindow":
        """One of the offered ranges, up to now."""
        return TimeWindow(chosen.length_s)

    def live(self) -> "TimeWindow":
        """Up to now again: as long as the outermost window was, or as a fixed stretch is long."""
        first = self.outer[0] if self.outer else self
        if first.fixed is None:
            return TimeWindow(first.length_s)
        return TimeWindow(first.fixed.length_s)

    def fixed_to(self, start_s: float, end_s: float) -> "TimeWindow":
        """A stretch that the user named, in either order."""
        return TimeWindow(self.length_s, _within(*sorted((start_s, end_s))))

    def zoomed(self, start_s: float, end_s: float) -> "TimeWindow":
        """A part of what is shown, with the way back."""
        wanted = _within(*sorted((start_s, end_s)))
        if wanted == self.fixed:
            return self
        first, *others = (*self.outer, replace(self, outer=()))
        return TimeWindow(self.length_s, wanted, (first, *others[1 - _DEEPEST :]))

    def back(self) -> "TimeWindow":
        """Out of the last zoom; itself where there was none."""
        if not self.outer:
            return self
        return replace(self.outer[-1], outer=self.outer[:-1])

    def shifted(self, halves: int, present: Present) -> "TimeWindow":
        """Half a window later (or earlier, for -1); the end never goes beyond now."""
        shown = self.stretch(present)
        by_s = min(halves * shown.length_s / 2, max(0.0, present.now_s - shown.end_s))
        if halves > 0 and (self.is_live or shown.end_s + by_s >= present.now_s):
            return self.live() if self.outer == () else TimeWindow(shown.length_s)
        by_s = max(by_s, -shown.start_s)
        return replace(self, fixed=Stretch(shown.start_s + by_s, shown.end_s + by_s))

    def scaled(self, factor: float, present: Present) -> "TimeWindow":
        """``factor`` times as long: around the middle, or up to now while it goes on with time."""
        shown = self.stretch(present)
        length_s = min(max(shown.length_s * factor, SHORTEST_S), LONGEST_S)
        if self.is_live:
            return TimeWindow(length_s)
        end_s = min(shown.middle_s + length_s / 2, max(present.now_s, shown.end_s))
        return replace(self, fixed=Stretch(max(0.0, end_s - length_s), end_s))


def _is_length(offered_s: float | None, length_s: float) -> bool:
    """Whether they are the same but for what subtracting two instants rounds away."""
    return offered_s is not None and abs(offered_s - length_s) < _ROUNDING_S


def _within(start_s: float, end_s: float) -> Stretch:
    """Never shorter than the shortest window, nor before 1970."""
    start_s = max(0.0, start_s)
    missing_s = SHORTEST_S - (end_s - start_s)
    if missing_s > 0:
        start_s, end_s = max(0.0, start_s - missing_s / 2), end_s + missing_s / 2
    return Stretch(start_s, min(end_s, start_s + LONGEST_S))
