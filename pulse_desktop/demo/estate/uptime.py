"""Since when a machine runs: each restarts for updates in a night of its own, now and then."""

from datetime import UTC, datetime, timedelta
from functools import cache

from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.story import Recurring

_SUNDAY = datetime(2025, 1, 5, 3, tzinfo=UTC)
_RARELY = 13
"""Weeks between two restarts at least, and how many more there can be."""


def started(name: str, at: datetime) -> datetime:
    """When that machine was last started by ``at``: some Sunday between three and five."""
    return _restarts(name).began(at)


@cache
def _restarts(name: str) -> Recurring:
    weeks = _RARELY + whole(_RARELY, "restarts", name)
    offset = timedelta(
        weeks=whole(weeks, "first restart", name), seconds=whole(7200, "restart", name)
    )
    return Recurring(_SUNDAY + offset, timedelta(weeks=weeks), timedelta())


def seconds_since(start: datetime, at: datetime) -> int:
    """Whole seconds for which something runs that was started then."""
    return int((at - start).total_seconds())
