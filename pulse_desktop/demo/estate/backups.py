"""The nightly backups of the guests: who is backed up when, where to, and how it goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.guests import GUESTS
from pulse_desktop.demo.estate.node import NODES
from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.estate.vault import PRIMARY
from pulse_desktop.demo.story import BACKUP

TO = PRIMARY
"""The datastore that they come to."""

STUBBORN = "paperwork-scan-01"
"""The guest that cannot be backed up while it is busy, which it is but on Sundays."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SUNDAY = 6
_WORK = timedelta(minutes=36)
"""How long each node takes for all its guests, one after the other."""


@cache
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


def done_after(guest: Guest) -> timedelta | None:
    """How long after the beginning of the night's backups it is done; ``None`` for never."""
    return _OFFSETS.get(guest.authored)


def took(guest: Guest, night: datetime) -> timedelta:
    """How long its backup of a night takes: most of its turn."""
    turn = int(_WORK.total_seconds()) // len(backed_up(guest.node))
    share = 60 + whole(36, "backup", guest.name, night.date().isoformat())
    return timedelta(seconds=turn * share // 100)


def went_well(guest: Guest, night: datetime) -> bool:
    """Whether its backup of a night, known by when that began, is good."""
    return guest.authored != STUBBORN or night.weekday() == _SUNDAY


def tried(guest: Guest, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When the night began and when its turn was over, newest by ``at`` first, without end."""
    offset = done_after(guest)
    if offset is None:
        return
    night = BACKUP.began(at)
    if night + offset > at:
        night -= _DAY
    while True:
        yield night, night + offset
        night -= _DAY


def last(guest: Guest, at: datetime) -> datetime | None:
    """When its last good backup was complete by ``at``; ``None`` if it has none."""
    return next((done for night, done in tried(guest, at) if went_well(guest, night)), None)


def progress(at: datetime) -> datetime:
    """The newest whole minute by ``at`` in which a backup may have ended."""
    night = BACKUP.began(at)
    return night + min(_WORK, (at - night) // _MINUTE * _MINUTE)


def next_turn(guest: Guest, at: datetime) -> datetime | None:
    """When it is done with next after ``at``."""
    turn = next(tried(guest, at), None)
    return None if turn is None else turn[1] + _DAY
