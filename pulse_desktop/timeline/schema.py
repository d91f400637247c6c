"""The table of the log, and the way to it from what the first version wrote."""

from pulse_desktop.database import Handle, Migration

SCHEMA = """
CREATE TABLE IF NOT EXISTS change (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    resource TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT,
    metadata TEXT NOT NULL,
    observed_ms INTEGER,
    origin TEXT NOT NULL DEFAULT 'pulse_diff',
    adapter TEXT,
    actor TEXT,
    confidence TEXT NOT NULL DEFAULT 'high',
    reason TEXT,
    related TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX IF NOT EXISTS change_at ON change (at_ms);
CREATE INDEX IF NOT EXISTS change_resource ON change (resource, at_ms);
CREATE INDEX IF NOT EXISTS change_resource_kind ON change (resource, kind, at_ms);
CREATE INDEX IF NOT EXISTS change_kind ON change (kind, at_ms);
CREATE INDEX IF NOT EXISTS change_source ON change (source, at_ms);
CREATE INDEX IF NOT EXISTS change_source_kind ON change (source, kind, at_ms);
CREATE TABLE IF NOT EXISTS pruned (
    newest_ms INTEGER PRIMARY KEY
);
"""
"""Every index ends in the row's number without being told to, so it gives the timeline's order.

``pruned`` has one row, the instant of the newest entry that was too old, once there was one.
"""

_ADDED = (
    "observed_ms INTEGER",
    "origin TEXT NOT NULL DEFAULT 'pulse_diff'",
    "adapter TEXT",
    "actor TEXT",
    "confidence TEXT NOT NULL DEFAULT 'high'",
    "reason TEXT",
    "related TEXT NOT NULL DEFAULT '[]'",
)


def _say_how_it_is_known(handle: Handle) -> None:
    """Give the first version's entries the columns they had no words for."""
    for column in _ADDED:
        handle.execute(f"ALTER TABLE change ADD COLUMN {column}")
    handle.execute("UPDATE change SET origin = 'platform_event' WHERE kind = 'activity'")


MIGRATIONS = (Migration(2, _say_how_it_is_known),)
