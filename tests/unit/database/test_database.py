"""One thread writes, two read, and a transaction is whole or not there."""

import asyncio
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from pulse_desktop.database import Database
from pulse_desktop.model.errors import StoreError, StoreState


async def test_what_was_written_can_be_read(database, add, notes):
    await database.write(add("hello"))
    assert await database.read(notes) == ["hello"]


async def test_a_piece_of_work_that_fails_leaves_nothing_behind(database, add, notes):
    def half_done(handle):
        add("half")(handle)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(half_done)
    assert await database.read(notes) == []


async def test_the_writer_goes_on_after_a_failure(database, add, notes):
    with pytest.raises(sqlite3.OperationalError):
        await database.write(lambda handle: handle.execute("SELECT nothing FROM nowhere"))
    await database.write(add("after"))
    assert await database.read(notes) == ["after"]


async def test_writes_are_done_in_the_order_they_were_asked_for(database, add, notes):
    await asyncio.gather(*(database.write(add(str(n))) for n in range(20)))
    assert await database.read(notes) == [str(n) for n in range(20)]


async def test_every_write_runs_on_one_thread_that_is_not_the_loops(database):
    threads = {await database.write(lambda _: threading.get_ident()) for _ in range(5)}
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


async def test_a_reader_cannot_write(database, add):
    with pytest.raises(StoreError) as caught:
        await database.read(add("x"))
    assert caught.value.state is StoreState.READ_ONLY


async def test_a_reader_sees_one_moment_while_the_writer_goes_on(database, add, notes):
    await database.write(add("before"))
    looked, written = threading.Event(), threading.Event()

    def look_twice(handle):
        first = notes(handle)
        looked.set()
        written.wait(5)
        return first, notes(handle)

    async def write_meanwhile():
        await asyncio.to_thread(looked.wait, 5)
        await database.write(add("meanwhile"))
        written.set()

    seen, _ = await asyncio.gather(database.read(look_twice), write_meanwhile())
    assert seen == (["before"], ["before"])


async def test_two_reads_run_side_by_side(database):
    both = threading.Barrier(2)
    await asyncio.gather(*(database.read(lambda _: both.wait(5)) for _ in range(2)))


async def test_closing_waits_for_what_was_asked_for(path, schema, add, notes):
    database = Database(path, schema)
    await database.open()
    writing = asyncio.gather(*(database.write(add(str(n))) for n in range(50)))
    await asyncio.sleep(0)
    await database.aclose()
    await writing
    await database.open()
    assert len(await database.read(notes)) == 50
    await database.aclose()


async def test_closing_twice_is_harmless_and_leaves_one_file(database, path, add):
    await database.write(add("one"))
    await database.aclose()
    await database.aclose()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_a_closed_database_takes_and_tells_nothing(database, add):
    assert database.is_open
    await database.aclose()
    assert not database.is_open
    with pytest.raises(RuntimeError):
        await database.write(add("late"))
    with pytest.raises(StoreError, match="no longer open"):  # a chart may ask as the window closes
        await database.read(add("late"))


async def test_the_file_belongs_to_its_owner_alone(database, path):
    files = list(path.parent.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_the_file_has_large_pages_and_a_write_ahead_log(database):
    def settings(handle):
        names = ("page_size", "journal_mode", "auto_vacuum")
        return [handle.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert await database.read(settings) == [16384, "wal", 2]


async def test_its_size_counts_the_log(database, path, add):
    await database.write(add("x" * 100_000))
    assert database.size_bytes > path.stat().st_size


async def test_a_size_that_cannot_be_told_is_said_in_words(database, monkeypatch):
    def refuse(self, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(StoreError):
        database.size_bytes  # noqa: B018 - asking is what fails


async def test_a_log_that_goes_while_it_is_measured_takes_nothing(database, path, monkeypatch):
    await database.aclose()
    monkeypatch.setattr(Path, "exists", lambda self: True)
    assert Database.size_of(path) == path.stat().st_size


async def test_nothing_is_written_into_a_file_that_was_deleted(database, path, add):
    """SQLite would go on, and all of it were lost at the end."""
    path.unlink()
    with pytest.raises(StoreError, match="was moved, replaced or deleted"):
        await database.write(add("lost"))


async def test_nothing_is_written_into_a_file_that_was_replaced_until_it_is_back(
    database, path, add, notes
):
    kept = path.rename(path.with_name("kept.sqlite"))
    path.write_bytes(b"another")
    with pytest.raises(StoreError, match="was moved, replaced or deleted"):
        await database.write(add("lost"))
    kept.rename(path)
    await database.write(add("back"))
    assert await database.read(notes) == ["back"]
