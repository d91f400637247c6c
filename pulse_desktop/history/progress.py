"""How far the sealing of a block has come: on disk, in the transaction of each slice."""

from pulse_desktop.database import Handle
from pulse_desktop.history.tier import LAST_MS, Tier, row_id, row_range, row_time

SEALED = -1
"""In place of a number of slices: the block is sealed, and its rows stay where they are."""


def slices_done(handle: Handle, tier: Tier, block: int) -> int | None:
    """Slices of a block that are sealed already; ``None`` where it is to be begun (again).

    ``SEALED`` where all are and it is one of readings.
    """
    sql = "SELECT slices FROM sealing WHERE tier = ? AND block = ?"
    found = handle.execute(sql, (tier, block)).fetchone()
    return None if found is None else int(found[0])


def advance(handle: Handle, tier: Tier, block: int, slices: int) -> None:
    """Remember how many slices are sealed."""
    handle.execute("INSERT OR REPLACE INTO sealing VALUES (?, ?, ?)", (tier, block, slices))


def unsealed_blocks(handle: Handle, tier: Tier, end_ms: int = LAST_MS) -> list[int]:
    """Numbers of the blocks that are to be sealed and begin before ``end_ms``.

    Those have rows; one of readings may be sealed all the same.
    """
    sealed = _sealed(handle) if tier is Tier.RAW else set()
    blocks: list[int] = []
    start, end = row_range(tier, 0, end_ms)
    while True:
        sql = f"SELECT min(id) FROM {tier.row_table} WHERE id >= ? AND id < ?"  # noqa: S608
        (first,) = handle.execute(sql, (start, end)).fetchone()
        if first is None:
            return blocks
        block = row_time(first) // tier.block_ms
        if block not in sealed:
            blocks.append(block)
        block += 1
        while block in sealed:
            block += 1
        start = row_id(tier, block * tier.block_ms, 0)


def begin_again(handle: Handle, tier: Tier, at_ms: int) -> None:
    """Something came into the block around ``at_ms``: what is sealed of it may lack that."""
    sql = "DELETE FROM sealing WHERE tier = ? AND block = ?"
    handle.execute(sql, (tier, at_ms // tier.block_ms))


def forget_before(handle: Handle, tier: Tier, end_ms: int) -> None:
    """The blocks that ended by ``end_ms`` have no rows any more."""
    sql = "DELETE FROM sealing WHERE tier = ? AND block < ?"
    handle.execute(sql, (tier, end_ms // tier.block_ms))


def _sealed(handle: Handle) -> set[int]:
    """The blocks of readings that are sealed and still in the log."""
    sql = "SELECT block FROM sealing WHERE tier = ? AND slices = ?"
    return {block for (block,) in handle.execute(sql, (Tier.RAW, SEALED))}
