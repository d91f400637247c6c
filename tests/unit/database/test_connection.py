"""What a command that only reads may and may not do, and files that are none of ours."""

import asyncio
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from pulse_desktop.database import Database, Schema, read_only, set_aside
from pulse_desktop.database.failure import translated
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.errors import StoreError, StoreState


async def refusal(path, schema):
    with pytest.raises(StoreError) as caught:
        await Database(path, schema).open()
    return caught.value


async def test_a_command_reads_beside_the_writer(database, path, schema, add, notes):
    await database.write(add("live"))
    with read_only(path, schema) as handle:
        assert notes(handle) == ["live"]


async def test_a_command_creates_no_file(written, schema, notes):
    with read_only(written, schema) as handle:
        assert notes(handle) == ["kept"]
        assert [file.name for file in written.parent.iterdir()] == [written.name]


def test_a_command_makes_no_database_where_there_is_none(path, schema):
    with pytest.raises(FileNotFoundError), read_only(path, schema):
        pass
    assert not path.parent.exists()


async def test_a_table_that_an_older_file_lacks_is_an_empty_one(written, schema, notes):
    newer = Schema((*schema.pieces, "CREATE TABLE IF NOT EXISTS later (id INTEGER);"))
    with read_only(written, newer) as handle:
        assert handle.execute("SELECT * FROM later").fetchall() == []
        assert notes(handle) == ["kept"]
    with sqlite3.connect(written) as file:
        assert not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchall()
    file.close()


async def test_a_command_cannot_write(written, schema, add):
    with read_only(written, schema) as handle, pytest.raises(sqlite3.OperationalError):
        add("x")(handle)


async def test_a_reader_finds_what_a_killed_writer_left_in_the_log(path, schema, notes):
    code = """
        import asyncio, os, sys
        from pathlib import Path
        from pulse_desktop.database import Database, Schema
        async def main():
            database = Database(Path(sys.argv[1]), Schema((sys.argv[2],)))
            await database.open()
            await database.write(lambda h: h.execute("INSERT INTO note (text) VALUES ('last')"))
            os.kill(os.getpid(), 9)
        asyncio.run(main())
    """
    await asyncio.to_thread(_run, code, path, schema.pieces[0])
    with read_only(path, schema) as handle:
        assert notes(handle) == ["last"]


async def test_a_newer_database_is_refused_with_a_sentence_and_left_alone(written, schema):
    with sqlite3.connect(written) as handle:
        handle.execute("PRAGMA user_version = 7")
    handle.close()
    before = written.read_bytes()
    error = await refusal(written, schema)
    assert error.state is StoreState.NEWER
    assert "newer version of Pulse Desktop (format 7" in str(error)
    assert written.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"x", b"not a database " * 20, b"SQLite format 3\0" + b"\0" * 90]
)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(path, schema, content):
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert (await refusal(path, schema)).state is StoreState.DAMAGED
    assert path.read_bytes() == content


async def test_another_programs_database_is_refused(path, schema):
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as handle:
        handle.execute("CREATE TABLE theirs (x)")
    handle.close()
    assert (await refusal(path, schema)).state is StoreState.DAMAGED


async def test_a_database_with_a_broken_inside_is_refused(written, schema):
    damaged = bytearray(written.read_bytes())
    damaged[100:4000] = b"\xff" * 3900
    written.write_bytes(damaged)
    assert (await refusal(written, schema)).state is StoreState.DAMAGED


async def test_an_empty_file_becomes_a_database(path, schema, notes):
    path.parent.mkdir(parents=True)
    path.touch()
    database = Database(path, schema)
    await database.open()
    assert await database.read(notes) == []
    await database.aclose()


async def test_a_database_is_seen_only_once_it_is_whole(path, schema, notes):
    with pytest.raises(sqlite3.OperationalError):
        await Database(path, Schema((*schema.pieces, "CREATE TABLE;"))).open()
    with pytest.raises(FileNotFoundError), read_only(path, schema):
        pass
    path.with_name(path.name + ".new-journal").write_bytes(b"left by a kill")
    database = Database(path, schema)
    await database.open()
    assert await database.read(notes) == []
    await database.aclose()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_a_damaged_database_is_set_aside_and_a_new_one_begins(written, schema, notes):
    written.write_bytes(b"rubbish")
    written.with_name(written.name + "-wal").write_bytes(b"log")
    aside = set_aside(written, utc_now())
    database = Database(written, schema)
    await database.open()
    assert await database.read(notes) == []
    await database.aclose()
    assert aside.read_bytes() == b"rubbish"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"


def test_setting_aside_writes_over_nothing(tmp_path):
    now, path = utc_now(), tmp_path / "estate.sqlite"
    names = set()
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        names.add(set_aside(path, now))
    assert sorted(name.read_bytes() for name in names) == [b"1", b"2", b"3"]


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o666, 0o555)])
async def test_a_write_protected_database_is_told_and_can_still_be_read(
    shared, schema, as_a_stranger, file, folder
):
    """S-01: what may not be written is said, and its mode stays as it is."""
    shared.chmod(file)
    shared.parent.chmod(folder)
    said = await asyncio.to_thread(as_a_stranger, _OPEN_AND_READ, shared, schema.pieces[0])
    assert said == "read_only ['kept']"
    assert shared.stat().st_mode & 0o777 == file
    assert shared.parent.stat().st_mode & 0o777 == folder


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (OSError(28, "No space left on device"), StoreState.FULL),
        (OSError(30, "Read-only file system"), StoreState.READ_ONLY),
        (OSError(5, "Input/output error"), StoreState.FAILED),
    ],
)
def test_what_the_file_system_refuses_becomes_a_sentence(path, failure, state):
    with pytest.raises(StoreError) as caught, translated(path):
        raise failure
    assert caught.value.state is state
    assert str(path) in str(caught.value)


async def test_a_full_disk_is_told_and_writing_goes_on_when_there_is_space(database, add, notes):
    await database.write(lambda handle: handle.execute("PRAGMA max_page_count = 20").fetchone())
    with pytest.raises(StoreError) as caught:
        await database.write(add("x" * 1_000_000))
    assert caught.value.state is StoreState.FULL
    await database.write(lambda handle: handle.execute("PRAGMA max_page_count = 2000").fetchone())
    await database.write(add("fits"))
    assert await database.read(notes) == ["fits"]


async def test_a_bug_in_a_statement_is_no_store_error(database):
    with pytest.raises(sqlite3.OperationalError):
        await database.read(lambda handle: handle.execute("SELECT nonsense"))


async def test_a_database_that_another_program_holds_is_told(written, schema, monkeypatch):
    monkeypatch.setattr("pulse_desktop.database.connection._BUSY_MS", 10)
    other = sqlite3.connect(written, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await refusal(written, schema)).state is StoreState.LOCKED
    other.close()


def _run(code, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


_OPEN_AND_READ = """
    import asyncio, sys
    from pathlib import Path
    from pulse_desktop.database import Database, Schema, read_only
    from pulse_desktop.model.errors import StoreError
    path, schema = Path(sys.argv[1]), Schema((sys.argv[2],))
    drop()
    try:
        asyncio.run(Database(path, schema).open())
    except StoreError as error:
        with read_only(path, schema) as handle:
            print(error.state, [text for (text,) in handle.execute("SELECT text FROM note")])
"""
