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
from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.estate.size import GIB
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


@dataclass(frozen=True, slots=True)
class _Keeping:
    """How long a store keeps what comes to it."""

    store: Store
    days: int
    """How many days back every backup is kept."""

    weeks: int
    """How many weeks back those of Sundays are kept."""

    def keeps(self, night: datetime, at: datetime) -> bool:
        """Whether the backup of that night is still kept at ``at``."""
        age = (at - night).days
        return age < self.days or (age < 7 * self.weeks and night.weekday() == _SUNDAY)

    def newest(self, at: datetime) -> datetime:
        """The instant up to which everything had come to it by ``at``: a copy comes later."""
        sync = _job("sync", self.store)
        return at if sync is None else last_end(sync.runs, at) - sync.runs.lasts


_KEPT = (_Keeping(PRIMARY, 14, 8), _Keeping(OFFSITE, 10, 6), _Keeping(REPLICA, 5, 0))


def survey(server: str, scale: int, at: datetime) -> Survey:
    """What a backup server holds at ``at``. It stores what others run, so it covers no kind."""
    stores = tuple(each.store.name for each in _of(server))
    return Survey(at=at, points=_points(server, scale, _changed(server, at)), stores=stores)


def _of(server: str) -> tuple[_Keeping, ...]:
    return tuple(each for each in _KEPT if each.store.server == server)


def _changed(server: str, at: datetime) -> datetime:
    """When what the server holds, or knows of it, was another thing for the last time."""
    ends = (last_end(job.runs, at) for job in JOBS if job.store.server == server)
    return max(backups.progress(at), *ends)


@lru_cache(maxsize=8)
def _points(server: str, scale: int, at: datetime) -> tuple[RecoveryPoint, ...]:
    """The very same tuple until something changes."""
    return tuple(
        point
        for each in _of(server)
        for guest in guests(scale)
        if guest.is_backed_up and each.store.takes(guest.pool)
        for point in _held(each, guest, at)
    )


def _held(kept: _Keeping, guest: Guest, at: datetime) -> Iterator[RecoveryPoint]:
    """Newest first."""
    verified = _verified(kept.store, at)
    longest = timedelta(days=max(kept.days, 7 * kept.weeks))
    recent = takewhile(lambda turn: at - turn[0] < longest, backups.tried(guest, kept.newest(at)))
    for night, done in recent:
        if kept.keeps(night, at) and backups.went_well(guest, night):
            span = (done - backups.took(guest, night), done)
            yield _point(kept.store, guest, span, verified)


def _verified(store: Store, at: datetime) -> _Span | None:
    """When the last verification of a store began and ended."""
    job = _job("verify", store)
    if job is None:
        return None
    end = last_end(job.runs, at)
    return end - job.runs.lasts, end


def _job(kind: str, store: Store) -> Job | None:
    return next((job for job in JOBS if job.kind == kind and job.store is store), None)


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
