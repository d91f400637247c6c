"""Backups that failed leave nothing behind but a task; they are recovery points that are none."""

from collections.abc import Callable, Iterable, Iterator

from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
)
from pulse_desktop.platforms.proxmox.backup.jobs import ERROR, state_of
from pulse_desktop.platforms.proxmox.backup.points import GroupKey, subject
from pulse_desktop.platforms.proxmox.backup.store_path import store_id
from pulse_desktop.platforms.proxmox.backup.wire import Task
from pulse_desktop.platforms.proxmox.backup.work import group_of
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant

Known = Callable[[GroupKey], PointSubject | None]
"""What the backups that there are of a group are of."""


def failed(
    tasks: Iterable[Task], known: Known, connection: ConnectionId
) -> tuple[RecoveryPoint, ...]:
    """One point for each backup that failed, as far as tasks reach back."""
    return tuple(point for task in tasks for point in _failed(task, known, connection))


def _failed(task: Task, known: Known, connection: ConnectionId) -> Iterator[RecoveryPoint]:
    key, ended_at = group_of(task), instant(task.endtime)
    if key is None or ended_at is None or state_of(task.status) != ERROR:
        return
    yield RecoveryPoint(
        id=task.upid,
        kind=PointKind.BACKUP,
        mode=PointMode.REMOTE,
        outcome=PointOutcome.FAILED,
        subject=known(key) or subject(key),
        started_at=instant(task.starttime),
        completed_at=ended_at,
        store=key.store,
        store_id=store_id(connection, key.store),
        error=first_line(task.status or ""),
    )
