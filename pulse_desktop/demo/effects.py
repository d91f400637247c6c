"""What the story does to the numbers, as data: to whom, when, in which course, and how much.

Everything happens at whole minutes of UTC and comes back with the calendar (``story``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.demo import story
from pulse_desktop.demo.story import Recurring
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.model.metric import Metric

PVE_NODES = frozenset({"west-a", "west-b", "west-c", "dr-a", "dr-b"})
"""What the guests of the cluster run on."""

_UNPROTECTED = frozenset({"docs-wiki-01"})
"""The guest that no backup job reads."""

_DAY_MIN = 1440
_FILLING_MIN = story.FILLING.lasts // timedelta(minutes=1)
_FULL_MIN = (story.FILLING.lasts - story.CLEARING) // timedelta(minutes=1)
_MB = 1e6

Whom = Callable[[Subject], bool]
Course = tuple[tuple[int, float], ...]
"""Minutes since it began and how strong it is then, straight in between; steady after the last."""


class Way(StrEnum):
    """What an amount means."""

    ADD = "add"
    """So much more, in the metric's unit; some have a quarter more of it, some less."""

    REACH = "reach"
    """So near to that value: none of the way at a strength of 0, all of it at 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that happens to some."""

    whom: Whom
    when: Recurring
    course: Course
    way: Way = Way.ADD
    amounts: Mapping[Metric, float] = field(default_factory=lambda: MappingProxyType({}))
    stagger_min: int = 0
    """Each one begins up to that much later than the others: one after the other."""

    def amount(self, metric: Metric, cores: int) -> float | None:
        """In the metric's unit; the load rises by what each processor has more to do."""
        cpu = self.amounts.get(Metric.CPU)
        if metric is Metric.LOAD1 and cpu is not None:
            return cpu * cores
        return self.amounts.get(metric)


@dataclass(frozen=True, slots=True)
class Outage:
    """While some are not measured."""

    whom: Whom
    when: Recurring | None
    """``None`` for what never runs."""

    def is_on(self, at: datetime) -> bool:
        """Whether they are not measured at that instant."""
        return self.when is None or self.when.is_on(at)


def _named(*ids: str) -> Whom:
    return lambda subject: subject.id in ids


def _at(site: str) -> Whom:
    """That machine, and what goes down with it."""
    return lambda subject: site in (subject.id, subject.site)


def _inside(site: str) -> Whom:
    return lambda subject: subject.site == site


def _node(subject: Subject) -> bool:
    return subject.id in PVE_NODES


def _backed_up(curve_class: CurveClass) -> Whom:
    def whom(subject: Subject) -> bool:
        is_guest = subject.curve is curve_class and subject.site in PVE_NODES
        return is_guest and subject.id not in _UNPROTECTED

    return whom


OUTAGES = (
    Outage(_at("west-b"), story.INCIDENT),
    Outage(_at("dr-vault"), story.LINK_RESET),
    Outage(_named("sftp-ingest"), story.RESTARTING),
    Outage(_named("staging-web-01"), None),
)

_TURN: Course = ((0, 0.0), (1, 1.0), (8, 0.9), (10, 0.0))
_NIGHT: Course = ((0, 0.0), (2, 1.0), (30, 0.9), (37, 0.6), (40, 0.0))
_KEPT: Course = ((0, 0.0), (40, 1.0), (540, 1.0), (600, 0.12), (_DAY_MIN, 0.0))
_STARTED: Course = ((0, 0.0), (1, 1.0), (5, 0.7), (11, 0.0))
_BATCH: Course = ((0, 0.0), (3, 1.0), (12, 1.0), (28, 0.0), (33, 0.6), (56, 0.6), (60, 0.0))
_FULL: Course = ((0, 0.0), (3, 0.14), (8, 0.62), (11, 0.97), (27, 1.0), (28, 0.0))
_COLD: Course = ((0, 0.7), (11, 0.5), (240, 0.0))
_TAKEN_OVER: Course = ((0, 0.0), (2, 1.0), (16, 0.9), (24, 0.0))
_ALWAYS: Course = ((0, 0.97),)
_LOOP: Course = ((0, 0.0), (14, 1.0), (15, 0.0))

EFFECTS = (
    Effect(
        whom=_backed_up(CurveClass.VM),
        when=story.BACKUP,
        course=_TURN,
        amounts={Metric.DISK_READ: 7 * _MB, Metric.CPU: 0.05},
        stagger_min=30,
    ),
    Effect(
        whom=_backed_up(CurveClass.CONTAINER),
        when=story.BACKUP,
        course=_TURN,
        amounts={Metric.DISK_READ: 4 * _MB, Metric.CPU: 0.04},
        stagger_min=30,
    ),
    Effect(
        whom=_node,
        when=story.BACKUP,
        course=_NIGHT,
        amounts={
            Metric.DISK_READ: 46 * _MB,
            Metric.NET_OUT: 28 * _MB,
            Metric.CPU: 0.14,
            Metric.TEMPERATURE: 6.0,
        },
    ),
    Effect(
        whom=_named("backup-vault"),
        when=story.BACKUP,
        course=_NIGHT,
        amounts={
            Metric.NET_IN: 46 * _MB,
            Metric.DISK_WRITE: 40 * _MB,
            Metric.CPU: 0.24,
            Metric.MEMORY: 0.06,
        },
    ),
    Effect(
        whom=_inside("backup-vault"),
        when=story.BACKUP,
        course=_KEPT,
        amounts={Metric.USAGE: 0.045},
    ),
    Effect(
        whom=_inside("dr-vault"),
        when=story.BACKUP,
        course=_KEPT,
        amounts={Metric.USAGE: 0.02},
    ),
    Effect(
        whom=_named("ZR51K3QD"),
        when=story.FILLING,
        course=((0, 0.6),),
        way=Way.REACH,
        amounts={Metric.SMART_TEMPERATURE: 62.0},
    ),
    Effect(
        whom=_named("archive"),
        when=story.FILLING,
        course=_ALWAYS,
        way=Way.REACH,
        amounts={Metric.USAGE: 0.78},
    ),
    Effect(
        whom=_named("archive"),
        when=story.FILLING,
        course=((0, 0.0), (_FULL_MIN, 0.97), (_FILLING_MIN, 0.0)),
        way=Way.REACH,
        amounts={Metric.USAGE: 0.94},
    ),
    Effect(
        whom=_named("analytics-batch-01"),
        when=story.WEEKLY_BATCH,
        course=_BATCH,
        amounts={Metric.CPU: 0.62, Metric.DISK_READ: 30 * _MB, Metric.NET_IN: 12 * _MB},
    ),
    Effect(
        whom=_named("analytics-batch-01"),
        when=story.WEEKLY_BATCH,
        course=_FULL,
        way=Way.REACH,
        amounts={Metric.MEMORY: 0.97},
    ),
    Effect(
        whom=_named("west-b"),
        when=story.WEEKLY_BATCH,
        course=_BATCH,
        amounts={
            Metric.CPU: 0.22,
            Metric.DISK_READ: 30 * _MB,
            Metric.DISK_WRITE: 26 * _MB,
            Metric.NET_IN: 12 * _MB,
            Metric.TEMPERATURE: 9.0,
        },
    ),
    Effect(
        whom=_named("west-b"),
        when=story.WEEKLY_BATCH,
        course=_FULL,
        way=Way.REACH,
        amounts={Metric.MEMORY: 0.985, Metric.SWAP: 0.88},
    ),
    Effect(
        whom=_named("checkout-web-01"),
        when=story.INCIDENT,
        course=_TAKEN_OVER,
        amounts={
            Metric.CPU: 0.32,
            Metric.MEMORY: 0.08,
            Metric.NET_IN: 14 * _MB,
            Metric.NET_OUT: 11 * _MB,
        },
    ),
    Effect(
        whom=_named("west-a"),
        when=story.INCIDENT,
        course=_TAKEN_OVER,
        amounts={Metric.CPU: 0.1, Metric.NET_IN: 14 * _MB, Metric.NET_OUT: 11 * _MB},
    ),
    Effect(
        whom=_named("west-b"),
        when=story.RECOVERY,
        course=_STARTED,
        amounts={Metric.CPU: 0.4, Metric.DISK_READ: 40 * _MB},
    ),
    Effect(
        whom=_inside("west-b"),
        when=story.RECOVERY,
        course=_STARTED,
        amounts={Metric.CPU: 0.25, Metric.DISK_READ: 1.5 * _MB},
    ),
    Effect(
        whom=_at("west-b"),
        when=story.RECOVERY,
        course=_COLD,
        way=Way.REACH,
        amounts={Metric.MEMORY: 0.15, Metric.SWAP: 0.0},
    ),
    Effect(
        whom=_named("sftp-ingest"),
        when=story.RESTART_LOOP,
        course=((0, 0.6), (2, 0.1), (14, 0.4), (15, 0.0)),
        amounts={Metric.CPU: 0.6},
    ),
    Effect(
        whom=_named("sftp-ingest"),
        when=story.RESTART_LOOP,
        course=_LOOP,
        way=Way.REACH,
        amounts={Metric.MEMORY: 0.97},
    ),
    Effect(
        whom=_named("payments-worker-2"),
        when=story.RESTART_LOOP,
        course=((0, 1.0), (1, 0.3), (3, 0.0)),
        amounts={Metric.CPU: 0.35},
    ),
)


def outages_of(subject: Subject) -> tuple[Outage, ...]:
    """When nothing is measured of it."""
    return tuple(one for one in OUTAGES if one.whom(subject))


def is_down(subject: Subject, at: datetime) -> bool:
    """Whether nothing is measured of it at that instant."""
    return any(one.is_on(at) for one in outages_of(subject))
