"""What has happened at a site, told in parts that no window notices."""

from datetime import datetime, timedelta

from pulse_desktop.demo.grid import past_begins
from pulse_desktop.demo.thing import Site
from pulse_desktop.model.snapshot import Activity

_SLICE = timedelta(days=1)
_ENOUGH = 250
"""Activities told at once: more would hold up the window."""


class Chronicle:
    """News at once, and of the past day after day, the newest first."""

    def __init__(self, site: Site, at: datetime) -> None:
        self._site = site
        self._told_until = self._owed_until = at
        self._begins = past_begins(at)

    @property
    def owes(self) -> bool:
        """Whether something of the past was not told yet."""
        return self._owed_until > self._begins

    def told_by(self, at: datetime) -> tuple[Activity, ...]:
        """What happened before ``at`` and was not told yet, or the next part of it."""
        told = list(self._site.happenings(self._told_until, at)) if at > self._told_until else []
        self._told_until = max(self._told_until, at)
        while self.owes and len(told) < _ENOUGH:
            start = max(self._begins, self._owed_until - _SLICE)
            told += self._site.happenings(start, self._owed_until)
            self._owed_until = start
        return tuple(told)
