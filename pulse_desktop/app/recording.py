"""The profile's database while this process is its one writer."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recorded import recorded_since
from pulse_desktop.app.refill import refill
from pulse_desktop.database import Database, Handle, Job
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.retention import KEEPING
from pulse_desktop.history.store import Store
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.operator import NOTHING_KEPT
from pulse_desktop.model.series import SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.importer import Importer
from pulse_desktop.monitoring.last_seen import LastSeen
from pulse_desktop.monitoring.recorder import Recorder
from pulse_desktop.monitoring.sweep import Sweep
from pulse_desktop.resources import operator_store
from pulse_desktop.settings.preferences import Preferences, TimelineRetention
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline import store as timeline

logger = logging.getLogger(__name__)

_SETTLE_S = 2.0

_UPKEEP_S = 300.0
"""How often history is sealed, and it and the timeline are pruned."""

_TIMELINE_KEPT: dict[TimelineRetention, timedelta | None] = {
    TimelineRetention.QUARTER: timedelta(days=90),
    TimelineRetention.YEAR: timedelta(days=365),
    TimelineRetention.TWO_YEARS: timedelta(days=730),
    TimelineRetention.FIVE_YEARS: timedelta(days=1826),
    TimelineRetention.FOREVER: None,
}


class Recording:
    """Opens the database, writes every sweep into it, and closes it when told."""

    def __init__(
        self,
        profile: Profile,
        series: SeriesIndex,
        now: Clock,
        report: Callable[[StoreError | None], None],
        memory: Memory | None = None,
    ) -> None:
        self.database = Database(profile.database_file, ESTATE_SCHEMA)
        self.recorder = Recorder(self._write, report)
        self.importer = Importer(self._import)
        self.kept = NOTHING_KEPT
        """The user's words and verdicts, as the last run left them; from ``open`` on."""

        self.size_bytes = 0
        """When it could last be told."""

        self.since: datetime | None = None
        """The oldest instant that was recorded; ``None`` before the first sweep."""

        self._series = series
        self._memory = memory
        self._now = now
        self._store = Store()
        self._tasks: list[asyncio.Task[None]] = []

    async def open(
        self,
        group: asyncio.TaskGroup,
        preferences: Callable[[], Preferences],
        job: Job | None = None,
    ) -> LastSeen:
        """Open the file and begin to record; returns what the last run left.

        ``job`` is told how far the file is on its way from an older format, and may stop it.

        Raises:
            StoreError: The file cannot be used; nothing is recorded.
        """
        await self.database.open(job)
        await self._measure()
        left = await self.database.read(last_seen.load)
        if left.unreadable:
            await self.database.write(partial(last_seen.drop, rows=left.unreadable))
        self.kept = await self.database.read(operator_store.load)
        self._tasks = [
            group.create_task(self.recorder.run(), name="recorder"),
            group.create_task(self._keep_up(preferences), name="upkeep"),
            group.create_task(self.importer.run(), name="importer"),
        ]
        return left

    async def forget(self, connection: ConnectionId) -> None:
        """Drop the record of a connection that was removed, a queued one too.

        What it said goes as it is withdrawn, each thing together with the change that tells so.
        """
        self.recorder.forget(connection)
        await self.database.write(lambda handle: last_seen.forget(handle, [connection]))

    async def close(self) -> None:
        """Write what is queued, then close the file."""
        if not self._tasks:
            return
        writing, *others = self._tasks
        self._tasks = []
        for task in others:
            task.cancel()
        self.recorder.finish()
        await asyncio.gather(writing, return_exceptions=True)
        if (
            writing.cancelled()
        ):  # after a bug the whole group is; what is queued is kept all the same
            await self.recorder.run()
        await self.database.aclose()

    async def _write(self, sweep: Sweep) -> None:
        await self.database.write(partial(_write_sweep, self._store, self._series, sweep))
        await self._measure()

    async def _import(self, target: SeriesTarget, recorded: Recorded) -> None:
        """All metrics at once, so that whoever ends the program leaves whole answers."""
        await self.database.write(partial(_write_import, self._store, target, recorded))

    async def _measure(self) -> None:
        """Look at what there is; what is open is written even where that cannot be told."""
        try:
            if self.since is None:
                self.since = await self.database.read(recorded_since)
            self.size_bytes = await asyncio.to_thread(lambda: self.database.size_bytes)
        except StoreError as error:
            logger.debug("the size or the age of the database is not known: %s", error)

    async def _refill(self, memory: Memory) -> None:
        """Memory goes on where the last run ended, once the window had time to appear."""
        await asyncio.sleep(_SETTLE_S)
        try:
            await refill(self.database, self._series, memory)
        except StoreError as error:
            logger.info("memory was not refilled: %s", error)

    async def _keep_up(self, preferences: Callable[[], Preferences]) -> None:
        if self._memory is not None:
            await self._refill(self._memory)
        while True:
            await asyncio.sleep(_UPKEEP_S)
            try:
                await self._tend(preferences())
            except StoreError as error:
                logger.info("history was not tended: %s", error)

    async def _tend(self, preferences: Preferences) -> None:
        """Seal and prune slice by slice, each its own transaction, so that sweeps get between."""
        now = self._now()
        keeping = KEEPING[preferences.retention.value]
        while await self.database.write(lambda h: self._store.tend(h, keeping, now)):
            continue
        kept = _TIMELINE_KEPT[preferences.timeline_retention]
        if kept is not None:
            while await self.database.write(partial(timeline.prune, before=now - kept)):
                continue


def _write_sweep(store: Store, series: SeriesIndex, sweep: Sweep, handle: Handle) -> None:
    if sweep.readings is not None:
        store.append(handle, series, sweep.readings)
    timeline.append(handle, sweep.changes)
    operator_store.save(handle, sweep.kept, is_judged=sweep.is_judged)
    last_seen.save_said(handle, sweep.said)
    for part in sweep.listing:
        last_seen.refresh(handle, part, sweep.said)
    for connection, record in sweep.records.items():
        last_seen.save_record(handle, connection, record)


def _write_import(store: Store, target: SeriesTarget, recorded: Recorded, handle: Handle) -> None:
    at_ms = [at_s * 1000 for at_s in recorded.at_s]
    for metric, values in recorded.averages.items():
        points = ImportedPoints(recorded.width_s * 1000, at_ms, values, values, values)
        store.put_imported(handle, SeriesKey(target, metric), points)
