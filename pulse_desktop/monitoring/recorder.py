"""Takes commits on the loop's thread and has each poll written in one transaction."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.monitoring.sweep import Sweep, join
from pulse_desktop.resources.commit import Commit

logger = logging.getLogger(__name__)

SNAPSHOT_SPACING = timedelta(seconds=60)
"""A snapshot without changes is as good as the one kept: keeping every one of a large estate
would write gigabytes a day."""

QUEUE_LIMIT = 256
"""Sweeps that may wait for the disk; beyond them the oldest is given up and said so."""


class Recorder:
    """Queues sweeps and writes them in order until it is told to finish.

    A sweep that the disk refuses is dropped, because the next one is as good; the refusal is
    reported, and so is the first write that succeeds again.
    """

    def __init__(
        self,
        write: Callable[[Sweep], Awaitable[None]],
        report: Callable[[StoreError | None], None],
    ) -> None:
        self._write = write
        self._report = report
        self._parts: defaultdict[ConnectionId, list[Commit]] = defaultdict(list)
        self._records: dict[ConnectionId, PollRecord] = {}
        self._kept_at: dict[ConnectionId, datetime] = {}
        self._unkept: dict[ConnectionId, Snapshot] = {}
        self._queue: asyncio.Queue[Sweep | None] = asyncio.Queue()
        self._problem: StoreError | None = None

    def put(self, commit: Commit) -> None:
        """Take one commit; the parts of one poll wait for the last of them.

        Parts of another instant are those of a poll that was cancelled between them.
        """
        if commit.snapshot is None:
            if commit.changes:
                self._enqueue(join([commit]))
            return
        parts = self._parts[commit.snapshot.source.connection]
        at = commit.snapshot.collected_at
        if any(part.snapshot is None or part.snapshot.collected_at != at for part in parts):
            parts.clear()
        parts.append(commit)
        if commit.snapshot.is_last_part:
            del self._parts[commit.snapshot.source.connection]
            self._enqueue(self._thinned(join(parts)))

    def note(self, connection: ConnectionId, record: PollRecord) -> None:
        """Take a connection's newest record; it is written with the next sweep."""
        self._records[connection] = record
        if record.last_error is not None:
            self._enqueue(Sweep())

    async def run(self) -> None:
        """Write what was put until ``finish``, in order."""
        while (sweep := await self._queue.get()) is not None:
            await self._write_one(sweep)

    def finish(self) -> None:
        """Let ``run`` return once everything put so far is on disk, the last snapshots too."""
        for snapshot in self._unkept.values():
            self._enqueue(Sweep(snapshot=snapshot))
        self._enqueue(Sweep())
        self._queue.put_nowait(None)

    def _thinned(self, sweep: Sweep) -> Sweep:
        """``sweep`` without its snapshot, where one as good was kept a moment ago."""
        snapshot = sweep.snapshot
        if snapshot is None:
            return sweep
        connection = snapshot.source.connection
        kept_at = self._kept_at.get(connection)
        if sweep.changes or kept_at is None or snapshot.collected_at - kept_at >= SNAPSHOT_SPACING:
            self._kept_at[connection] = snapshot.collected_at
            self._unkept.pop(connection, None)
            return sweep
        self._unkept[connection] = snapshot
        return replace(sweep, snapshot=None)

    def _enqueue(self, sweep: Sweep) -> None:
        if self._queue.qsize() >= QUEUE_LIMIT:
            logger.warning("the disk is too slow: one sweep was not recorded")
            self._queue.get_nowait()
        self._queue.put_nowait(sweep)

    async def _write_one(self, sweep: Sweep) -> None:
        records, self._records = self._records, {}
        try:
            await self._write(replace(sweep, records=records))
        except StoreError as error:
            self._records = records | self._records
            self._tell(error)
        else:
            self._tell(None)

    def _tell(self, problem: StoreError | None) -> None:
        if problem is not None and self._problem is None:
            logger.warning("recording stopped: %s", problem)
        elif problem is None and self._problem is not None:
            logger.info("recording again")
        if str(problem) != str(self._problem):
            self._report(problem)
        self._problem = problem
