"""When something that returns with the calendar happens, and since when a thing runs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.story import EPOCH, Recurring

_SHORTEST_LIFE_DAYS = 70
_MINUTES_A_DAY = 1440


def beginnings(what: Recurring, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each time that ``what`` begins in [start, end), oldest first."""
    yield from every(what.first, what.every, start, end)


def every(first: datetime, step: timedelta, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each of ``first``, ``first + step``, … that lies in [start, end), oldest first."""
    at = first + max(0, -((first - start) // step)) * step
    while at < end:
        yield at
        at += step


def started(at: datetime, *names: str) -> datetime:
    """When the thing of that name was last started: each has its own rhythm of some months."""
    days = _SHORTEST_LIFE_DAYS + number.whole(_SHORTEST_LIFE_DAYS, "life", *names)
    first = EPOCH + timedelta(minutes=number.whole(days * _MINUTES_A_DAY, "start", *names))
    life = timedelta(days=days)
    return Recurring(first, life, life).began(at)
