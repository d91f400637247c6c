"""From an older form of the database to this one, with a copy of what was."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from pulse_desktop.database import Database, Migration, Schema
from pulse_desktop.model.errors import StoreError


def add_author(handle):
    handle.execute("ALTER TABLE note ADD COLUMN author TEXT")


def fail(handle):
    add_author(handle)
    raise LookupError


@pytest.fixture
def second(schema):
    """The planted second version."""
    piece = schema.pieces[0].replace("text TEXT NOT NULL", "text TEXT NOT NULL, author TEXT")
    return Schema((piece,), (Migration(2, add_author),))


async def opened(path, schema):
    database = Database(path, schema)
    await database.open()
    await database.aclose()


def version_of(path):
    return int.from_bytes(path.read_bytes()[60:64], "big")


async def test_an_older_database_is_migrated_and_keeps_its_rows(written, second, notes, columns_of):
    database = Database(written, second)
    await database.open()
    assert await database.read(notes) == ["kept"]
    await database.aclose()
    assert (version_of(written), columns_of(written)) == (2, ["id", "text", "author"])


async def test_a_copy_of_the_old_one_is_kept_beside_it(written, second, columns_of):
    await opened(written, second)
    copy = written.with_name("estate.sqlite.version-1")
    assert (version_of(copy), columns_of(copy)) == (1, ["id", "text"])
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_a_copy_from_before_is_not_written_over(written, second):
    copy = written.with_name("estate.sqlite.version-1")
    copy.write_bytes(b"precious")
    await opened(written, second)
    assert copy.read_bytes() == b"precious"


async def test_what_an_older_version_wrote_since_is_copied_beside_the_first_copy(
    written, schema, second, notes, add
):
    """Who went back to the older version with the copy, and on with it, may do so again."""
    await opened(written, second)
    copy, again = (written.with_name(f"estate.sqlite.version-1{end}") for end in ("", "-2"))
    shutil.copy(copy, written)
    database = Database(written, schema)
    await database.open()
    await database.write(add("a month later"))
    await database.aclose()
    await opened(written, second)
    for path, found in ((copy, ["kept"]), (again, ["kept", "a month later"])):
        with closing(sqlite3.connect(path)) as handle:
            assert notes(handle) == found


async def test_a_migration_that_was_cut_short_needs_no_second_copy(written, second):
    with pytest.raises(LookupError):
        await opened(written, replace(second, migrations=(Migration(2, fail),)))
    await opened(written, second)
    assert not written.with_name("estate.sqlite.version-1-2").exists()


async def test_a_migration_that_fails_changes_nothing(written, second, columns_of):
    with pytest.raises(LookupError):
        await opened(written, replace(second, migrations=(Migration(2, fail),)))
    assert (version_of(written), columns_of(written)) == (1, ["id", "text"])


async def test_a_new_database_starts_at_the_newest_version(path, second, columns_of):
    await opened(path, second)
    assert (version_of(path), columns_of(path)) == (2, ["id", "text", "author"])
    assert list(path.parent.iterdir()) == [path]


async def test_several_steps_are_taken_in_order(written, second):
    def more(handle):
        handle.execute("UPDATE note SET author = 'step 3'")

    await opened(written, replace(second, migrations=(*second.migrations, Migration(3, more))))
    with sqlite3.connect(written) as handle:
        assert handle.execute("SELECT author FROM note").fetchall() == [("step 3",)]
    handle.close()


async def test_after_migrating_the_older_program_refuses(written, schema, second):
    await opened(written, second)
    with pytest.raises(StoreError, match="newer"):
        await opened(written, schema)


async def test_a_new_component_brings_its_table_without_a_migration(written, schema):
    extra = (
        "CREATE TABLE IF NOT EXISTS more (x TEXT DEFAULT ';');"
        "CREATE INDEX IF NOT EXISTS m ON more (x);"
    )
    await opened(written, replace(schema, pieces=(*schema.pieces, extra)))
    await opened(written, replace(schema, pieces=(*schema.pieces, extra)))
    with sqlite3.connect(written) as handle:
        assert handle.execute("SELECT count(*) FROM more").fetchone() == (0,)
    handle.close()
