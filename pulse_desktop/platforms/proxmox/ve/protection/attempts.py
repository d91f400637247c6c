"""Backups that go on or failed: they leave nothing on a storage, and are points all the same."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, RecoveryPoint
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guests
from pulse_desktop.platforms.proxmox.ve.protection.questions import LOG
from pulse_desktop.platforms.proxmox.ve.protection.tasks import (
    BACKUP,
    Ending,
    ending,
    is_unexplained,
    number,
)
from pulse_desktop.platforms.proxmox.ve.protection.wire import Line, Task

_FAILED = re.compile(r"ERROR: Backup of VM (\d{1,9}) failed - (.*)")
_OUTCOMES = {Ending.RUNNING: PointOutcome.RUNNING, Ending.ERROR: PointOutcome.FAILED}


def attempts(listed: tuple[Task, ...], found: Findings, guests: Guests) -> Iterator[RecoveryPoint]:
    """One for each guest and task. What went well is on its storage."""
    for task in listed:
        outcome, guest = _OUTCOMES.get(ending(task)), number(task)
        if task.type == BACKUP and outcome is not None and guest is not None:
            said = first_line(task.status or "") if outcome is PointOutcome.FAILED else None
            yield _point(task, task.upid, guest, outcome, said, guests)
    for task in filter(is_unexplained, listed):
        log = found.of(LOG, task.node, task.upid).value
        for guest, said in failures(log.rows if log else ()).items():
            id_ = f"{task.upid}/{guest}"
            yield _point(task, id_, guest, PointOutcome.FAILED, said, guests)


def running(listed: tuple[Task, ...]) -> dict[int, datetime]:
    """The guests that are being backed up by themselves, and since when."""
    going_on = (t for t in listed if t.type == BACKUP and ending(t) is Ending.RUNNING)
    begun = ((number(task), instant(task.starttime)) for task in going_on)
    return {guest: at for guest, at in begun if guest is not None and at is not None}


def failures(log: Iterable[Line]) -> dict[int, str]:
    """Which guests a task failed to back up, and why.

    ``ERROR: Backup of VM 101 failed - no space left on device``
    """
    told = (_FAILED.match(line.t) for line in log)
    return {int(one[1]): first_line(one[2]) for one in told if one}


def _point(
    task: Task, id_: str, guest: int, outcome: PointOutcome, said: str | None, guests: Guests
) -> RecoveryPoint:
    return RecoveryPoint(
        id=id_,
        kind=PointKind.BACKUP,
        mode=PointMode.LOCAL,
        outcome=outcome,
        subject=guests.subject(guest, None, None),
        started_at=instant(task.starttime),
        completed_at=instant(task.endtime),
        error=said,
    )
