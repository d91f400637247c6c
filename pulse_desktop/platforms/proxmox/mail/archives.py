"""Archives of the gateway's configuration as recovery points."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.mail.wire import Archive
from pulse_desktop.provider.numbers import size

_FOLDER = "/var/lib/pmg/backup"
"""Where the product puts them (pmg-api `PMG/API2/Backup.pm`), on its own disk."""


def survey(
    rows: Iterable[Archive], gateway: NativeId, at: datetime, before: Survey | None
) -> Survey:
    """All that lie there. The tuple of ``before`` again while they are the same."""
    points = tuple(sorted(_points(rows, gateway), key=lambda point: point.id))
    if before is not None and before.points == points:
        points = before.points
    return Survey(at=at, points=points, stores=(_FOLDER,))


def _points(rows: Iterable[Archive], gateway: NativeId) -> Iterator[RecoveryPoint]:
    """One without a time is none: the product takes that from its name."""
    for row in rows:
        made_at = instant(row.timestamp)
        if made_at is not None:
            yield RecoveryPoint(
                id=first_line(row.filename),
                kind=PointKind.BACKUP,
                mode=PointMode.SNAPSHOT,
                outcome=PointOutcome.SUCCESS,
                subject=PointSubject(native_id=gateway, type=ResourceType.PMG),
                completed_at=made_at,
                size_bytes=size(row.size),
                store=_FOLDER,
            )
