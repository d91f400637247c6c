"""When a server was started, worked out from its uptime and kept still from poll to poll."""

from datetime import datetime, timedelta

_SAME_BOOT = timedelta(seconds=60)
"""An uptime in whole seconds, and the time that an answer takes, move the result about."""


class Boot:
    """Of one server."""

    def __init__(self) -> None:
        self._at: datetime | None = None

    def at(self, uptime_s: int | None, now: datetime) -> datetime | None:
        """The same instant for as long as it runs; ``None`` where the uptime is not told."""
        if not uptime_s:
            return None
        started = _before(now, uptime_s)
        if self._at is None or started is None or abs(started - self._at) >= _SAME_BOOT:
            self._at = started
        return self._at


def _before(now: datetime, uptime_s: int) -> datetime | None:
    try:
        return now - timedelta(seconds=uptime_s)
    except OverflowError:
        return None
