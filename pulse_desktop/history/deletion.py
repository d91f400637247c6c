"""Deleting recorded history older than an instant, and what that would free."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse_desktop.database import Handle
from pulse_desktop.history.prune import delete_slice, remember_deletion
from pulse_desktop.history.tier import Tier, chunk_block, chunk_id, floor_to, row_id

_SAMPLES = 5
"""Blocks of each tier whose sizes are looked up; the others are taken to be like them."""

_PAGES_SHARE = 1.03
"""Bytes of pages a byte of chunks takes (measured)."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What a deletion would free. An estimate; the file shrinks by it as pages are given back."""

    size_bytes: int
    rows: int
    """Rows of the log and chunks that would go."""


def delete_before(handle: Handle, before_ms: int) -> bool:
    """Remove one slice of everything older, in all tiers, in the caller's transaction.

    Returns whether there is more. Whatever the retention says; nothing older is shown from the
    first slice on. What shares a block with younger history goes when its block is over.
    """
    remember_deletion(handle, before_ms)
    return delete_slice(handle, before_ms)


def freed_by(handle: Handle, before_ms: int) -> Freed:
    """What ``delete_before`` would free. Reads no body; some blocks stand for all."""
    size_bytes = rows = 0.0
    for tier in Tier:
        blocks = _blocks(handle, tier, before_ms // tier.block_ms)
        found = [_size(handle, tier, block) for block in _some(blocks)]
        share = len(blocks) / len(found) if found else 0.0
        rows += share * sum(count for count, _ in found)
        size_bytes += share * sum(length for _, length in found)
        count, length = _logged(handle, tier, before_ms)
        rows, size_bytes = rows + count, size_bytes + length
    return Freed(round(size_bytes * _PAGES_SHARE), round(rows))


def _blocks(handle: Handle, tier: Tier, end: int) -> list[int]:
    """The blocks before ``end`` that have chunks, by one look-up each."""
    found: list[int] = []
    start = chunk_id(tier, 0, 0)
    while True:
        sql = "SELECT min(id) FROM chunk WHERE id >= ? AND id < ?"
        (first,) = handle.execute(sql, (start, chunk_id(tier, end, 0))).fetchone()
        if first is None:
            return found
        found.append(chunk_block(first))
        start = chunk_id(tier, found[-1] + 1, 0)


def _some(blocks: Sequence[int]) -> Sequence[int]:
    return blocks[:: max(1, -(-len(blocks) // _SAMPLES))]


def _size(handle: Handle, tier: Tier, block: int) -> tuple[int, int]:
    return _between(handle, "chunk", chunk_id(tier, block, 0), chunk_id(tier, block + 1, 0))


def _logged(handle: Handle, tier: Tier, before_ms: int) -> tuple[int, int]:
    end_ms = floor_to(before_ms, tier.block_ms) if tier is Tier.RAW else before_ms
    return _between(handle, "log", row_id(tier, 0, 0), row_id(tier, max(0, end_ms), 0))


def _between(handle: Handle, table: str, start: int, end: int) -> tuple[int, int]:
    sql = (
        "SELECT count(*), coalesce(sum(length(body)), 0) "  # noqa: S608 - one of two names of ours
        f"FROM {table} WHERE id >= ? AND id < ?"
    )
    count, length = handle.execute(sql, (start, end)).fetchone()
    return int(count), int(length)
