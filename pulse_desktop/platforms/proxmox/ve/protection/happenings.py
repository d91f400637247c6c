"""Tasks that ended, for the timeline."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Activity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.guests import TYPES, Guest, Guests
from pulse_desktop.platforms.proxmox.ve.protection.tasks import BACKUP, Ending, ending, number
from pulse_desktop.platforms.proxmox.ve.protection.wire import Task

_START = mark("Proxmox", "Start of {what}")
_STOP = mark("Proxmox", "Stop of {what}")
_SHUTDOWN = mark("Proxmox", "Shutdown of {what}")
_REBOOT = mark("Proxmox", "Reboot of {what}")
_SUSPEND = mark("Proxmox", "Suspension of {what}")
_RESUME = mark("Proxmox", "Resumption of {what}")
_MIGRATE = mark("Proxmox", "Migration of {what}")
_CLONE = mark("Proxmox", "Cloning of {what}")
_CREATE = mark("Proxmox", "Creation of {what}")
_DESTROY = mark("Proxmox", "Removal of {what}")
_RESTORE = mark("Proxmox", "Restoring of {what}")
_SNAPSHOT = mark("Proxmox", "Snapshot of {what}")
_DROP = mark("Proxmox", "Removal of a snapshot of {what}")
_ROLLBACK = mark("Proxmox", "Rollback of {what}")
_BACKUP = mark("Proxmox", "Backup of {what}")
_MOVE = mark("Proxmox", "Move of a disk of {what}")
_RESIZE = mark("Proxmox", "Resizing of a disk of {what}")

_OF_GUESTS: Mapping[str, Text] = MappingProxyType(
    {
        "start": _START,
        "stop": _STOP,
        "shutdown": _SHUTDOWN,
        "reboot": _REBOOT,
        "reset": mark("Proxmox", "Reset of {what}"),
        "suspend": _SUSPEND,
        "pause": _SUSPEND,
        "resume": _RESUME,
        "migrate": _MIGRATE,
        "clone": _CLONE,
        "create": _CREATE,
        "destroy": _DESTROY,
        "restore": _RESTORE,
        "snapshot": _SNAPSHOT,
        "delsnapshot": _DROP,
        "rollback": _ROLLBACK,
        "template": mark("Proxmox", "Making {what} a template"),
        "move": _MOVE,
    }
)
"""After ``qm`` of a virtual machine, ``vz`` of a container, ``ha`` of what is asked of the
manager of high availability."""

_OTHERS: Mapping[str, Text] = MappingProxyType(
    {
        BACKUP: _BACKUP,
        "qmigrate": _MIGRATE,
        "move_volume": _MOVE,
        "resize": _RESIZE,
        "startall": mark("Proxmox", "Start of all guests of {what}"),
        "stopall": mark("Proxmox", "Stop of all guests of {what}"),
        "migrateall": mark("Proxmox", "Migration of all guests of {what}"),
        "suspendall": mark("Proxmox", "Suspension of all guests of {what}"),
    }
)
_ANY = mark("Proxmox", "Task {type} on {what}")
"""What is told of only where it failed."""

_NO_NEWS = frozenset({"vncproxy", "vncshell", "spiceproxy", "spiceshell", "termproxy"})
"""Consoles. They end with an error whenever somebody closes a window."""

_ENDINGS: Mapping[Ending, Text] = MappingProxyType(
    {
        Ending.OK: mark("Proxmox", "{task} ended well"),
        Ending.WARNING: mark("Proxmox", "{task} ended with warnings"),
        Ending.ERROR: mark("Proxmox", "{task} failed"),
        Ending.UNKNOWN: mark("Proxmox", "{task} ended; how is not known"),
    }
)
_SEVERAL = mark("Proxmox", "several guests on {node}")


def activities(
    listed: Iterable[Task], found: Inventory, guests: Guests, told: frozenset[str]
) -> tuple[Activity, ...]:
    """The tasks that ended and were not ``told`` of, oldest first."""
    news = (task for task in listed if task.upid not in told)
    made = (each for task in news for each in _told(task, found, guests))
    return tuple(sorted(made, key=lambda one: (one.at, one.native_event)))


def ended(listed: Iterable[Task]) -> frozenset[str]:
    """The names of the tasks that ended."""
    return frozenset(task.upid for task in listed if ending(task) is not Ending.RUNNING)


def _told(task: Task, found: Inventory, guests: Guests) -> Iterator[Activity]:
    at, how = instant(task.endtime), ending(task)
    title = _title(task, how)
    if at is None or title is None or not task.node:
        return
    guest = guests.named(number(task))
    subject, kind = _subject(guest, task, found)
    said = first_line(task.status or "")
    yield Activity(
        native_event=task.upid,
        subject=subject,
        type=kind,
        at=at,
        text=_ENDINGS[how].given(task=title.given(what=_what(guest, task), type=task.type)),
        nature="pve_task",
        state=said or None,
        message=said if how in {Ending.WARNING, Ending.ERROR} else None,
        actor=first_line(task.user or "") or None,
    )


def _title(task: Task, how: Ending) -> Text | None:
    if task.type in _NO_NEWS:
        return None
    prefix, rest = task.type[:2], task.type[2:]
    known = _OF_GUESTS.get(rest) if prefix in {"qm", "vz", "ha"} else None
    return known or _OTHERS.get(task.type) or (_ANY if how is Ending.ERROR else None)


def _subject(guest: Guest | None, task: Task, found: Inventory) -> tuple[NativeId, ResourceType]:
    """The guest, where it is still there; else the node on which it ran."""
    if guest is not None:
        return guest.native_id, TYPES[guest.type]
    return found.node_id(task.node), ResourceType.AGENT


def _what(guest: Guest | None, task: Task) -> str | Text:
    if guest is not None:
        return f"{guest.name} ({guest.vmid})" if guest.name else str(guest.vmid)
    if task.type == BACKUP and number(task) is None:
        return _SEVERAL.given(node=task.node)
    return first_line(str(task.id or "")) or task.node
