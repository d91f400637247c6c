"""The tables of recorded history, and the way to them from what earlier versions wrote."""

from pulse_desktop.database import Handle, Migration
from pulse_desktop.history.salvage import sound_in
from pulse_desktop.history.tier import Tier, row_id

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
CREATE TABLE IF NOT EXISTS rolled (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS tile (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS directory (
    id INTEGER PRIMARY KEY,
    first_series INTEGER NOT NULL,
    last_series INTEGER NOT NULL,
    body BLOB NOT NULL,
    copy BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS sealing (
    tier INTEGER NOT NULL,
    block INTEGER NOT NULL,
    slices INTEGER NOT NULL,
    PRIMARY KEY (tier, block)
) WITHOUT ROWID;
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
"""``log`` has a row a sweep, all series side by side in the order of its ``layout``, for as long as
readings are kept. ``rolled`` has such rows of hours and days until they are sealed. Up to version 4
they were in the log, where they came behind every reading, so that a new one found no page to end.
The minutes of sealed readings are in ``tile``, some series each, as the ``directory`` of their
slice says; it is kept twice, because all of a slice hangs on it. Up to version 4 readings went
there too. Sealed hours and days are in ``chunk``, one series each; so are the minutes of the first
versions. The keys are those of ``tier``. ``sealing`` says how many slices of a block are sealed
already. Once all are, it marks a block of readings as sealed, and the rows of one of hours or days
are removed. ``due`` names the days that have hours which are not yet rolled up into them. ``span``
says before which instant a tier was pruned.
"""


def _seal_readings(handle: Handle) -> None:
    """Minutes and hours are made when their readings are sealed, so they are no longer due.

    What an hour still lacked is in the log as readings, and makes its day due once it is sealed.
    """
    handle.execute(
        "INSERT OR IGNORE INTO due SELECT 3, bucket_ms / 86400000 * 86400000 FROM due "
        "WHERE tier IN (1, 2)"
    )
    handle.execute("DELETE FROM due WHERE tier IN (1, 2)")


def _keep_readings(handle: Handle) -> None:
    """Readings that were sealed stay in their tiles until they are pruned; others are in the log.

    What else was there moves. Slices are larger now, so a block that is being sealed is begun
    again. The table is made anew.
    """
    handle.execute("DROP TABLE IF EXISTS sealing")
    handle.execute("CREATE TABLE rolled (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    handle.execute(f"INSERT INTO rolled {_ROLLED_IN_LOG}")
    handle.execute("DELETE FROM log WHERE id >= ?", (_FIRST_ROLLED,))


_FIRST_ROLLED = row_id(Tier.MINUTE, 0, 0)
_ROLLED_IN_LOG = f"SELECT id, body FROM log WHERE id >= {_FIRST_ROLLED}"  # noqa: S608

MIGRATIONS = (
    Migration(4, _seal_readings),
    Migration(5, _keep_readings, views={"rolled": _ROLLED_IN_LOG}, checks={"log": sound_in("log")}),
)
