"""Connections to the file: the one that writes, and those that only read."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pulse_desktop.database.failure import damaged, newer, translated
from pulse_desktop.database.schema import Schema, prepare, stand_in

Handle = sqlite3.Connection
"""What the stores are handed to read and write with, so that only this package knows SQLite."""

APPLICATION_ID = 0x50756C73
"""``Puls`` in ASCII, in the header of every file of ours."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_USER_VERSION_AT = 60
_APPLICATION_ID_AT = 68
"""https://www.sqlite.org/fileformat2.html §1.3."""

_BUSY_MS = 5_000

_BEFORE_CREATION = f"""
PRAGMA page_size = 16384;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA application_id = {APPLICATION_ID};
"""
"""Large pages waste less space beside blobs of some kilobytes (measured: 68 to 111 MB)."""

_WRITER = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 1000;
PRAGMA journal_size_limit = 33554432;
PRAGMA cache_size = -512;
PRAGMA secure_delete = FAST;
"""
"""In WAL mode NORMAL survives any crash of the program; a power cut may cost the last seconds,
which a monitor reads again, and the disk need not spin up at every poll. Pages are written once
and read seldom, so half a megabyte of cache does (a negative number counts kibibytes). Pages that
become free are not written once more to clear them, as some builds of SQLite would."""


def check_header(path: Path, schema: Schema) -> bool:
    """Whether there is a file of ours at ``path``; looks without opening or changing it.

    Raises:
        StoreError: It is none of ours, or was written by a newer version.
    """
    with translated(path):
        if not path.exists() or path.stat().st_size == 0:
            return False
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise damaged(path)
    if _number(header, _APPLICATION_ID_AT) != APPLICATION_ID:
        raise damaged(path)
    version = _number(header, _USER_VERSION_AT)
    if version > schema.version:
        raise newer(path, version, schema.version)
    return True


def open_writer(path: Path, schema: Schema) -> Handle:
    """The one connection that may write. Creates the file, readable by its owner only.

    SQLite would open a write-protected file for reading without a word, so it is opened first.

    Raises:
        StoreError: The file cannot be created or written, or must not be.
    """
    exists = check_header(path, schema)
    with translated(path):
        if not exists:
            _create(path, schema)
        os.close(os.open(path, os.O_RDWR))
        handle = _connect(path, "mode=rw")
        try:
            handle.executescript(_WRITER)
            handle.executescript("BEGIN IMMEDIATE; ROLLBACK;")
        except sqlite3.Error:
            handle.close()
            raise
    return handle


def open_reader(path: Path) -> Handle:
    """A connection for a pool of readers beside the writer of the same process.

    Raises:
        StoreError: The file cannot be opened.
    """
    with translated(path):
        handle = _connect(path, "mode=ro")
        handle.execute("PRAGMA query_only = ON")
        handle.execute("PRAGMA cache_size = -512")
    return handle


@contextmanager
def read_only(path: Path, schema: Schema) -> Iterator[Handle]:
    """One consistent view of the file for a command that only reads, whoever writes meanwhile.

    Never takes the writer's role and creates no file: without a write-ahead log beside it
    nobody has it open, and it is read as it lies there, also from a read-only folder. A table
    that the version which wrote the file did not have yet is an empty one.

    Raises:
        FileNotFoundError: Nothing was ever recorded.
        StoreError: The file cannot be read.
    """
    if not check_header(path, schema):
        raise FileNotFoundError(path)
    log = path.with_name(path.name + "-wal")
    with translated(path):
        handle = _connect(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")
        try:
            stand_in(handle, schema)
            handle.execute("PRAGMA query_only = ON")
            handle.execute("BEGIN")
            yield handle
        finally:
            handle.close()


@contextmanager
def in_memory(schema: Schema) -> Iterator[Handle]:
    """An estate's tables without a file, empty, for one thread and one question."""
    handle = sqlite3.connect(":memory:", isolation_level=None)
    try:
        stand_in(handle, schema)
        yield handle
    finally:
        handle.close()


def stored_version(path: Path) -> int | None:
    """The version in the header of a file; ``None`` for one whose header is rubbish.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        return None
    return _number(header, _USER_VERSION_AT)


def blank_file(path: Path, version: int) -> Handle:
    """A new file without a table, readable by its owner only.

    Raises:
        FileExistsError: There is one.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    handle = _connect(path, "mode=rw")
    handle.executescript(_BEFORE_CREATION)
    handle.execute(f"PRAGMA user_version = {version:d}")
    return handle


def _create(path: Path, schema: Schema) -> None:
    """Make the file under another name first, so that no reader ever finds half of one.

    A log without its file is of no use, and must not be taken for that of the new file.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(path.name + ".new")
    for leftover in (unfinished.name, unfinished.name + "-journal", path.name + "-wal"):
        path.with_name(leftover).unlink(missing_ok=True)
    handle = blank_file(unfinished, 0)
    try:
        prepare(handle, unfinished, schema)
    finally:
        handle.close()
    unfinished.replace(path)


def _connect(path: Path, mode: str) -> Handle:
    handle = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        handle.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        handle.close()
        raise
    return handle


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
