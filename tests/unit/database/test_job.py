"""Bringing a file to this version's format says how far it is, can be stopped, and survives."""

import asyncio
import itertools
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pulse_desktop.database import Database, Job, Migration, Schema
from pulse_desktop.model.errors import StoreError, StoreState

ROOT = Path(__file__).parents[3]
NOTES = 3000
KILLS = 25


def add_author(handle):
    handle.execute("ALTER TABLE note ADD COLUMN author TEXT")


def sign(handle):
    handle.execute("UPDATE note SET author = 'nobody'")


def endless(handle):
    handle.execute(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )


@pytest.fixture
def third(schema):
    """The planted third version."""
    return Schema(schema.pieces, (Migration(2, add_author), Migration(3, sign)))


@pytest.fixture
async def old(path, schema):
    """A file of the first version, some megabytes long."""
    database = Database(path, schema)
    await database.open()
    rows = [(f"{n:06}" * 200,) for n in range(NOTES)]
    await database.write(lambda h: h.executemany("INSERT INTO note (text) VALUES (?)", rows))
    await database.aclose()
    return path


async def opened(path, schema, job=None):
    database = Database(path, schema)
    await database.open(job)
    await database.aclose()


async def refused(path, schema, job=None):
    with pytest.raises(StoreError) as caught:
        await Database(path, schema).open(job)
    return caught.value


def look(path):
    """Version, how many notes there are, and how many signers."""
    with sqlite3.connect(path) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        columns = [row[1] for row in handle.execute("PRAGMA table_info(note)")]
        (version,) = handle.execute("PRAGMA user_version").fetchone()
        (notes,) = handle.execute("SELECT count(*) FROM note").fetchone()
        signed = 0
        if "author" in columns:
            (signed,) = handle.execute("SELECT count(author) FROM note").fetchone()
    handle.close()
    return version, notes, signed


async def test_migrating_tells_which_step_it_is_at_and_how_far(old, third):
    told = []
    await opened(old, third, Job(told.append))
    await asyncio.sleep(0)
    steps = [sentence for sentence, _ in itertools.groupby(str(one.sentence) for one in told)]
    assert steps == [
        "Recorded history is copied before it is brought to the format of this version",
        "Recorded history is brought to the format of this version",
    ]
    copied = [one.percent for one in told if "copied" in str(one.sentence)]
    assert copied[-1] == 100
    assert copied == sorted(set(copied))
    assert [one.percent for one in told if "copied" not in str(one.sentence)] == [0, 50]


async def test_a_file_of_this_version_has_nothing_to_tell(written, schema):
    told = []
    await opened(written, schema, Job(told.append))
    await asyncio.sleep(0)
    assert told == []


async def test_a_copy_that_nobody_wants_any_more_leaves_the_file_as_it_was(old, third):
    job = Job()
    job.stop()
    assert (await refused(old, third, job)).state is StoreState.STOPPED
    assert look(old) == (1, NOTES, 0)
    assert [file.name for file in old.parent.iterdir()] == [old.name]


async def test_a_step_that_takes_long_is_stopped_in_its_middle(old, schema):
    slow = Schema(schema.pieces, (Migration(2, endless),))
    job = Job(lambda progress: job.stop() if "copied" not in str(progress.sentence) else None)
    assert (await refused(old, slow, job)).state is StoreState.STOPPED
    assert look(old) == (1, NOTES, 0)


async def test_no_room_for_the_copy_is_said_before_anything_is_changed(old, third, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2_500_000))
    before = old.read_bytes()
    error = await refused(old, third)
    assert error.state is StoreState.FULL
    needed = -(-2 * len(before) // 1_000_000)
    assert f"takes {needed} MB on its disk, where 2 MB are free" in str(error)
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == [old.name]


def test_killed_at_any_moment_of_migrating_the_file_opens_again(tmp_path):
    """Kill -9 leaves one version or the next, every row, and a copy that is whole or not there."""
    moments = random.Random(20260509)  # noqa: S311 - moments, not secrets
    met = set()
    path = tmp_path / "estate.sqlite"
    for number in range(KILLS):
        if number % 5 == 0:
            shutil.rmtree(tmp_path)
            tmp_path.mkdir()
            _run("make", path).communicate()
        _kill_after(_run("migrate", path), moments.uniform(0, 0.02 * (1 + number % 5)))
        version, notes, signed = look(path)
        assert (notes, signed) == (NOTES, NOTES if version == 3 else 0)
        met.add(version)
        copy = path.with_name(path.name + ".version-1")
        assert not copy.exists() or look(copy) == (1, NOTES, 0)
    _run("migrate", path).communicate()
    assert look(path) == (3, NOTES, NOTES)
    assert met > {1}


def _run(word, path):
    command = [sys.executable, "-c", _PROGRAM, word, str(path), str(NOTES)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def _kill_after(process, seconds):
    process.stdout.readline()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()


_PROGRAM = """
import asyncio, sys
from pathlib import Path
from pulse_desktop.database import Database, Migration, Schema
word, path, notes = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
PIECE = "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
STEPS = (
    Migration(2, lambda h: h.execute("ALTER TABLE note ADD COLUMN author TEXT")),
    Migration(3, lambda h: h.execute("UPDATE note SET author = 'nobody'")),
)
def fill(handle):
    rows = [(f"{n:06}" * 200,) for n in range(notes)]
    handle.executemany("INSERT INTO note (text) VALUES (?)", rows)
async def main():
    database = Database(path, Schema((PIECE,), STEPS if word == "migrate" else ()))
    print("begins", flush=True)
    await database.open()
    if word == "make":
        await database.write(fill)
    await database.aclose()
asyncio.run(main())
"""
