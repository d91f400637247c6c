"""What the hypervisor knows of recovery points: snapshots, failed backups, and the schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice

from pulse_desktop.demo.estate import backups
from pulse_desktop.demo.estate.core_tasks import BUSY
from pulse_desktop.demo.estate.guest import CEPH_STORE, ZFS_STORE
from pulse_desktop.demo.estate.guests import guest, guests
from pulse_desktop.demo.estate.vault_jobs import last_end
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.recovery import (
    Plan,
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.snapshot import ResourceType

_COVERED = frozenset({ResourceType.VM, ResourceType.SYSTEM_CONTAINER})
_STORES = (CEPH_STORE, ZFS_STORE, "local")
_DAY = timedelta(days=1)
_REMEMBERED = 14
"""Failed backups that its task log still has, in nights."""


@dataclass(frozen=True, slots=True)
class _Habit:
    """Snapshots that somebody takes of a guest by the calendar, positional."""

    guest: str
    name: str
    taken: Recurring
    kept: int


def _every(days: int, hour: int) -> Recurring:
    return Recurring(
        datetime(1970, 1, 5, hour, tzinfo=UTC), timedelta(days=days), timedelta(seconds=6)
    )


_HABITS = (
    _Habit("erp-app-01", "before-update", _every(7, 19), 4),
    _Habit("git-forge-01", "before-update", _every(7, 18), 3),
    _Habit("home-automation-01", "nightly", _every(1, 23), 7),
    _Habit("postgres-primary-01", "evening", _every(1, 22), 3),
    _Habit("secrets-keeper-01", "weekly", _every(7, 17), 4),
)


def survey(scale: int, at: datetime) -> Survey:
    """What it knows at ``at``: of a guest without any point, that there is none."""
    changed = max(backups.progress(at), *(last_end(habit.taken, at) for habit in _HABITS))
    return Survey(
        at=at,
        points=_points(changed),
        complete_kinds=_COVERED,
        stores=_STORES,
        plans=_plans(scale, backups.progress(at)),
    )


@lru_cache(maxsize=2)
def _points(at: datetime) -> tuple[RecoveryPoint, ...]:
    """The very same tuple until something changes."""
    return (*_snapshots(at), *_failures(at))


@lru_cache(maxsize=2)
def _plans(scale: int, at: datetime) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            subject=PointSubject(native_id=each.native_id),
            next_at=backups.next_turn(each, at),
            every=_DAY,
        )
        for each in guests(scale)
        if each.is_backed_up
    )


def _snapshots(at: datetime) -> Iterator[RecoveryPoint]:
    for habit in _HABITS:
        owner = guest(habit.guest)
        newest = last_end(habit.taken, at) - habit.taken.lasts
        for back in range(habit.kept):
            taken = newest - back * habit.taken.every
            name = f"{habit.name}-{taken:%Y%m%d}"
            yield RecoveryPoint(
                id=f"{owner.native_id}:{name}",
                kind=PointKind.SNAPSHOT,
                mode=PointMode.SNAPSHOT,
                outcome=PointOutcome.SUCCESS,
                subject=PointSubject(native_id=owner.native_id),
                started_at=taken,
                completed_at=taken + habit.taken.lasts,
                store=owner.disk_store,
                comment=name,
            )


def _failures(at: datetime) -> Iterator[RecoveryPoint]:
    """A backup that failed left nothing behind but a line in the task log."""
    owner = guest(backups.STUBBORN)
    for night, done in islice(backups.tried(owner, at), _REMEMBERED):
        if not backups.went_well(owner, night):
            yield RecoveryPoint(
                id=f"{owner.native_id}:vzdump:{done:%Y%m%dT%H%M%S}",
                kind=PointKind.BACKUP,
                mode=PointMode.REMOTE,
                outcome=PointOutcome.FAILED,
                subject=PointSubject(native_id=owner.native_id),
                started_at=done - backups.took(owner, night),
                completed_at=done,
                store=backups.TO.name,
                error=BUSY,
            )
