"""How the time axis writes instants, in one time zone. English unless it is told otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

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
