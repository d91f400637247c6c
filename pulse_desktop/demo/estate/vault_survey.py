"""What the datastores hold: the backups of the guests, and copies of them on the other site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile

from pulse_desktop.demo.estate import backups
from pulse_desktop.demo.estate.core_guests import TYPES
from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.guests import guests
from pulse_desktop.demo.estate.node import GIB
from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.estate.vault import OFFSITE, PRIMARY, REPLICA, Store
from pulse_desktop.demo.estate.vault_jobs import JOBS, Job, last_end
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)

NAMESPACE = "core-fabric"
"""Where the cluster's backups are sorted."""

_SUNDAY = 6

_Span = tuple[datetime, datetime]
"""When something began and when it was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """Backups that come to one store: from the guests, or copied from another store."""

    store: Store
    origin: Store
    """The store that the guests themselves are backed up to."""

    days: int
    """How many days back every backup is kept."""

    weeks: int
    """How many weeks back those of Sundays are kept."""

    pools: frozenset[str] | None = None
    """Only guests in these; of all where ``None``."""

    def takes(self, guest: Guest) -> bool:
        """Whether the backups of that guest are among them."""
        is_of_origin = backups.vault_of(guest.node) is self.origin
        return is_of_origin and (self.pools is None or guest.pool in self.pools)

    def keeps(self, night: datetime, at: datetime) -> bool:
        """Whether the backup of that night is still kept at ``at``."""
        age = (at - night).days
        return age < self.days or (age < 7 * self.weeks and night.weekday() == _SUNDAY)

    def newest(self, at: datetime) -> datetime:
        """The instant up to which it had taken in everything at ``at``."""
        copied = (j for j in JOBS if j.kind == "sync" and j.store is self.store)
        job = next(copied, None) if self.store is not self.origin else None
        return at if job is None else last_end(job.runs, at) - job.runs.lasts


_STREAMS = (
    _Stream(store=PRIMARY, origin=PRIMARY, days=14, weeks=8),
    _Stream(store=OFFSITE, origin=OFFSITE, days=14, weeks=8),
    _Stream(store=OFFSITE, origin=PRIMARY, days=7, weeks=4),
    _Stream(store=REPLICA, origin=PRIMARY, days=5, weeks=0, pools=frozenset({"production"})),
)


def survey(server: str, scale: int, at: datetime) -> Survey:
    """What a backup server holds at ``at``. It stores what others run, so it covers no kind."""
    stores = tuple(dict.fromkeys(one.store.name for one in _of(server)))
    return Survey(at=at, points=_points(server, scale, _changed(server, at)), stores=stores)


def _of(server: str) -> tuple[_Stream, ...]:
    return tuple(stream for stream in _STREAMS if stream.store.server == server)


def _changed(server: str, at: datetime) -> datetime:
    """When what the server holds, or knows of it, was another thing for the last time."""
    ends = (last_end(job.runs, at) for job in JOBS if job.store.server == server)
    return max(backups.progress(at), *ends)


@lru_cache(maxsize=8)
def _points(server: str, scale: int, at: datetime) -> tuple[RecoveryPoint, ...]:
    """The very same tuple until something changes."""
    return tuple(
        point
        for stream in _of(server)
        for guest in guests(scale)
        if guest.is_backed_up and stream.takes(guest)
        for point in _held(stream, guest, at)
    )


def _held(stream: _Stream, guest: Guest, at: datetime) -> Iterator[RecoveryPoint]:
    """Newest first."""
    verified = _verified(stream.store, at)
    longest = timedelta(days=max(stream.days, 7 * stream.weeks))
    recent = takewhile(lambda turn: at - turn[0] < longest, backups.tried(guest, stream.newest(at)))
    for night, done in recent:
        if stream.keeps(night, at) and backups.went_well(guest, night):
            span = (done - backups.took(guest, night), done)
            yield _point(stream.store, guest, span, verified)


def _verified(store: Store, at: datetime) -> _Span | None:
    """When the last verification of a store began and ended."""
    job: Job | None = next((j for j in JOBS if j.kind == "verify" and j.store is store), None)
    if job is None:
        return None
    end = last_end(job.runs, at)
    return end - job.runs.lasts, end


def _point(store: Store, guest: Guest, span: _Span, verified: _Span | None) -> RecoveryPoint:
    began, done = span
    is_verified = verified is not None and done < verified[0]
    kind = "vm" if guest.kind.value == "qemu" else "ct"
    return RecoveryPoint(
        id=f"{store.name}/{NAMESPACE}/{kind}/{guest.vmid}/{began:%Y-%m-%dT%H:%M:%SZ}",
        kind=PointKind.BACKUP,
        mode=PointMode.REMOTE,
        outcome=PointOutcome.SUCCESS,
        subject=PointSubject(
            type=TYPES[guest.kind], number=guest.vmid, name=guest.name, namespace=NAMESPACE
        ),
        started_at=began,
        completed_at=done,
        size_bytes=_size(guest),
        store=store.name,
        store_id=NativeId(f"{store.server}/{store.name}"),
        is_verified=True if is_verified else None,
        verified_at=verified[1] if verified is not None and is_verified else None,
        is_encrypted=store is not PRIMARY,
    )


def _size(guest: Guest) -> int:
    """Bytes: of its disks so much as is written to."""
    disks = (guest.size.disk_gib + guest.size.data_gib) * GIB
    return disks * (34 + whole(31, "written", guest.name)) // 100
