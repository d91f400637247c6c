"""How many requests a session makes: as it turned out, and as its plan lets expect."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.closer.notes import Notes
from pulse_desktop.platforms.proxmox.ve.closer.subjects import Subjects

_WINDOW = timedelta(minutes=10)
_SHORTEST = timedelta(minutes=1)
"""Over less the first look at everything would pass for what goes on all the time."""

_A_POLL = 2
"""The lists of resources and of nodes."""

_AN_AGENT = 2.0
"""A minute: its file systems and its memory."""


class Meter:
    """Over the last ten minutes."""

    def __init__(self) -> None:
        self._readings: deque[tuple[datetime, int]] = deque()

    def per_minute(self, total: int, at: datetime) -> int | None:
        """Take a reading of all requests so far. ``None`` while there is too little to tell."""
        self._readings.append((at, total))
        while len(self._readings) > 1 and self._readings[1][0] <= at - _WINDOW:
            self._readings.popleft()
        since, before = self._readings[0]
        if at - since < _SHORTEST:
            return None
        return round((total - before) / ((at - since) / timedelta(minutes=1)))


def expected(
    interval_s: float, wanted: Subjects, notes: Notes, errands: Iterable[Errand[Any]], pace: float
) -> int:
    """Requests a minute once everything was read a first time."""
    machines = sum(bool(each) for each in wanted.values())
    polls = (_A_POLL + len(wanted) + machines) * 60 / interval_s
    agents = _AN_AGENT * sum(bool(each.has_agent) for each in notes.machines.values())
    rounds = sum(
        timedelta(minutes=1) / (errand.question.every * pace)
        for errand in errands
        if not errand.question.is_passing
    )
    return round(polls + agents + rounds)
