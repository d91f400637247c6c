"""What cannot be told of the protection of guests, and why."""

from collections.abc import Iterator

from pulse_desktop.model.errors import Category
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.protection.allowed import (
    ALLOCATE_SPACE,
    BACKUP,
    may_ask,
    sees_all,
    sees_guest,
)
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guests, guests
from pulse_desktop.platforms.proxmox.ve.protection.questions import CONTENT
from pulse_desktop.platforms.proxmox.ve.protection.shelves import Shelf, shelves
from pulse_desktop.platforms.proxmox.ve.rounds.trouble import troubles

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


def issues(found: Inventory) -> Iterator[Issue]:
    """At most one for each missing privilege, and for each question that failed."""
    standing = shelves(found.entries, ())
    if found.granted is not None:
        yield from _missing(found.granted, standing, guests(found))
    yield from troubles(found.findings, STAGE, CONTENT, mark("Proxmox", "The list of backups"))


def _missing(granted: Granted, standing: tuple[Shelf, ...], listed: Guests) -> Iterator[Issue]:
    names = tuple(dict.fromkeys(shelf.storage for shelf in standing))
    unseen = [name for name in names if not may_ask(granted, name)]
    if unseen:
        path = "/storage" if len(unseen) > 1 else f"/storage/{unseen[0]}"
        message = _UNSEEN_STORAGES.given(
            storages=", ".join(unseen), privilege=ALLOCATE_SPACE, path=path
        )
        yield Issue(STAGE, Category.FORBIDDEN, message)
    if all(sees_all(granted, name) for name in names):
        return
    hidden = [one for one in listed.by_number.values() if not sees_guest(granted, one)]
    if hidden:
        path = "/vms" if len(hidden) > 1 else f"/vms/{hidden[0].vmid}"
        message = _UNSEEN_GUESTS.given(count=len(hidden), privilege=BACKUP, path=path)
        yield Issue(STAGE, Category.FORBIDDEN, message)
