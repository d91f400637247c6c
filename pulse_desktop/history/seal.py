"""Turns the rows of a complete block into one compressed chunk a series."""

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints, Planes, blank
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.roll_up import due, rows
from pulse_desktop.history.rows import Row, put_chunks
from pulse_desktop.history.tier import ROLLED, Tier, row_range, row_time


def seal_next(handle: Handle, layouts: Layouts, end_ms: int) -> bool:
    """Seal one block that ended by ``end_ms``; whether there was one.

    Rows that came late into a sealed block are sealed together with what is there.
    """
    for tier in ROLLED:
        block = _complete_block(handle, tier, end_ms)
        if block is not None:
            _seal(handle, layouts, tier, block)
            return True
    return False


def _complete_block(handle: Handle, tier: Tier, end_ms: int) -> int | None:
    """The block of the oldest row, if it is over and nothing in or above it is still due."""
    bounds = row_range(tier, 0, end_ms)
    sql = "SELECT min(id) FROM log WHERE id >= ? AND id < ?"
    (oldest,) = handle.execute(sql, bounds).fetchone()
    if oldest is None:
        return None
    block = row_time(oldest) // tier.block_ms
    waiting = due(handle, tier) + (due(handle, Tier(tier + 1)) if tier is not Tier.DAY else [])
    block_end_ms = (block + 1) * tier.block_ms
    if block_end_ms > end_ms or any(start_ms < block_end_ms for start_ms in waiting):
        return None
    return block


def _seal(handle: Handle, layouts: Layouts, tier: Tier, block: int) -> None:
    start_ms = block * tier.block_ms
    end_ms = start_ms + tier.block_ms
    found = rows(handle, layouts, tier, start_ms, end_ms)
    series = np.unique(np.concatenate([row.series for row in found]))
    put_chunks(handle, tier, block, series, _turned(found, tier, start_ms, series))
    handle.execute("DELETE FROM log WHERE id >= ? AND id < ?", row_range(tier, start_ms, end_ms))


def _turned(found: list[Row], tier: Tier, start_ms: int, series: Ints) -> Planes:
    """The rows turned on their side: the block of the first series, of the second, and so on."""
    wide = blank(len(series) * tier.block_buckets)
    for row in found:
        bucket = (row.at_ms - start_ms) // tier.width_ms
        present = row.planes.count > 0
        planes = row.planes.where(present)
        place = np.searchsorted(series, row.series[present]) * tier.block_buckets + bucket
        wide.mean[place], wide.count[place] = planes.mean, planes.count
        wide.minimum[place], wide.maximum[place] = planes.minimum, planes.maximum
    return wide
