"""Tasks that ended, for the timeline."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Activity, ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.jobs import ERROR, WARNING, state_of
from pulse_desktop.platforms.proxmox.backup.store_path import server_id, store_id
from pulse_desktop.platforms.proxmox.backup.wire import Task
from pulse_desktop.platforms.proxmox.backup.work import group_of, store_of
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant

_BACKUP = mark("Proxmox", "Backup of {what}")
_VERIFY = mark("Proxmox", "Verification of {what}")
_PRUNE = mark("Proxmox", "Pruning of {what}")
_SYNC = mark("Proxmox", "Synchronisation of {what}")
_COLLECT = mark("Proxmox", "Garbage collection of {what}")

_TOLD: Mapping[str, Text] = MappingProxyType(
    {
        "backup": _BACKUP,
        "verify": _VERIFY,
        "verify_group": _VERIFY,
        "verify_snapshot": _VERIFY,
        "verificationjob": _VERIFY,
        "prune": _PRUNE,
        "prunejob": _PRUNE,
        "sync": _SYNC,
        "syncjob": _SYNC,
        "garbage_collection": _COLLECT,
    }
)
"""What is told of. Log rotation, updates and readers are no news."""

_WELL = mark("Proxmox", "{task} ended well")
_ENDINGS: Mapping[str, Text] = MappingProxyType(
    {
        WARNING: mark("Proxmox", "{task} ended with warnings"),
        ERROR: mark("Proxmox", "{task} failed"),
    }
)


def activities(found: Answers) -> tuple[Activity, ...]:
    """The tasks that ended, oldest first. Their names make them known again."""
    news = (task for task in found.tasks if task.upid not in found.told)
    told = (each for task in news for each in _told(task, found))
    return tuple(sorted(told, key=lambda one: (one.at, one.native_event)))


def _told(task: Task, found: Answers) -> Iterator[Activity]:
    ended_at, title = instant(task.endtime), _TOLD.get(task.worker_type)
    if ended_at is None or title is None or not task.status:
        return
    state = state_of(task.status)
    subject, kind = _subject(task, found)
    named = title.given(what=_what(task, found))
    yield Activity(
        native_event=task.upid,
        subject=subject,
        type=kind,
        at=ended_at,
        text=_ENDINGS.get(state or "", _WELL).given(task=named),
        nature="pbs_task",
        state=first_line(task.status),
        message=first_line(task.status) if state in {WARNING, ERROR} else None,
        actor=first_line(task.user or "") or None,
    )


def _what(task: Task, found: Answers) -> str:
    """``lab/vm/101`` of a backup, else the store, else what the server calls it."""
    group = group_of(task)
    if group is not None:
        return "/".join(filter(None, (group.namespace, group.type, group.id)))
    return _store(task, found) or first_line(task.worker_id or "") or "—"


def _store(task: Task, found: Answers) -> str | None:
    return store_of(task, {row.store for row in found.stores})


def _subject(task: Task, found: Answers) -> tuple[NativeId, ResourceType]:
    """The store that it worked on, else the server."""
    store = _store(task, found)
    if store is None:
        return server_id(found.connection.id), ResourceType.PBS
    return store_id(found.connection.id, store), ResourceType.STORAGE
