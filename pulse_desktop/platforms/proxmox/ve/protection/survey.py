"""Everything that is known of recovery points, and of whom none means that there is none."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from pulse_desktop.model.recovery import Plan, RecoveryPoint, Survey
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.protection.allowed import sees, sees_storages
from pulse_desktop.platforms.proxmox.ve.protection.guests import TYPES, Guest
from pulse_desktop.platforms.proxmox.ve.protection.look import Look
from pulse_desktop.platforms.proxmox.ve.protection.record import Part, Record
from pulse_desktop.platforms.proxmox.ve.protection.shelves import Shelf

_FRESH_FOR = timedelta(days=1)
"""How old the last listing of a storage may be for what it lacks not to be there: a night."""


def survey(
    found: Inventory,
    seen: Look,
    record: Record,
    attempts: Iterable[RecoveryPoint],
    plans: tuple[Plan, ...],
) -> Survey | None:
    """``None`` before anything was looked through."""
    points = record.points(attempts)
    complete = _complete(found, seen)
    at = seen.at or (found.at if complete or points else None)
    if at is None:
        return None
    return Survey(
        at=at,
        points=points,
        complete_kinds=complete,
        unsure_of=frozenset(guest.native_id for guest in _doubtful(found.granted, seen, record)),
        stores=tuple(dict.fromkeys(shelf.storage for shelf in seen.on_shelves)),
        plans=plans,
    )


def _complete(found: Inventory, seen: Look) -> frozenset[ResourceType]:
    """Kinds of which a guest without a copy has none, unless something is its own."""
    granted = found.granted
    if granted is None or not sees_storages(granted):
        return frozenset()
    if not all(_is_whole(shelf, part, found.at) for shelf, part in seen.on_shelves.items()):
        return frozenset()
    return frozenset(TYPES.values())


def _is_whole(shelf: Shelf, part: Part | None, now: datetime) -> bool:
    """Whether all its backups were told, as far as the credential sees them.

    Nobody expects any of a storage that was switched off.
    """
    if shelf.is_disabled:
        return True
    if part is None or part.value.refused or now - part.at > _FRESH_FOR:
        return False
    return bool(part.value.rows) or shelf.has_figures or not shelf.is_remote


def _doubtful(granted: Granted | None, seen: Look, record: Record) -> Iterator[Guest]:
    """Guests without a backup that may have copies which nobody told."""
    if granted is None:
        return
    for vmid, guest in seen.guests.by_number.items():
        if guest.native_id in record.newest:
            continue
        is_seen = all(sees(granted, shelf.storage, guest) for shelf in seen.on_shelves)
        if not is_seen or seen.of_guests.get(vmid) is None:
            yield guest
