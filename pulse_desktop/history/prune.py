"""Removes what is older than the user keeps, in slices that hold no one up."""

from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.history.retention import Keeping
from pulse_desktop.history.tier import Tier, chunk_id, floor_to, row_id
from pulse_desktop.model.clock import epoch_ms

SLICE = 500
"""Rows or chunks that one transaction removes."""

_PAGES = 512
"""Free pages that one transaction gives back to the file system: 8 MiB."""


def prune_slice(handle: Handle, keeping: Keeping, now: datetime) -> bool:
    """Remove one slice of what is too old and rolled up; whether there is more."""
    ages = (keeping.raw, keeping.minute, keeping.hour, keeping.day)
    for tier, age in zip(Tier, ages, strict=True):
        if age is not None and _prune_tier(handle, tier, epoch_ms(now - age)):
            return True
    return _give_back(handle)


def pruned_before(handle: Handle, tier: Tier) -> int:
    """The instant from which on the tier has everything that was recorded."""
    sql = "SELECT pruned_ms FROM span WHERE tier = ?"
    row = handle.execute(sql, (tier,)).fetchone()
    return 0 if row is None else int(row[0])


def _prune_tier(handle: Handle, tier: Tier, end_ms: int) -> bool:
    """Whole buckets of the coarser tier only, so that none can be made again from a part."""
    end_ms = floor_to(max(0, end_ms), _coarser(tier).width_ms)
    _remember(handle, tier, end_ms)
    removed = _delete(handle, "log", row_id(tier, 0, 0), row_id(tier, end_ms, 0))
    if tier is not Tier.RAW:
        block = end_ms // tier.block_ms
        removed += _delete(handle, "chunk", chunk_id(tier, 0, 0), chunk_id(tier, block, 0))
    return removed >= SLICE


def _coarser(tier: Tier) -> Tier:
    return Tier(min(tier + 1, Tier.DAY))


def _remember(handle: Handle, tier: Tier, end_ms: int) -> None:
    handle.execute(
        "INSERT INTO span VALUES (?, ?) ON CONFLICT (tier) "
        "DO UPDATE SET pruned_ms = max(pruned_ms, excluded.pruned_ms)",
        (tier, end_ms),
    )


def _delete(handle: Handle, table: str, start: int, end: int) -> int:
    sql = (
        f"DELETE FROM {table} WHERE id IN "  # noqa: S608 - one of two names of ours
        f"(SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT {SLICE})"
    )
    return handle.execute(sql, (start, end)).rowcount


def _give_back(handle: Handle) -> bool:
    """Return freed pages once they are a third, so that a smaller retention makes a smaller file.

    A few are kept: the next sweeps need them again.
    """
    (free,) = handle.execute("PRAGMA freelist_count").fetchone()
    (pages,) = handle.execute("PRAGMA page_count").fetchone()
    if 3 * free < pages:
        return False
    handle.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall()
    return True
