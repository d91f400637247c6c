"""The nightly backups of the guests: who is backed up when, and where to."""

from datetime import datetime, timedelta

from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.guests import GUESTS
from pulse_desktop.demo.estate.node import DR_A, DR_B, NODES
from pulse_desktop.demo.estate.vault import OFFSITE, PRIMARY, Store
from pulse_desktop.demo.story import BACKUP

_DAY = timedelta(days=1)
_WORK = timedelta(minutes=36)
"""How long each node takes for all its guests, one after the other."""


def backed_up(node: str) -> tuple[Guest, ...]:
    """The guests of a node that its job is for, in its order."""
    found = (guest for guest in GUESTS if guest.node == node and guest.is_backed_up)
    return tuple(sorted(found, key=_number))


def _number(guest: Guest) -> int:
    return guest.vmid


_OFFSETS = {
    guest.name: timedelta(seconds=int(_WORK.total_seconds()) * (place + 1) // len(job))
    for job in (backed_up(node.name) for node in NODES)
    for place, guest in enumerate(job)
}
"""When in the night each guest is done, from when the night's backups begin."""


def vault_of(node: str) -> Store:
    """The datastore that a node's guests are backed up to."""
    return OFFSITE if node in {DR_A, DR_B} else PRIMARY


def done_after(name: str) -> timedelta | None:
    """How long after the beginning of the night's backups that guest is done."""
    return _OFFSETS.get(name)


def last(name: str, at: datetime) -> datetime | None:
    """When the last backup of that guest was complete by ``at``; ``None`` if it has none."""
    offset = done_after(name)
    if offset is None:
        return None
    tonight = BACKUP.began(at) + offset
    return tonight if tonight <= at else tonight - _DAY
