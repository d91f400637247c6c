"""How far the sealing of a block has come: on disk, in the transaction of each slice."""

from pulse_desktop.database import Handle
from pulse_desktop.history.tier import Tier


def slices_done(handle: Handle, tier: Tier, block: int) -> int | None:
    """Slices of a block that are sealed already; ``None`` where it is to be begun (again)."""
    sql = "SELECT slices FROM sealing WHERE tier = ? AND block = ?"
    found = handle.execute(sql, (tier, block)).fetchone()
    return None if found is None else int(found[0])


def advance(handle: Handle, tier: Tier, block: int, slices: int) -> None:
    """Remember how many slices are sealed."""
    handle.execute("INSERT OR REPLACE INTO sealing VALUES (?, ?, ?)", (tier, block, slices))


def begin_again(handle: Handle, tier: Tier, at_ms: int) -> None:
    """Something came into the block around ``at_ms``: what is sealed of it may lack that."""
    sql = "DELETE FROM sealing WHERE tier = ? AND block = ?"
    handle.execute(sql, (tier, at_ms // tier.block_ms))
