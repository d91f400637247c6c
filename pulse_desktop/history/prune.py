"""Removes what is older than the user keeps, in slices that hold no one up."""

from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.history.progress import forget_before, unsealed_blocks
from pulse_desktop.history.retention import Keeping
from pulse_desktop.history.tier import (
    HOUR_MS,
    Tier,
    chunk_id,
    directory_id,
    floor_to,
    row_id,
    row_range,
    row_time,
    tile_range,
)
from pulse_desktop.model.clock import epoch_ms

SLICE = 500
"""Rows, tiles or chunks that one transaction removes."""

DELETED = -1
"""In place of a tier in ``span``: what the user deleted of all of them."""

_PAGES = 512
"""Free pages that one transaction gives back to the file system: 8 MiB."""


def prune_slice(handle: Handle, keeping: Keeping, now: datetime) -> bool:
    """Remove one slice of what is too old and rolled up; whether there is more."""
    _forget_future(handle, epoch_ms(now))
    ages = (keeping.raw, keeping.minute, keeping.hour, keeping.day)
    for tier, age in zip(Tier, ages, strict=True):
        if age is not None and _prune_tier(handle, tier, epoch_ms(now - age)):
            return True
    deleted_ms = min(deleted_before(handle), epoch_ms(now))
    if deleted_ms and delete_slice(handle, deleted_ms) >= SLICE:
        return True
    return _give_back(handle)


def pruned_before(handle: Handle, tier: Tier) -> int:
    """The instant from which on the tier has everything that was recorded and not deleted."""
    return _remembered(handle, tier)


def deleted_before(handle: Handle) -> int:
    """The instant before which nothing is shown, because the user had it deleted."""
    return _remembered(handle, DELETED)


def remember_deletion(handle: Handle, before_ms: int) -> None:
    """Show nothing from before ``before_ms`` any more."""
    _remember(handle, DELETED, before_ms)


def delete_slice(handle: Handle, end_ms: int) -> int:
    """Remove some of what is older in any tier; how many rows. There is more if it is a slice.

    Sealed blocks and readings go as whole blocks, for a reading that is there alone would make
    coarser buckets of a part. The block that ``end_ms`` lies in stays, and is pruned
    when it is too old.
    """
    removed = 0
    for tier in Tier:
        removed += _delete_before(handle, tier, end_ms)
        if removed >= SLICE:
            return removed
    sql = (
        "DELETE FROM imported WHERE (series, width_ms, end_ms) IN "
        "(SELECT series, width_ms, end_ms FROM imported WHERE end_ms <= ? LIMIT ?)"
    )
    return removed + handle.execute(sql, (end_ms, SLICE)).rowcount


def _prune_tier(handle: Handle, tier: Tier, end_ms: int) -> bool:
    """Whole buckets of the coarser tier only; of readings whole blocks that are sealed."""
    end_ms = floor_to(max(0, end_ms), _coarser(tier).width_ms)
    _remember(handle, tier, end_ms)
    if tier is Tier.RAW:
        unsealed = unsealed_blocks(handle, tier, end_ms)
        end_ms = min([end_ms, *(block * tier.block_ms for block in unsealed[:1])])
    return _delete_before(handle, tier, end_ms) >= SLICE


def _delete_before(handle: Handle, tier: Tier, end_ms: int) -> int:
    log_ms = end_ms
    if tier is Tier.RAW:
        log_ms = floor_to(end_ms, tier.block_ms)
    removed = _delete(handle, tier.row_table, row_id(tier, 0, 0), row_id(tier, log_ms, 0))
    if tier is Tier.RAW and removed < SLICE:
        forget_before(handle, tier, log_ms)
    return removed + _delete_chunks(handle, tier, end_ms)


def _delete_chunks(handle: Handle, tier: Tier, end_ms: int) -> int:
    block = end_ms // tier.block_ms
    removed = _delete(handle, "chunk", chunk_id(tier, 0, 0), chunk_id(tier, block, 0))
    if tier.is_tiled:
        removed += _delete(handle, "tile", *tile_range(tier, 0, block))
    if tier is Tier.MINUTE and removed < SLICE:
        removed += _delete(handle, "directory", 0, directory_id(block, 0))
    return removed


def _coarser(tier: Tier) -> Tier:
    return Tier(min(tier + 1, Tier.DAY))


def _remembered(handle: Handle, tier: int) -> int:
    sql = "SELECT pruned_ms FROM span WHERE tier = ?"
    row = handle.execute(sql, (tier,)).fetchone()
    return 0 if row is None else int(row[0])


def _remember(handle: Handle, tier: int, end_ms: int) -> None:
    handle.execute(
        "INSERT INTO span VALUES (?, ?) ON CONFLICT (tier) "
        "DO UPDATE SET pruned_ms = max(pruned_ms, excluded.pruned_ms)",
        (tier, end_ms),
    )


def _forget_future(handle: Handle, now_ms: int) -> None:
    """Correct bounds ahead of now, as a clock that ran ahead has set them.

    From now on every tier has what is recorded. A clock that is behind makes the same look of it:
    the next upkeep sets a tier's bound anew, but that of a deletion stands until sweeps have come
    in below it for an hour or two. No older ones can be there, for they were deleted.
    """
    sql = "UPDATE span SET pruned_ms = ? WHERE tier != ? AND pruned_ms > ?"
    handle.execute(sql, (now_ms, DELETED, now_ms))
    if deleted_before(handle) <= now_ms:
        return
    sql = "SELECT min(id) FROM log WHERE id >= ? AND id < ?"
    rows = row_range(Tier.RAW, now_ms - 2 * HOUR_MS, now_ms - HOUR_MS)
    (first,) = handle.execute(sql, rows).fetchone()
    if first is not None:
        sql = "UPDATE span SET pruned_ms = ? WHERE tier = ?"
        handle.execute(sql, (row_time(first), DELETED))


def _delete(handle: Handle, table: str, start: int, end: int) -> int:
    sql = (
        f"DELETE FROM {table} WHERE id IN "  # noqa: S608 - one of a few names of ours
        f"(SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT {SLICE})"
    )
    return handle.execute(sql, (start, end)).rowcount


def _give_back(handle: Handle) -> bool:
    """Return freed pages once they are half, so that a smaller retention makes a smaller file.

    Else they are kept: pruning frees what the next sweeps take.
    """
    (free,) = handle.execute("PRAGMA freelist_count").fetchone()
    (pages,) = handle.execute("PRAGMA page_count").fetchone()
    if 2 * free < pages:
        return False
    handle.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall()
    return True
