"""Backups of one group as recovery points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
)
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.backup.upid import parsed
from pulse_desktop.platforms.proxmox.backup.wire import Backup, File
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.provider.numbers import flag, integer, size

LONGEST_UPLOAD = timedelta(hours=24)
"""What is older and still not whole was left behind by a crash."""

_MANIFEST = "index.json.blob"
_TYPES = {"vm": ResourceType.VM, "ct": ResourceType.SYSTEM_CONTAINER, "host": ResourceType.AGENT}
_NUMBERED = frozenset({"vm", "ct"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class GroupKey:
    """All backups of one thing in one place."""

    store: str
    namespace: str
    """Empty for the root."""

    type: str
    """``vm``, ``ct`` or ``host``."""

    id: str


def points(
    key: GroupKey, backups: Iterable[Backup], store_id: NativeId, at: datetime
) -> tuple[RecoveryPoint, ...]:
    """One point a backup, oldest first. A row without a time is no backup."""
    timed = sorted(_timed(backups), key=lambda pair: pair[0])
    of = subject(key, [backup for _, backup in timed])
    return tuple(_point(key, of, store_id, pair, at) for pair in timed)


def is_unfinished(backup: Backup) -> bool:
    """Whether it has neither a size nor the list of what belongs to it."""
    return not size(backup.size) and _MANIFEST not in _names(backup)


def _timed(backups: Iterable[Backup]) -> Iterator[tuple[datetime, Backup]]:
    for backup in backups:
        made_at = instant(backup.backup_time)
        if made_at is not None:
            yield made_at, backup


def subject(key: GroupKey, backups: Sequence[Backup] = ()) -> PointSubject:
    """What is copied. A guest's name is what was written beside the newest, the last, backup."""
    is_guest = key.type in _NUMBERED
    return PointSubject(
        type=_TYPES.get(key.type),
        number=integer(key.id) if is_guest else None,
        name=_name(backups) if is_guest else key.id,
        namespace=key.namespace or None,
    )


def _name(backups: Sequence[Backup]) -> str | None:
    """``checkout`` of ``checkout, pve1, 101``, in whichever order the notes were templated."""
    notes = next((b.comment for b in reversed(backups) if (b.comment or "").strip()), None)
    return first_line(notes).split(",")[0].strip() or None if notes else None


def _point(
    key: GroupKey,
    of: PointSubject,
    store_id: NativeId,
    timed: tuple[datetime, Backup],
    at: datetime,
) -> RecoveryPoint:
    made_at, backup = timed
    is_verified, verified_at = _verification(backup, key.store)
    place = "/".join(filter(None, (key.store, key.namespace, key.type, key.id)))
    return RecoveryPoint(
        id=f"{place}/{made_at:%Y-%m-%dT%H:%M:%SZ}",
        kind=PointKind.BACKUP,
        mode=PointMode.REMOTE,
        outcome=_outcome(backup, made_at, at),
        subject=of,
        started_at=made_at,
        size_bytes=size(backup.size) or None,
        store=key.store,
        store_id=store_id,
        is_verified=is_verified,
        verified_at=verified_at,
        is_protected=flag(backup.protected),
        is_encrypted=_encryption(backup),
        comment=first_line(backup.comment) if backup.comment else None,
        owner=backup.owner or None,
    )


def _outcome(backup: Backup, made_at: datetime, at: datetime) -> PointOutcome:
    if not is_unfinished(backup):
        return PointOutcome.SUCCESS
    return PointOutcome.RUNNING if at - made_at < LONGEST_UPLOAD else PointOutcome.FAILED


def _verification(backup: Backup, store: str) -> tuple[bool | None, datetime | None]:
    """What this store found, and when. A synced copy brings along what its origin had found."""
    found = backup.verification
    if isinstance(found, str) or found is None:
        return _verdict(found or ""), None
    task = parsed(found.upid)
    if task is not None and task.store != store:
        return None, None
    return _verdict(found.state), task.started_at if task else None


def _verdict(state: str) -> bool | None:
    return {"ok": True, "failed": False}.get(state)


def _encryption(backup: Backup) -> bool | None:
    """The manifest is never encrypted, only signed."""
    files = [f for f in backup.files if isinstance(f, File) and f.filename != _MANIFEST]
    if backup.fingerprint or any(file.crypt_mode == "encrypt" for file in files):
        return True
    return False if files and all(file.crypt_mode for file in files) else None


def _names(backup: Backup) -> frozenset[str]:
    return frozenset(f.filename if isinstance(f, File) else f for f in backup.files)
