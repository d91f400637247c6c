"""The points of one subject in time: what is asked of thousands of them, worked out once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pulse_desktop.model.recovery import PointMode, PointSubject, RecoveryPoint
from pulse_desktop.model.source import Source

RECENT = 8
"""Good points of each mode that are kept at hand: enough to tell a rhythm from."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """All that one source tells of the copies of one subject."""

    source: Source
    subject: PointSubject
    points: tuple[RecoveryPoint, ...]
    """Newest first. What has no time is left out (Pulse 6, recovery)."""

    good: Mapping[PointMode, tuple[RecoveryPoint, ...]]
    """By mode the newest good ones, newest first."""

    count: int
    """Copies that there are: points that something can be restored from."""

    @property
    def last_try(self) -> RecoveryPoint | None:
        """The newest point, however it went."""
        return self.points[0] if self.points else None


def histories(source: Source, points: Iterable[RecoveryPoint]) -> tuple[History, ...]:
    """``points``, told by ``source``, divided by their subject."""
    by_subject: defaultdict[PointSubject, list[tuple[datetime, RecoveryPoint]]] = defaultdict(list)
    for point in points:
        at = point.at
        if at is not None:
            by_subject[point.subject].append((at, point))
    return tuple(_history(source, subject, own) for subject, own in by_subject.items())


def told_once(told: Sequence[History], runners: Collection[Source]) -> tuple[History, ...]:
    """``told`` without what two sources tell of: who stores a copy knows more of it.

    Who runs the workload (``runners``) may list the copies on another system, too; they are the
    same when they are of the same instant.
    """
    elsewhere = {
        point.at
        for history in told
        if history.source not in runners
        for point in history.points
        if point.mode is PointMode.REMOTE
    }
    if not elsewhere:
        return tuple(told)
    return tuple(_without(one, elsewhere) if one.source in runners else one for one in told)


def _without(history: History, elsewhere: Collection[datetime | None]) -> History:
    own = [
        (point.at, point)
        for point in history.points
        if point.at is not None and not (point.mode is PointMode.REMOTE and point.at in elsewhere)
    ]
    if len(own) == len(history.points):
        return history
    return _history(history.source, history.subject, own)


def _history(
    source: Source, subject: PointSubject, own: list[tuple[datetime, RecoveryPoint]]
) -> History:
    own.sort(key=_time, reverse=True)
    points = tuple(point for _, point in own)
    count = sum(point.is_good for point in points)
    return History(source, subject, points, _good(points), count)


def _time(timed: tuple[datetime, RecoveryPoint]) -> datetime:
    return timed[0]


def _good(points: Sequence[RecoveryPoint]) -> Mapping[PointMode, tuple[RecoveryPoint, ...]]:
    good: defaultdict[PointMode, list[RecoveryPoint]] = defaultdict(list)
    for point in points:
        if point.is_good and len(good[point.mode]) < RECENT:
            good[point.mode].append(point)
    return MappingProxyType({mode: tuple(found) for mode, found in good.items() if found})
