"""A file of an earlier version opens, is copied first, and keeps all its readings."""

import sqlite3
import struct
import zlib
from contextlib import closing
from datetime import UTC, datetime

import numpy as np
import pytest

from pulse_desktop.database import Job, Schema, read_only
from pulse_desktop.database.connection import APPLICATION_ID, open_writer
from pulse_desktop.database.recovery import recover
from pulse_desktop.database.schema import prepare
from pulse_desktop.history import imported_table
from pulse_desktop.history.recorded import recorded
from pulse_desktop.history.retention import DEEP
from pulse_desktop.history.salvage import CHECKS, TABLES
from pulse_desktop.history.schema import MIGRATIONS, SCHEMA
from pulse_desktop.history.store import Store
from pulse_desktop.history.tier import LAST_MS, Tier, row_range
from pulse_desktop.model.clock import from_epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget

HOUR_MS, MINUTE_MS = 3_600_000, 60_000
START_MS = 1_772_409_600_000
SINCE_MS = START_MS + 2 * HOUR_MS
"""From here on the old program had readings and rows of minutes; before it, a chunk."""

UNTIL_MS = SINCE_MS + 90 * MINUTE_MS
WEB = SeriesKey(SeriesTarget(Family.VM, "web"), Metric.CPU)

OLD = """
PRAGMA page_size = 16384;
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE series (id INTEGER PRIMARY KEY, family TEXT NOT NULL, target TEXT NOT NULL,
    metric TEXT NOT NULL, UNIQUE (family, target, metric));
CREATE TABLE layout (id INTEGER PRIMARY KEY, series BLOB NOT NULL);
CREATE TABLE log (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE due (tier INTEGER NOT NULL, bucket_ms INTEGER NOT NULL,
    PRIMARY KEY (tier, bucket_ms)) WITHOUT ROWID;
CREATE TABLE span (tier INTEGER PRIMARY KEY, pruned_ms INTEGER NOT NULL);
INSERT INTO series VALUES (1, 'vm', 'web', 'cpu');
INSERT INTO layout VALUES (1, x'01000000');
PRAGMA user_version = 3;
"""


def row_id(tier, at_ms):
    return tier << 61 | at_ms << 19 | 1


def body(codec, data):
    return struct.pack("<BI", codec, zlib.crc32(data)) + data


def planes(values, counts):
    figures = np.resize(np.array(values, "<f4"), 3 * len(values)).view("<u4")
    return np.concatenate([figures, np.array(counts, "<u4")])


def bucket(value, count):
    return body(0, planes([value], [count]).tobytes())


def packed(values):
    words = planes(values, [6] * len(values))
    return body(1, zlib.compress(words.view(np.uint8).reshape(-1, 4).T.tobytes(), 1))


def readings():
    return range(SINCE_MS, UNTIL_MS, 10_000)


@pytest.fixture
def path(tmp_path):
    """Two hours sealed in minutes, one hour rolled up, and half an hour of the next."""
    path = tmp_path / "estate.sqlite"
    with closing(sqlite3.connect(path)) as old:
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.executescript(OLD)
        rows = [(row_id(0, at), body(0, struct.pack("<f", 0.5))) for at in readings()]
        rows += [(row_id(1, at), bucket(0.5, 6)) for at in range(SINCE_MS, UNTIL_MS, MINUTE_MS)]
        rows += [(row_id(2, START_MS + n * HOUR_MS), bucket(0.5, 360)) for n in range(3)]
        old.executemany("INSERT INTO log VALUES (?, ?)", rows)
        sealed = (1 << 61 | START_MS // (2 * HOUR_MS) << 24 | 1, packed([0.5] * 120))
        old.execute("INSERT INTO chunk VALUES (?, ?)", sealed)
        due = [(2, UNTIL_MS - 30 * MINUTE_MS), (3, START_MS)]
        old.executemany("INSERT INTO due VALUES (?, ?)", due)
        old.commit()
    return path


@pytest.fixture
def handle(path):
    handle = open_writer(path, SCHEMAS)
    prepare(handle, path, SCHEMAS)
    yield handle
    handle.close()


def counts(handle):
    """Of all tiers, how many readings they account for; and their first instants."""
    store = recorded(handle, [WEB], {})
    tiers = [store.read(tier, 0, LAST_MS)[1] for tier in Tier]
    return [(int(points.at_ms[0]), int(points.planes.count.sum())) for points in tiers]


SCHEMAS = Schema((SCHEMA, imported_table.SCHEMA), MIGRATIONS, CHECKS)
ALL = [(SINCE_MS, 540), (START_MS, 1260), (START_MS, 1260), (START_MS, 1260)]


def test_an_older_file_is_copied_before_it_is_changed(handle, path):
    copy = path.with_name(path.name + ".version-3")
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT count(*) FROM due").fetchone() == (2,)
    assert handle.execute("PRAGMA user_version").fetchone() == (5,)


def test_an_older_files_readings_are_all_there(handle):
    assert counts(handle) == ALL


def test_an_older_files_readings_outlive_sealing(handle):
    """H-02: what was rolled up already is not counted again."""
    store = Store()
    while store.tend(handle, DEEP, from_epoch_ms(UNTIL_MS + 3 * HOUR_MS)):
        continue
    assert counts(handle) == ALL
    assert handle.execute("SELECT count(*) FROM rolled WHERE id >> 61 = 1").fetchone() == (0,)


def test_an_older_files_minutes_and_hours_move_out_of_the_log(handle):
    tiers = [
        [tier for (tier,) in handle.execute(f"SELECT DISTINCT id >> 61 FROM {table} ORDER BY 1")]  # noqa: S608
        for table in ("log", "rolled")
    ]
    assert tiers == [[Tier.RAW], [Tier.MINUTE, Tier.HOUR]]


def test_a_command_that_only_reads_sees_all_of_an_older_file(path):
    with read_only(path, SCHEMAS) as handle:
        assert counts(handle) == ALL


async def test_an_older_file_that_is_damaged_keeps_all_that_is_sound(path):
    with path.open("rb+") as file:
        file.seek(18)
        file.write(b"rubbish")
    found = recover(path, SCHEMAS, datetime(2026, 5, 9, tzinfo=UTC), Job())
    assert not any(found.lost.values())
    with closing(open_writer(path, SCHEMAS)) as handle:
        prepare(handle, path, SCHEMAS)
        assert counts(handle) == ALL


def test_rows_of_rolled_tiers_are_told_from_readings():
    """Where the list of tables is lost, a tree is the one's whose checks its rows pass."""
    row = {"id": row_id(Tier.HOUR, START_MS), "body": bucket(0.5, 360)}
    fitting = [table for table, check in CHECKS.items() if table in TABLES and check(row)]
    assert fitting == ["rolled"]


def test_looking_into_an_older_file_uses_its_keys(path):
    with read_only(path, SCHEMAS) as handle:
        sql = "EXPLAIN QUERY PLAN SELECT min(id) FROM rolled WHERE id >= ? AND id < ?"
        plan = [row[3] for row in handle.execute(sql, row_range(Tier.HOUR, 0, UNTIL_MS))]
    assert plan == ["SEARCH log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]
