"""When something that returns with the calendar happens within a span of time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pulse_desktop.demo.story import Recurring


def beginnings(what: Recurring, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each time that ``what`` begins in [start, end), oldest first."""
    yield from every(what.first, what.every, start, end)


def every(first: datetime, step: timedelta, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each of ``first``, ``first + step``, … that lies in [start, end), oldest first."""
    at = first + max(0, -((first - start) // step)) * step
    while at < end:
        yield at
        at += step
