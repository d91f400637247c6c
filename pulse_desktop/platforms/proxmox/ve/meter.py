"""How many requests a session makes: as it turned out, and as its plan lets expect."""

import math
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pulse_desktop.model.errors import Category
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.rounds import EARLY, REFUSED_FOR
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes, Notes
from pulse_desktop.platforms.proxmox.ve.closer.subjects import Subject, Subjects
from pulse_desktop.platforms.proxmox.ve.closer.visits import pauses

_WINDOW = timedelta(minutes=10)
_MINUTE = timedelta(minutes=1)
_SHORTEST = _MINUTE
"""Over less the first look at everything would pass for what goes on all the time."""

_A_POLL = 2
"""The lists of resources and of nodes."""

_KEPT_A_MINUTE = 0.2 + 1.0 + 0.1
"""Version, members and privileges, at the lives that the session gives them."""


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
        return round((total - before) / ((at - since) / _MINUTE))


def expected(
    interval_s: float,
    wanted: Subjects,
    notes: Notes,
    errands: Iterable[Errand[Any]],
    found: Findings,
    pace: float,
) -> int:
    """Requests a minute once everything was read a first time."""
    machines = sum(bool(each) for each in wanted.values())
    polls = (_A_POLL + len(wanted) + machines) * 60 / interval_s
    rounds = sum(
        _per_minute(_pause(errand, found, pace), interval_s)
        for errand in errands
        if not errand.question.is_passing
    )
    return round(polls + _KEPT_A_MINUTE + _agents(interval_s, wanted, notes, pace) + rounds)


def _agents(interval_s: float, wanted: Subjects, notes: Notes, pace: float) -> float:
    return sum(
        _agents_of_node(interval_s, node, machines, notes, pace)
        for node, machines in wanted.items()
        if machines
    )


def _agents_of_node(
    interval_s: float, node: str, machines: tuple[Subject, ...], notes: Notes, pace: float
) -> float:
    """Machines that were not looked at yet are taken to be like the others of their node.

    Where none was, all are taken to have an agent.
    """
    looked_at = [
        (told, each)
        for each in machines
        if (told := notes.machines.get((node, each.vmid))) and told.has_agent is not None
    ]
    counted = looked_at or [(MachineNotes(has_agent=True), each) for each in machines]
    each_a_minute = [
        sum(_per_minute(pause, interval_s) for pause in pauses(told, each, pace))
        for told, each in counted
    ]
    return len(machines) * sum(each_a_minute) / len(counted)


def _pause(errand: Errand[Any], found: Findings, pace: float) -> timedelta:
    question = errand.question
    problem = found.of(question, errand.node, *errand.places).problem
    if problem is None:
        return question.every * pace
    if question.tells_absence(problem):
        return question.absent_for
    if problem.category is Category.FORBIDDEN:
        return REFUSED_FOR
    return question.every * pace


def _per_minute(pause: timedelta, interval_s: float) -> float:
    """Something is asked again at the first poll at which it is due."""
    polls = math.ceil((pause - EARLY).total_seconds() / interval_s)
    return 60 / (max(1, polls) * interval_s)
