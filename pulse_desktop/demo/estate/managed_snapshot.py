"""Snapshots of the virtualisation manager's guests: made before updates, removed days later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.inventory import GUESTS, ManagedGuest
from pulse_desktop.demo.estate.moref import native_id
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.resource_type import ResourceType

_WEEK = timedelta(days=7)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_LASTS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Habit:
    """When snapshots of a guest are made, and for how long each is kept."""

    guest: str
    made: Recurring
    kept: timedelta

    @property
    def removed(self) -> Recurring:
        """When one of them goes."""
        return replace(self.made, first=self.made.first + self.kept)


HABITS = (
    Habit(
        "warehouse-db-01",
        Recurring(_MONDAY + timedelta(days=5, hours=1), _WEEK, _LASTS),
        timedelta(days=10, hours=6),
    ),
    Habit(
        "finance-jump-01",
        Recurring(_MONDAY + timedelta(days=2, hours=4), 4 * _WEEK, _LASTS),
        timedelta(days=26, hours=4),
    ),
)
_GUESTS = {guest.name: guest for guest in GUESTS}


def survey(at: datetime) -> Survey:
    """All snapshots that there are by ``at``."""
    newest = (max(h.made.began(at - _LASTS), h.removed.began(at)) for h in HABITS)
    return Survey(at=at, points=_points(max(newest)))


def count(guest: str, at: datetime) -> int:
    """How many snapshots of that guest there are."""
    return sum(len(list(_there(h, at))) for h in HABITS if h.guest == guest)


@lru_cache(maxsize=2)
def _points(since: datetime) -> tuple[RecoveryPoint, ...]:
    """The same tuple until the next one is made or removed."""
    at = since + _LASTS
    return tuple(_point(_GUESTS[h.guest], made) for h in HABITS for made in _there(h, at))


def _there(habit: Habit, at: datetime) -> Iterator[datetime]:
    """When those were made that are not removed yet."""
    return beginnings(habit.made, at - habit.kept, at - _LASTS + timedelta(seconds=1))


def _point(guest: ManagedGuest, made: datetime) -> RecoveryPoint:
    store = guest.datastores[0]
    return RecoveryPoint(
        id=f"snapshot:vm-{guest.number}:{made:%Y%m%d}",
        kind=PointKind.SNAPSHOT,
        mode=PointMode.SNAPSHOT,
        outcome=PointOutcome.SUCCESS,
        subject=PointSubject(
            native_id=native_id("vm", guest.number), type=ResourceType.VM, name=guest.name
        ),
        started_at=made,
        completed_at=made + _LASTS,
        size_bytes=(2 + number.whole(20, guest.name, f"{made:%Y%m%d}")) * GIB,
        store=store,
        comment="Before updates",
    )
