"""How the time axis writes instants, in one time zone. English unless it is told otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

_SECONDS_BELOW_S = 2 * 3600.0
_YEARS_FROM_S = 300 * 86_400.0
"""Lengths of a window from which on, or below which, more is told."""

Spelled = Callable[[datetime], str]
"""A local date and time, in short."""


def _clock(at: datetime) -> str:
    return at.strftime("%H:%M")


def _seconds(at: datetime) -> str:
    return at.strftime("%H:%M:%S")


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b}"


def _month(at: datetime) -> str:
    return at.strftime("%b")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpelling:
    """Time zone and short forms. Years are written in figures everywhere."""

    zone: tzinfo | None = None
    """``None`` for the computer's own."""

    clock: Spelled = _clock
    """``21:42``."""

    seconds: Spelled = _seconds
    """``21:42:10``."""

    day: Spelled = _day
    """``5 May``."""

    month: Spelled = _month
    """``May``."""

    def local(self, at_s: float) -> datetime:
        """What clocks show at an instant."""
        return datetime.fromtimestamp(at_s, self.zone)

    def instant(self, local: datetime) -> float:
        """When clocks show ``local``, the first time they do; epoch seconds.

        What they skip when they are put forward is the instant at which they are.
        """
        return local.replace(tzinfo=self.zone).timestamp()


def spelled(at_s: float, length_s: float, spelling: TimeSpelling) -> str:
    """An instant on an axis of that length, as exactly as can be told on it."""
    return f"{_date(at_s, length_s, spelling)} {_time(at_s, length_s, spelling)}"


def spelled_span(span_s: tuple[float, float], length_s: float, spelling: TimeSpelling) -> str:
    """Two instants; the day once where it is the same."""
    start_s, end_s = span_s
    is_one_day = spelling.local(start_s).date() == spelling.local(end_s).date()
    last = _time if is_one_day else spelled
    return f"{spelled(start_s, length_s, spelling)} – {last(end_s, length_s, spelling)}"


def _date(at_s: float, length_s: float, spelling: TimeSpelling) -> str:
    local = spelling.local(at_s)
    day = spelling.day(local)
    return f"{day} {local.year}" if length_s >= _YEARS_FROM_S else day


def _time(at_s: float, length_s: float, spelling: TimeSpelling) -> str:
    local = spelling.local(at_s)
    return spelling.seconds(local) if length_s < _SECONDS_BELOW_S else spelling.clock(local)
