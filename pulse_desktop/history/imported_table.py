"""The table of imported history, and how long its rows stay (H-08). No numpy."""

from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.history.retention import Keeping
from pulse_desktop.history.tier import Tier
from pulse_desktop.model.clock import epoch_ms

SCHEMA = """
CREATE TABLE IF NOT EXISTS imported (
    series INTEGER NOT NULL,
    width_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (series, width_ms, end_ms)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS imported_age ON imported (width_ms, end_ms);
"""
"""A row has ``BUCKETS`` buckets of one series and width, up to ``end_ms``, which is a multiple of
them all. Its body is that of a rolled row, with a count of 1 for each bucket that there is.
"""

BUCKETS = 128
"""In a row: 2 KB; some two days of half hours."""

SLICE = 500
"""Rows that one transaction removes."""


def prune_slice(handle: Handle, keeping: Keeping, now: datetime) -> bool:
    """Remove one slice of what is older than own history of that width may be.

    In the caller's transaction; whether there is more.
    """
    ages = (keeping.raw, keeping.minute, keeping.hour, keeping.day)
    for (width_ms,) in handle.execute("SELECT DISTINCT width_ms FROM imported").fetchall():
        age = ages[max(tier for tier in Tier if tier.width_ms <= width_ms)]
        if age is not None and _prune(handle, width_ms, epoch_ms(now - age)):
            return True
    return False


def _prune(handle: Handle, width_ms: int, before_ms: int) -> bool:
    sql = (
        "DELETE FROM imported WHERE (series, width_ms, end_ms) IN (SELECT series, width_ms, end_ms "
        "FROM imported WHERE width_ms = ? AND end_ms <= ? LIMIT ?)"
    )
    return handle.execute(sql, (width_ms, before_ms, SLICE)).rowcount >= SLICE
