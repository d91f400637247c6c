"""Snapshots of guests as recovery points. They lie beside the original, and are lost with it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.recovery import PointKind, PointMode, PointOutcome, RecoveryPoint
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest
from pulse_desktop.platforms.proxmox.ve.protection.wire import Snapshot
from pulse_desktop.platforms.proxmox.ve.wire import LXC

CURRENT = "current"
"""The guest as it is: a row of the listing, and no snapshot."""


def checkpoints(
    rows: Iterable[Snapshot], guest: Guest, instance: str, at: datetime
) -> Iterator[RecoveryPoint]:
    """One point a snapshot that has a time."""
    distinct = {row.name: row for row in rows if row.name and row.name != CURRENT}
    for row in distinct.values():
        made_at = instant(row.snaptime)
        if made_at is not None:
            yield RecoveryPoint(
                id=f"{instance}/{guest.type}/{guest.vmid}/{row.name}",
                kind=PointKind.SNAPSHOT,
                mode=PointMode.SNAPSHOT,
                outcome=PointOutcome.SUCCESS,
                subject=guest.subject,
                started_at=min(made_at, at),
                comment=_comment(row),
            )


def has_none(guest: Guest, problem: ProviderError | None) -> bool:
    """Whether a refusal says that a container's storage makes no snapshots at all."""
    return problem is not None and guest.type == LXC and is_unable(problem)


def is_unable(problem: ProviderError) -> bool:
    """Whether the product says that something has no snapshots, rather than that it failed."""
    return problem.category is Category.SERVER and "not available" in str(problem.message)


def _comment(row: Snapshot) -> str:
    said = first_line(row.description or "")
    return f"{row.name}: {said}" if said else row.name
