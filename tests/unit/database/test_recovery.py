"""Of a damaged database all that lies outside the bad pages comes back; the file stays as it is."""

import asyncio
import hashlib
import os
import shutil
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, datetime
from types import MappingProxyType, SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pulse_desktop.database import Database, Job, Migration, Schema
from pulse_desktop.database.page_file import FREE, PageFile
from pulse_desktop.database.recovery import recover
from pulse_desktop.database.tree_page import cells
from pulse_desktop.model.errors import StoreError, StoreState

NOW = datetime(2026, 5, 9, tzinfo=UTC)
PAGE = 16_384
TABLES = """
CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS change (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, text TEXT);
CREATE INDEX IF NOT EXISTS change_at ON change (at_ms);
CREATE TABLE IF NOT EXISTS words (name TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
"""
SIZES = (40, 900, 3000, 20_000, 50_000)
DAMAGES = st.dictionaries(
    st.integers(0, 200),
    st.tuples(st.sampled_from(("rubbish", "zeros", "another page", "half")), st.integers(0, 1000)),
    min_size=1,
    max_size=12,
)


def sound(row):
    return zlib.crc32(row["body"][4:]) == int.from_bytes(row["body"][:4], "big")


SCHEMA = Schema((TABLES,), checks=MappingProxyType({"body": sound}))
READ = {
    "body": "SELECT id, body FROM body",
    "change": "SELECT rowid, id, at_ms, text FROM change",
    "words": "SELECT name, text FROM words",
}


def body(number):
    data = hashlib.shake_128(str(number).encode()).digest(SIZES[number % len(SIZES)])
    return zlib.crc32(data).to_bytes(4, "big") + data


def fill(handle):
    bodies = [(number * 7 << 40, body(number)) for number in range(90)]
    handle.executemany("INSERT INTO body VALUES (?, ?)", bodies)
    changes = [(f"change-{n}", n * 1000, f"What happened {n} " * 20) for n in range(1200)]
    handle.executemany("INSERT INTO change VALUES (?, ?, ?)", changes)
    words = [(f"name {n:05}", "so it was said " * 30) for n in range(200)]
    handle.executemany("INSERT INTO words VALUES (?, ?)", words)
    handle.execute("DELETE FROM body WHERE id % 3 = 0")
    handle.execute("DELETE FROM change WHERE rowid BETWEEN 300 AND 500")


class Original:
    """The intact file: its rows, and by table and row the pages that it lies in."""

    def __init__(self, path):
        self.path = path
        self.rows = rows_of(path)
        self.pages = placed(path, self.rows)
        self.count = path.stat().st_size // PAGE


class _Watched(PageFile):
    """Notes which pages are looked at."""

    def page(self, number):
        self.looked = getattr(self, "looked", set()) | {number}
        return super().page(number)


def rows_of(path):
    with closing(sqlite3.connect(path)) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {table: set(handle.execute(sql)) for table, sql in READ.items()}


def placed(path, rows):
    """Where each row of the intact file lies."""
    by_key = {(table, row[0]): (table, row) for table, found in rows.items() for row in found}
    pages = {}
    with closing(_Watched(path)) as file:
        for number in range(1, file.count + 1):
            if file.parent(number)[0] == FREE:  # it may hold what the row was before it moved
                continue
            reading = cells(file, number)
            while True:
                file.looked = {number}
                cell = next(reading, None)
                if cell is None:
                    break
                for table in ("body", "change") if cell.key is not None else ("words",):
                    key = cell.key if cell.key is not None else (cell.values or [None])[0]
                    row = by_key.get((table, key))
                    if row is not None and cell.values and cell.values[-1] == row[1][-1]:
                        pages[row] = set(file.looked)
    return pages


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A closed database of three tables, and where each row lies in it."""
    path = tmp_path_factory.mktemp("original") / "estate.sqlite"

    async def make():
        database = Database(path, SCHEMA)
        await database.open()
        await database.write(fill)
        await database.aclose()

    asyncio.run(make())
    return Original(path)


@pytest.fixture
def damaged(original, tmp_path):
    """A copy that a test may ruin."""
    copy = tmp_path / "estate.sqlite"
    shutil.copy(original.path, copy)
    return copy


def ruin(path, number, how, seed=0):
    """Overwrite one page."""
    with path.open("rb+") as file:
        data = {
            "rubbish": hashlib.shake_128(f"{number} {seed}".encode()).digest(PAGE),
            "zeros": bytes(PAGE),
            "another page": file.read(seed % 50 * PAGE + PAGE)[-PAGE:],
            "half": hashlib.shake_128(f"{number} {seed}".encode()).digest(PAGE // 2),
        }[how]
        file.seek((number - 1) * PAGE)
        file.write(data)


def run(path, schema=SCHEMA):
    async def go():
        return await Database(path, schema).recover(NOW, Job())

    return asyncio.run(go())


def test_the_reader_finds_in_an_intact_file_what_sqlite_finds(original):
    everything = {(table, row) for table, rows in original.rows.items() for row in rows}
    assert set(original.pages) == everything
    assert max(len(pages) for pages in original.pages.values()) > 3


def test_an_intact_file_is_recovered_whole(original, damaged):
    recovery = run(damaged)
    assert rows_of(damaged) == original.rows
    assert recovery.rows == {table: len(rows) for table, rows in original.rows.items()}
    assert {table for table, lost in recovery.lost.items() if lost} == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(damages=DAMAGES)
@example(damages={0: ("rubbish", 0), 1: ("rubbish", 63)})
@example(damages={0: ("rubbish", 0), 1: ("rubbish", 0)})
def test_everything_outside_the_bad_pages_comes_back(original, tmp_path_factory, damages):
    path = tmp_path_factory.mktemp("damaged") / "estate.sqlite"
    shutil.copy(original.path, path)
    bad = {place % original.count + 1: damage for place, damage in damages.items()}
    for number, (how, seed) in bad.items():
        ruin(path, number, how, seed)
    before = path.read_bytes()
    recovery = run(path)
    found = {(table, row) for table, rows in rows_of(path).items() for row in rows}
    # Of a tree whose root is lost with the list of tables nobody can tell whose it was.
    if 1 not in bad or set(bad) <= {1, 2}:
        assert {row for row, pages in original.pages.items() if not pages & set(bad)} <= found
    if not {1, 2} <= set(bad):  # without either nobody knows which pages are free
        assert found <= set(original.pages)
    assert recovery.kept_as.read_bytes() == before


def test_a_single_bad_page_costs_no_other_row(original, tmp_path):
    path = tmp_path / "estate.sqlite"
    for number in (*range(1, 10), *range(10, original.count + 1, 4)):
        shutil.copy(original.path, path)
        ruin(path, number, "rubbish")
        recovery = run(path)
        found = {(table, row) for table, rows in rows_of(path).items() for row in rows}
        whole = {row for row, pages in original.pages.items() if number not in pages}
        assert whole <= found, number
        lost = [row for table, row in original.pages.keys() - found if table == "body"]
        keys = recovery.lost.get("body", ())
        assert all(any(k.first <= row[0] <= k.last for k in keys) for row in lost), number


def test_a_file_cut_off_in_its_middle_gives_what_is_left(original, damaged):
    kept = original.count // 2
    os.truncate(damaged, kept * PAGE)
    run(damaged)
    found = {(table, row) for table, rows in rows_of(damaged).items() for row in rows}
    assert {row for row, pages in original.pages.items() if max(pages) <= kept} <= found


@pytest.mark.parametrize("content", [b"x", b"not a database " * 5000, os.urandom(200_000)])
def test_a_file_of_rubbish_gives_an_empty_database(tmp_path, content):
    path = tmp_path / "estate.sqlite"
    path.write_bytes(content)
    recovery = run(path)
    assert rows_of(path) == {"body": set(), "change": set(), "words": set()}
    assert recovery.kept_as.read_bytes() == content


async def test_what_only_the_log_has_comes_back_too(tmp_path):
    path, copy = tmp_path / "estate.sqlite", tmp_path / "copy" / "estate.sqlite"
    copy.parent.mkdir()
    database = Database(path, SCHEMA)
    await database.open()
    await database.write(fill)
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    await database.aclose()
    await Database(copy, SCHEMA).recover(NOW, Job())
    assert rows_of(copy) == rows_of(path)


async def test_a_file_of_an_older_version_is_recovered_as_such_and_then_migrated(tmp_path):
    path = tmp_path / "estate.sqlite"
    database = Database(
        path, Schema(("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT);",))
    )
    await database.open()
    await database.write(lambda h: h.execute("INSERT INTO note VALUES (5, 'old')"))
    await database.aclose()
    newer = Schema(
        ("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT, author TEXT);",),
        (Migration(2, lambda h: h.execute("ALTER TABLE note ADD COLUMN author TEXT DEFAULT 'x'")),),
    )
    database = Database(path, newer)
    assert (await database.recover(NOW, Job())).rows == {"note": 1}
    await database.open()
    rows = await database.read(lambda h: h.execute("SELECT * FROM note").fetchall())
    assert rows == [(5, "old", "x")]
    await database.aclose()


async def test_a_recovery_that_is_stopped_changes_nothing(damaged):
    job = Job()
    job.stop()
    before = damaged.read_bytes()
    with pytest.raises(StoreError) as caught:
        await Database(damaged, SCHEMA).recover(NOW, job)
    assert caught.value.state is StoreState.STOPPED
    assert damaged.read_bytes() == before
    assert list(damaged.parent.iterdir()) == [damaged]


async def test_recovering_tells_how_far_it_is(damaged):
    told = []
    await Database(damaged, SCHEMA).recover(NOW, Job(told.append))
    await asyncio.sleep(0)
    percents = [one.percent for one in told]
    assert percents == sorted(set(percents))
    assert len(percents) > 10


async def test_no_room_to_recover_is_said_and_nothing_is_changed(damaged, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(StoreError, match="where 1 MB are free") as caught:
        await Database(damaged, SCHEMA).recover(NOW, Job())
    assert caught.value.state is StoreState.FULL
    assert list(damaged.parent.iterdir()) == [damaged]


async def test_a_newer_file_is_not_recovered(damaged):
    with damaged.open("rb+") as file:
        file.seek(60)
        file.write((7).to_bytes(4, "big"))
    with pytest.raises(StoreError, match="newer"):
        await Database(damaged, SCHEMA).recover(NOW, Job())


async def test_a_recovery_cut_off_before_the_files_changed_places_is_finished_at_the_start(
    original, damaged, monkeypatch
):
    monkeypatch.setattr("pulse_desktop.database.recovery.take_place", lambda path, now: None)
    ruin(damaged, original.count, "zeros")
    before = damaged.read_bytes()
    recover(damaged, SCHEMA, NOW, Job())
    monkeypatch.undo()
    assert damaged.read_bytes() == before
    database = Database(damaged, SCHEMA)
    await database.open()
    await database.aclose()
    kept = [file.read_bytes() for file in damaged.parent.glob("*damaged*")]
    assert kept == [before]
    assert len(rows_of(damaged)["change"]) > 500
