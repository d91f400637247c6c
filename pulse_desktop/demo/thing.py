"""The words of the fixture graph: what one connection tells of one thing, at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.demo.story import Recurring
from pulse_desktop.demo.subject import CurveRole, Subject
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Activity, Issue, Observation

Phase = Callable[[Observation, datetime], Observation]
"""What is told at an instant, from what is always told. Pure."""


def _no_issues(at: datetime) -> tuple[Issue, ...]:
    del at
    return ()


def _nothing_happens(start: datetime, end: datetime) -> tuple[Activity, ...]:
    del start, end
    return ()


def _no_survey(at: datetime) -> Survey | None:
    del at
    return None


def _unchanging(still: Observation, at: datetime) -> Observation:
    del at
    return still


def _as_measured(seen: Observation) -> Observation:
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing as one connection tells of it."""

    still: Observation
    """What never changes. It bears no metrics: the sampler gives those."""

    phase: Phase = _unchanging
    """What the story changes of it: conditions, counters, times."""

    detail: Callable[[Observation], Observation] = _as_measured
    """Puts what was measured into the facts that repeat it, as a sensor its temperature. Pure."""

    subject: Subject | None = None
    """Whose numbers it has; ``None`` where nothing is measured."""

    role: CurveRole = CurveRole.GENERAL
    metrics: tuple[Metric, ...] = ()
    """What this connection measures of it."""

    totals: tuple[tuple[Metric, int], ...] = ()
    """Bytes that a ratio is of, where the connection tells them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One connection of the estate and everything that is seen through it."""

    connection: Connection
    things: tuple[Thing, ...]
    issues: Callable[[datetime], tuple[Issue, ...]] = _no_issues
    """Optional reads that fail at an instant."""

    happenings: Callable[[datetime, datetime], tuple[Activity, ...]] = _nothing_happens
    """What the platform itself tells of [start, end): tasks, events. Oldest first, each once."""

    survey: Callable[[datetime], Survey | None] = _no_survey
    """What it knows of recovery points; ``None`` for one that does not look for any."""

    outages: tuple[Recurring, ...] = ()
    """While one of them is on, nothing of it can be read at all."""
