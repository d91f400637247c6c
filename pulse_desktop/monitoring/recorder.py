"""Takes commits on the loop's thread and has each poll written in one transaction."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.monitoring.backlog import Backlog
from pulse_desktop.monitoring.parts import Parts
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.monitoring.sweep_queue import SweepQueue
from pulse_desktop.monitoring.thinning import Thinning
from pulse_desktop.resources.commit import Commit

logger = logging.getLogger(__name__)

OWED_LIMIT = 20_000
"""Changes that may wait for a disk that refuses them, some 20 MB; beyond them the oldest are
given up and said so."""


class Recorder:
    """Queues sweeps and writes them in order until it is told to finish.

    Of a sweep that the disk refuses, what no later poll says again goes with the next one, and
    its readings follow as soon as that is written; the rest is dropped, because the next is as
    good. The refusal is reported, and so is the first write that succeeds again.
    """

    def __init__(
        self,
        write: Callable[[Sweep], Awaitable[None]],
        report: Callable[[StoreError | None], None],
    ) -> None:
        self._write = write
        self._report = report
        self._parts = Parts()
        self._thinning = Thinning()
        self._records: dict[ConnectionId, PollRecord] = {}
        self._forgotten: set[ConnectionId] = set()
        """Since the write that is under way began."""

        self._queue = SweepQueue()
        self._backlog = Backlog()
        self._owed = Sweep()
        self._problem: StoreError | None = None

    def put(self, commit: Commit) -> None:
        """Take one commit; the parts of one poll wait for the last of them."""
        for sweep in self._parts.add(commit):
            if not sweep.is_empty:
                self._enqueue(self._thinning.thinned(sweep))

    def note(self, connection: ConnectionId, record: PollRecord) -> None:
        """Take a connection's newest record; it is written with the next sweep."""
        self._records[connection] = record
        if record.last_error is not None:
            self._enqueue(Sweep())

    def forget(self, connection: ConnectionId) -> None:
        """Write no listing and no record of a connection that was removed.

        What it did to the truth is still written. Call it before its record is deleted.
        """
        for cancelled in self._parts.give_up(connection):
            self._enqueue(self._thinning.thinned(cancelled))
        self._thinning.forget(connection)
        self._records.pop(connection, None)
        self._forgotten.add(connection)

    async def run(self) -> None:
        """Write what was put until ``finish``, in order."""
        while (sweep := await self._queue.next()) is not None:
            await self._write_one(sweep)
        self._backlog.give_up()
        self._tell_lost()

    def finish(self) -> None:
        """Let ``run`` return once everything put so far is on disk, the last listings too."""
        for cancelled in self._parts.give_up_all():
            self._enqueue(self._thinning.thinned(cancelled))
        for listing in self._thinning.unkept():
            self._enqueue(Sweep(listing=listing))
        self._enqueue(Sweep())
        self._queue.close()

    def _enqueue(self, sweep: Sweep) -> None:
        given_up = self._queue.put(sweep)
        if given_up is not None:
            logger.warning("the disk is too slow: the readings of one sweep were not recorded")
            self._owe(given_up.lasting.after(self._owed))
            self._miss(given_up)

    async def _write_one(self, sweep: Sweep) -> None:
        self._forgotten.clear()
        records, self._records = self._records, {}
        owed, self._owed = self._owed, Sweep()
        full = replace(sweep.after(owed), records=records)
        try:
            await self._write(full)
        except StoreError as error:
            self._take_back(full)
            self._tell(error)
        else:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Write the readings that were refused before, the oldest first, each for itself."""
        while (readings := self._backlog.oldest) is not None:
            try:
                await self._write(Sweep(readings=readings))
            except StoreError as error:
                self._tell(error)
                return
            self._backlog.drop_oldest()
        self._tell_lost()
        self._tell(None)

    def _tell_lost(self) -> None:
        lost = self._backlog.take_lost()
        if lost is not None:
            first, last = (f"{at.astimezone():%d %b %Y %H:%M:%S}" for at in lost)
            logger.warning("readings from %s to %s were not recorded", first, last)

    def _take_back(self, refused: Sweep) -> None:
        """Keep what of a refused sweep must come with the next one."""
        self._owe(self._owed.after(refused.lasting))
        if refused.readings is not None:
            self._backlog.keep(refused.readings)
        again = {c: r for c, r in refused.records.items() if c not in self._forgotten}
        self._records = again | self._records
        self._miss(refused)

    def _miss(self, lost: Sweep) -> None:
        if lost.listing and lost.listing[-1].source.connection not in self._forgotten:
            self._thinning.refused(lost.listing)

    def _owe(self, owed: Sweep) -> None:
        self._owed = owed.trimmed(OWED_LIMIT)
        lost = owed.weight - self._owed.weight
        if lost:
            logger.warning(
                "the disk refused for too long: changes lost, the oldest first: %d", lost
            )

    def _tell(self, problem: StoreError | None) -> None:
        if problem is not None and self._problem is None:
            logger.warning("recording stopped: %s", problem)
        elif problem is None and self._problem is not None:
            logger.info("recording again")
        if str(problem) != str(self._problem):
            self._report(problem)
        self._problem = problem
