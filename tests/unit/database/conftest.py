"""A database with one table, in a folder of its own."""

import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pulse_desktop.database import Database, Schema

ROOT = Path(__file__).parents[3]
DROP = """
import os
def drop():
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
"""
PIECE = "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"


@pytest.fixture
def schema():
    return Schema((PIECE,))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "estates" / "default" / "estate.sqlite"


@pytest.fixture
async def database(path, schema):
    opened = Database(path, schema)
    await opened.open()
    yield opened
    await opened.aclose()


@pytest.fixture
def add():
    """A piece of work that enters one note."""

    def work_for(text):
        return lambda handle: handle.execute("INSERT INTO note (text) VALUES (?)", (text,))

    return work_for


@pytest.fixture
def notes():
    """A piece of work that reads every note."""

    def work(handle):
        return [text for (text,) in handle.execute("SELECT text FROM note ORDER BY id")]

    return work


@pytest.fixture
async def written(path, schema, add):
    """The path of a closed database that holds one note."""
    database = Database(path, schema)
    await database.open()
    await database.write(add("kept"))
    await database.aclose()
    return path


@pytest.fixture
def columns_of():
    """The columns of the note table in a closed file."""

    def read(path):
        with sqlite3.connect(path) as handle:
            found = [row[1] for row in handle.execute("PRAGMA table_info(note)")]
        handle.close()
        return found

    return read


@pytest.fixture
async def shared(schema, add):
    """A closed database with one note, in a folder that every user may look into."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "estate" / "estate.sqlite"
        database = Database(path, schema)
        await database.open()
        await database.write(add("kept"))
        await database.aclose()
        for part in (Path(folder), path.parent, path):
            part.chmod(0o755)
        yield path


@pytest.fixture
def as_a_stranger():
    """Run code as a user without privileges: permissions mean nothing to root.

    The code calls ``drop()`` once its imports are done. Returns what it printed.
    """

    def run(code, *arguments):
        command = [sys.executable, "-c", DROP + textwrap.dedent(code), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        return done.stdout.strip()

    return run
