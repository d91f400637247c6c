"""What cannot be told of the protection of guests, and why."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.errors import Category
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.rounds.question import Question
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.protection import questions
from pulse_desktop.platforms.proxmox.ve.protection.allowed import (
    ALLOCATE_SPACE,
    BACKUP,
    may_ask,
    sees_all,
    sees_guest,
)
from pulse_desktop.platforms.proxmox.ve.protection.checkpoints import is_unable
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guests, guests
from pulse_desktop.platforms.proxmox.ve.protection.shelves import Shelf, shelves_seen

STAGE = "backups"

_UNSEEN_STORAGES = mark(
    "Proxmox",
    "Backups on {storages}: {privilege} on {path} is missing. Which guests have backups there "
    "stays unknown.",
)
_UNSEEN_GUESTS = mark(
    "Proxmox",
    "Backups of {count} guests: {privilege} on {path} is missing. Whether they have backups "
    "stays unknown.",
)
_SNAPSHOTS = mark("Proxmox", "The list of snapshots")
_ASKED: tuple[tuple[Question[Any], Text], ...] = (
    (questions.CONTENT, mark("Proxmox", "The list of backups")),
    (questions.JOBS, mark("Proxmox", "The list of backup jobs")),
    (questions.NOT_BACKED_UP, mark("Proxmox", "The list of guests without a backup job")),
    (questions.REPLICATION_JOBS, mark("Proxmox", "The list of replication jobs")),
    (questions.REPLICATION, mark("Proxmox", "The state of replication")),
    (questions.AVAILABILITY, mark("Proxmox", "The state of high availability")),
    (questions.TASKS, mark("Proxmox", "The list of tasks")),
    (questions.TASKS_OF_NODE, mark("Proxmox", "The list of tasks")),
    (questions.BACKUP_TASKS, mark("Proxmox", "The list of backup tasks")),
    (questions.LOG, mark("Proxmox", "The log of a backup task")),
)


def issues(found: Inventory) -> Iterator[Issue]:
    """At most one for each privilege that lacks in parts, and for each question that failed.

    Who may not see backups at all is told so by what the credential lacks (`Snapshot.lacking`).
    """
    standing = shelves_seen(found)
    if found.granted is not None:
        yield from _missing(found.granted, standing, guests(found))
    yield from troubles(found.findings, STAGE, questions.SNAPSHOTS, _SNAPSHOTS, is_unable)
    for question, what in _ASKED:
        yield from troubles(found.findings, STAGE, question, what)


def _missing(granted: Granted, standing: tuple[Shelf, ...], listed: Guests) -> Iterator[Issue]:
    names = tuple(dict.fromkeys(shelf.storage for shelf in standing))
    unseen = [name for name in names if not may_ask(granted, name)]
    if len(unseen) == len(names):
        return
    if unseen:
        path = "/storage" if len(unseen) > 1 else f"/storage/{unseen[0]}"
        message = _UNSEEN_STORAGES.given(
            storages=", ".join(unseen), privilege=ALLOCATE_SPACE, path=path
        )
        yield Issue(STAGE, Category.FORBIDDEN, message)
    if all(sees_all(granted, name) for name in names):
        return
    hidden = [one for one in listed.by_number.values() if not sees_guest(granted, one)]
    if 0 < len(hidden) < len(listed.by_number):
        path = "/vms" if len(hidden) > 1 else f"/vms/{hidden[0].vmid}"
        message = _UNSEEN_GUESTS.given(count=len(hidden), privilege=BACKUP, path=path)
        yield Issue(STAGE, Category.FORBIDDEN, message)
