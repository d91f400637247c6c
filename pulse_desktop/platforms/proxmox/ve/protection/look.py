"""One look at all that can be restored from, as far as rounds have found it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import RecoveryPoint
from pulse_desktop.platforms.proxmox.envelope import Rows
from pulse_desktop.platforms.proxmox.rounds.findings import Told
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.checkpoints import checkpoints, has_none
from pulse_desktop.platforms.proxmox.ve.protection.copies import copies
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest, Guests
from pulse_desktop.platforms.proxmox.ve.protection.questions import CONTENT, SNAPSHOTS
from pulse_desktop.platforms.proxmox.ve.protection.record import Part, Record
from pulse_desktop.platforms.proxmox.ve.protection.shelves import Shelf, shelves_seen
from pulse_desktop.platforms.proxmox.ve.protection.wire import Volume

_NONE: Told[Rows[Volume]] = Told()


@dataclass(frozen=True, slots=True)
class Look:
    """What every storage and guest told, now or the last time."""

    guests: Guests
    on_shelves: Mapping[Shelf, Part | None]
    of_guests: Mapping[int, Part | None]
    """Snapshots, by number."""

    @property
    def at(self) -> datetime | None:
        """When a storage last told its backups."""
        return max((part.at for part in self.on_shelves.values() if part), default=None)


def look(found: Inventory, guests: Guests, running: Mapping[int, datetime], record: Record) -> Look:
    """Keep in ``record`` what there is. ``running`` are the guests that are being backed up."""
    record.begin((guests, running))
    standing = shelves_seen(found)
    told = _told(found, {shelf.place for shelf in standing})
    on_shelves = {
        shelf: record.keep(
            ("backups", *shelf.place),
            told.get(shelf.place, _NONE),
            partial(_copies, shelf, _store_id(shelf, found), guests, running),
        )
        for shelf in standing
    }
    of_guests = {vmid: _snapshots(guest, found, record) for vmid, guest in guests.by_number.items()}
    return Look(guests, on_shelves, of_guests)


def _told(
    found: Inventory, places: set[tuple[str, str]]
) -> dict[tuple[str, str], Told[Rows[Volume]]]:
    """The answer about each storage, whichever node gave it."""
    answers: dict[tuple[str, str], Told[Rows[Volume]]] = {}
    for errand, told in found.findings.all_of(CONTENT):
        shared, own = ("", errand.places[0]), (errand.node, errand.places[0])
        answers[shared if shared in places else own] = told
    return answers


def _copies(
    shelf: Shelf,
    store_id: NativeId,
    guests: Guests,
    running: Mapping[int, datetime],
    listed: Rows[Volume],
    at: datetime,
) -> Iterator[RecoveryPoint]:
    return copies(listed.rows, shelf, store_id, guests, at, running)


def _store_id(shelf: Shelf, found: Inventory) -> NativeId:
    if shelf.is_shared:
        return found.shared_storage_id(shelf.storage)
    return found.storage_id(shelf.node, shelf.storage)


def _snapshots(guest: Guest, found: Inventory, record: Record) -> Part | None:
    told = found.findings.of(SNAPSHOTS, guest.node, guest.type, str(guest.vmid))
    if has_none(guest, told.problem):
        told = Told(Rows(()), found.at)
    key = ("snapshots", guest.type, guest.vmid)
    return record.keep(
        key, told, lambda listed, at: checkpoints(listed.rows, guest, found.instance, at)
    )
