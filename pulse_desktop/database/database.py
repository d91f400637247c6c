"""The owner of the file: one thread writes, two read."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from pulse_desktop.database.connection import Handle, open_reader, open_writer
from pulse_desktop.database.failure import closed, moved, translated
from pulse_desktop.database.job import Job
from pulse_desktop.database.recovery import Recovery, recover, take_place
from pulse_desktop.database.schema import Schema, prepare
from pulse_desktop.model.clock import utc_now

T = TypeVar("T")

READERS = 2

_PAGES = 512
"""Free pages that one transaction hands to the file system: 8 MiB."""


class Database:
    """One SQLite file. Writes are serial, each a transaction; reads run beside them.

    SQLite before 3.51.3 can damage a write-ahead log that two connections write or checkpoint,
    so there is exactly one connection that does either, on its own thread.
    """

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self._schema = schema
        self._writing: ThreadPoolExecutor | None = None
        self._reading: ThreadPoolExecutor | None = None
        self._writer: Handle | None = None
        self._place = (0, 0)
        """Device and inode of the open file."""

        self._readers: SimpleQueue[Handle] = SimpleQueue()

    @property
    def is_open(self) -> bool:
        """Whether ``open`` succeeded and ``aclose`` was not called."""
        return self._writer is not None

    @property
    def size_bytes(self) -> int:
        """What the file and its log take on disk now.

        Raises:
            StoreError: Their folder cannot be looked into.
        """
        return self.size_of(self.path)

    @staticmethod
    def size_of(path: Path) -> int:
        """As ``size_bytes``, of a file that nobody here has open."""
        files = (path, path.with_name(path.name + "-wal"))
        with translated(path):
            return sum(_length(file) for file in files)

    async def open(self, job: Job | None = None) -> None:
        """Create, check or migrate the file, away from the loop's thread.

        ``job`` is told how far a migration is, and may stop it.

        Raises:
            StoreError: It cannot be written, is damaged, or a newer version wrote it.
        """
        writing = ThreadPoolExecutor(1, "database-writer")
        loop = asyncio.get_running_loop()
        try:
            self._writer = await loop.run_in_executor(writing, self._open, job)
        finally:
            if self._writer is None:
                writing.shutdown(wait=False)
        self._writing = writing
        self._reading = ThreadPoolExecutor(READERS, "database-reader")

    async def recover(self, now: datetime, job: Job) -> Recovery:
        """Recover what a damaged file holds into a new one in its place; call before ``open``.

        Raises:
            StoreError: Nothing was changed: there is no room, or ``job`` was stopped.
        """
        loop = asyncio.get_running_loop()
        work = partial(recover, self.path, self._schema, now, job)
        return await loop.run_in_executor(None, work)

    async def write(self, work: Callable[[Handle], T]) -> T:
        """Run ``work`` on the writer's thread as one transaction, after all earlier ones.

        Raises:
            StoreError: The file refused, or is no longer there; nothing of ``work`` remains.
        """
        return await self._on_writer(partial(self._transact, work))

    async def read(self, work: Callable[[Handle], T]) -> T:
        """Run ``work`` on a reader's thread over one consistent view.

        Raises:
            StoreError: The file could not be read, or was closed meanwhile.
        """
        if self._reading is None:
            raise closed(self.path)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._look, work)

    async def give_back(self) -> None:
        """Make the file as small as what it holds, in steps between which others write.

        Raises:
            StoreError: The file refused.
        """
        while await self.write(_give_back_some):
            continue
        await self._on_writer(self._fold_log)

    async def aclose(self) -> None:
        """Finish what was asked for, fold the log into the file, close. Safe to call twice."""
        writing, reading = self._writing, self._reading
        self._writing = self._reading = None
        if writing is None or reading is None:
            return
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(reading, self._close_readers)
        await loop.run_in_executor(writing, self._close_writer)
        reading.shutdown(wait=False)
        writing.shutdown(wait=False)

    async def _on_writer(self, act: Callable[[], T]) -> T:
        if self._writing is None:
            raise RuntimeError("the database is not open")
        return await asyncio.get_running_loop().run_in_executor(self._writing, act)

    def _fold_log(self) -> None:
        """Move the log into the file. A reader that is at work keeps a part of it for now."""
        if self._writer is not None:
            with translated(self.path):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _open(self, job: Job | None) -> Handle:
        take_place(self.path, utc_now())
        with ExitStack() as opened:
            handle = opened.enter_context(closing(open_writer(self.path, self._schema)))
            with translated(self.path):
                prepare(handle, self.path, self._schema, job)
                self._place = _place_of(self.path)
            readers = [open_reader(self.path) for _ in range(READERS)]
            opened.pop_all()
        for reader in readers:
            self._readers.put(reader)
        return handle

    def _transact(self, work: Callable[[Handle], T]) -> T:
        handle = self._writer
        if handle is None:
            raise RuntimeError("the database is closed")
        if self._is_moved():
            raise moved(self.path)
        with translated(self.path):
            handle.execute("BEGIN IMMEDIATE")
            try:
                result = work(handle)
                handle.execute("COMMIT")
            finally:
                if handle.in_transaction:
                    handle.execute("ROLLBACK")
        return result

    def _is_moved(self) -> bool:
        """Whether what is written would be lost: SQLite goes on writing into a deleted file."""
        try:
            return _place_of(self.path) != self._place
        except FileNotFoundError:
            return True
        except OSError:  # the folder cannot be entered now; the open file is written all the same
            return False

    def _look(self, work: Callable[[Handle], T]) -> T:
        handle = self._readers.get()
        try:
            with translated(self.path):
                handle.execute("BEGIN")
                return work(handle)
        finally:
            if handle.in_transaction:
                handle.execute("ROLLBACK")
            self._readers.put(handle)

    def _close_readers(self) -> None:
        for _ in range(READERS):
            self._readers.get().close()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _place_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _length(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # whoever has it open may fold its log at any moment
        return 0


def _give_back_some(handle: Handle) -> bool:
    """Hand some free pages to the file system; whether there are more."""
    handle.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall()
    (free,) = handle.execute("PRAGMA freelist_count").fetchone()
    return bool(free)
