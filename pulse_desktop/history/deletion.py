"""Deleting recorded history older than an instant, and what that would free."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse_desktop.database import Handle
from pulse_desktop.history.prune import SLICE, delete_slice, deleted_before, remember_deletion
from pulse_desktop.history.tier import (
    DAY_MS,
    LAST_MS,
    Tier,
    chunk_block,
    chunk_id,
    directory_block,
    floor_to,
    row_id,
    row_range,
    row_time,
    tile_directory,
    tile_range,
)

_SAMPLES = 5
"""Blocks of each tier whose sizes are looked up; the others are taken to be like them."""

_STEP_COST = 1
"""Rows of a slice that looking at one day counts for, so that empty years are sliced too."""

_PAGES_SHARE = 1.03
"""Bytes of pages a byte of chunks takes (measured)."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What a deletion would free. An estimate; the file shrinks by it as pages are given back."""

    size_bytes: int
    rows: int
    """Rows of readings and of rolled tiers, tiles and chunks that would go."""


def delete_before(handle: Handle, before_ms: int) -> bool:
    """Remove one slice of everything older, in all tiers, in the caller's transaction.

    Returns whether there is more. Whatever the retention says, the oldest day goes first, and
    nothing is hidden but the days that have begun to go, so whoever stops keeps what is left. What
    shares a sealed block with younger history is hidden, and stays in the file as long as that.
    """
    first_ms, left = _first_ms(handle), SLICE
    while left > 0:
        end_ms = deleted_before(handle)
        left -= _STEP_COST + delete_slice(handle, end_ms)
        if left > 0:
            if end_ms >= before_ms:
                return False
            day_ms = floor_to(max(first_ms, end_ms), DAY_MS) + DAY_MS
            remember_deletion(handle, min(day_ms, before_ms))
    return True


def _first_ms(handle: Handle) -> int:
    """An instant before which nothing begins, but what was imported may."""
    found = [_first_of(handle, tier) for tier in Tier]
    (imported_ms,) = handle.execute("SELECT min(end_ms) FROM imported").fetchone()
    return min(*found, LAST_MS if imported_ms is None else imported_ms)


def _first_of(handle: Handle, tier: Tier) -> int:
    sql = f"SELECT min(id) FROM {tier.row_table} WHERE id >= ? AND id < ?"  # noqa: S608
    (row,) = handle.execute(sql, row_range(tier, 0, LAST_MS)).fetchone()
    logged_ms = LAST_MS if row is None else row_time(row)
    block = _first_block(handle, tier, 0, LAST_MS // tier.block_ms)
    return logged_ms if block is None else min(logged_ms, block * tier.block_ms)


def freed_by(handle: Handle, before_ms: int) -> Freed:
    """What ``delete_before`` would free. Reads no body; some blocks stand for all."""
    freed = [freed_of(handle, tier, before_ms) for tier in Tier]
    return Freed(sum(one.size_bytes for one in freed), sum(one.rows for one in freed))


def freed_of(handle: Handle, tier: Tier, before_ms: int) -> Freed:
    """As ``freed_by``, of one tier."""
    blocks = _blocks(handle, tier, before_ms // tier.block_ms)
    found = [_size(handle, tier, block) for block in _some(blocks)]
    share = len(blocks) / len(found) if found else 0.0
    count, length = _logged(handle, tier, before_ms)
    rows = count + share * sum(count for count, _ in found)
    size_bytes = length + share * sum(length for _, length in found)
    return Freed(round(size_bytes * _PAGES_SHARE), round(rows))


def _blocks(handle: Handle, tier: Tier, end: int) -> list[int]:
    """The blocks before ``end`` that have anything sealed, by one look-up each."""
    found: list[int] = []
    block = _first_block(handle, tier, 0, end)
    while block is not None:
        found.append(block)
        block = _first_block(handle, tier, block + 1, end)
    return found


def _first_block(handle: Handle, tier: Tier, start: int, end: int) -> int | None:
    """The first block of [start, end) that has anything sealed."""
    edges = [
        handle.execute(
            f"SELECT min(id) FROM {table} WHERE id >= ? AND id < ?",  # noqa: S608
            bounds(tier, start, end),
        ).fetchone()[0]
        for table, bounds in _TABLES
    ]
    blocks = [
        number(edge)
        for edge, number in zip(edges, (chunk_block, _tile_block), strict=True)
        if edge is not None
    ]
    return min(blocks, default=None)


def _some(blocks: Sequence[int]) -> Sequence[int]:
    return blocks[:: max(1, -(-len(blocks) // _SAMPLES))]


def _size(handle: Handle, tier: Tier, block: int) -> tuple[int, int]:
    sizes = [_between(handle, table, *bounds(tier, block, block + 1)) for table, bounds in _TABLES]
    return sum(count for count, _ in sizes), sum(length for _, length in sizes)


def _logged(handle: Handle, tier: Tier, before_ms: int) -> tuple[int, int]:
    end_ms = floor_to(before_ms, tier.block_ms) if tier is Tier.RAW else before_ms
    return _between(handle, tier.row_table, row_id(tier, 0, 0), row_id(tier, max(0, end_ms), 0))


def _chunk_range(tier: Tier, start: int, end: int) -> tuple[int, int]:
    return chunk_id(tier, start, 0), chunk_id(tier, end, 0)


def _tile_block(tile: int) -> int:
    return directory_block(tile_directory(tile))


_TABLES = (("chunk", _chunk_range), ("tile", tile_range))


def _between(handle: Handle, table: str, start: int, end: int) -> tuple[int, int]:
    sql = (
        "SELECT count(*), coalesce(sum(length(body)), 0) "  # noqa: S608 - one of a few names of ours
        f"FROM {table} WHERE id >= ? AND id < ?"
    )
    count, length = handle.execute(sql, (start, end)).fetchone()
    return int(count), int(length)
