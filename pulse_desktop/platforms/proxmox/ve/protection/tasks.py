"""What the nodes of a cluster did, each task once, and how it ended."""

from collections.abc import Iterator
from enum import Enum, auto

from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.ve.protection.questions import (
    BACKUP_TASKS,
    TASKS,
    TASKS_OF_NODE,
)
from pulse_desktop.platforms.proxmox.ve.protection.wire import Task
from pulse_desktop.provider.numbers import integer

BACKUP = "vzdump"
MOST_LOGS = 25
"""Of so many backup tasks the log is read, the newest ones."""


class Ending(Enum):
    """How a task ended (pve-common `PVE::Tools::upid_normalize_status_type`)."""

    RUNNING = auto()
    OK = auto()
    WARNING = auto()
    ERROR = auto()
    UNKNOWN = auto()


def ending(task: Task) -> Ending:
    """A task without an end still runs."""
    if task.endtime is None:
        return Ending.RUNNING
    said = (task.status or "").strip()
    if not said or said == "unexpected status":
        return Ending.UNKNOWN
    if said == "OK":
        return Ending.OK
    return Ending.WARNING if said.startswith("WARNINGS: ") else Ending.ERROR


def tasks(found: Findings) -> tuple[Task, ...]:
    """All that were told, the newest first. That one has ended is known for good."""
    told: dict[str, Task] = {}
    for task in _all(found):
        if task.upid not in told or told[task.upid].endtime is None:
            told[task.upid] = task
    return tuple(sorted(told.values(), key=_started_s, reverse=True))


def unexplained(found: Findings) -> list[Task]:
    """Backups of several guests that failed: which of them did, only the log tells."""
    failed = {
        task.upid: task
        for _, told in found.all_of(BACKUP_TASKS)
        for task in (told.value.rows if told.value else ())
        if is_unexplained(task)
    }
    return sorted(failed.values(), key=_started_s, reverse=True)[:MOST_LOGS]


def is_unexplained(task: Task) -> bool:
    """Whether it concerned several guests, and not all of them well."""
    is_of_several = task.type == BACKUP and not task.id and bool(task.node and task.upid)
    return is_of_several and ending(task) is Ending.ERROR


def number(task: Task) -> int | None:
    """Of the guest that it worked on; ``None`` for several, or for something else."""
    return integer(task.id) or None


def _all(found: Findings) -> Iterator[Task]:
    for question in (TASKS, TASKS_OF_NODE, BACKUP_TASKS):
        for _, told in found.all_of(question):
            if told.value is not None:
                yield from (task for task in told.value.rows if task.upid)


def _started_s(task: Task) -> int:
    return integer(task.starttime) or 0
