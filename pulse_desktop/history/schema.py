"""The tables of recorded history."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    target TEXT NOT NULL,
    metric TEXT NOT NULL,
    UNIQUE (family, target, metric)
);
CREATE TABLE IF NOT EXISTS layout (
    id INTEGER PRIMARY KEY,
    series BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS due (
    tier INTEGER NOT NULL,
    bucket_ms INTEGER NOT NULL,
    PRIMARY KEY (tier, bucket_ms)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS span (
    tier INTEGER PRIMARY KEY,
    pruned_ms INTEGER NOT NULL
);
"""
"""``log`` has a row a sweep and a row a closed bucket, all series side by side, in the order of
its ``layout``; ``chunk`` has the sealed blocks, one series each. The keys are ``tier.row_id`` and
``tier.chunk_id``. ``due`` names the buckets that have finer rows which are not yet rolled up
into them. ``span`` says before which instant a tier was pruned.
"""
