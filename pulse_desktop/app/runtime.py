"""The composition root: connections, pollers, truth and recording, put together."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from math import fsum

from pulse_desktop.app import collector
from pulse_desktop.app.connection_book import ConnectionBook
from pulse_desktop.app.examiner import Examiner
from pulse_desktop.app.fixed_connections import FixedConnections, NoSecrets
from pulse_desktop.app.ground import Ground, ground_of
from pulse_desktop.app.intake import Intake
from pulse_desktop.app.past import Question, RecentChanges
from pulse_desktop.app.recorded import Recorded, read_file
from pulse_desktop.app.recording import Recording
from pulse_desktop.app.rescue import rescue
from pulse_desktop.app.told import Told
from pulse_desktop.app.uninterrupted import to_the_end
from pulse_desktop.database import Database, Job, Progress, set_aside
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.retention import KEEPING, estimate_bytes
from pulse_desktop.model.clock import Clock, utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import (
    PulseError,
    SecretError,
    SettingsError,
    StoreError,
    StoreState,
)
from pulse_desktop.model.ids import ConnectionId, PlatformId, ResourceId
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.last_seen import LastSeen
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.readiness import SystemUsage, system_usage
from pulse_desktop.monitoring.supervisor import Equipment, Supervisor
from pulse_desktop.provider.platform import Platform
from pulse_desktop.resources import operator_store
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.judgement import Judgement
from pulse_desktop.resources.past.replay import Today
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.registry import Registry
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.preferences import Preferences, Retention
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline.store import earliest_at

logger = logging.getLogger(__name__)

_WORKERS = 4
"""Responses decoded and vendor clients called at once (more than 8 stall the window)."""

_DATABASE_RETRY_S = 30.0
_MAY_PASS = frozenset({StoreState.FULL, StoreState.READ_ONLY, StoreState.LOCKED, StoreState.FAILED})
"""What keeps the database shut for a while; damage and a newer format do not pass."""

_TICK_S = 1.0
"""How often time is let pass and the connections file is looked at."""


class Runtime:
    """Everything that runs without a window. One for each process that polls.

    ``changed`` is called on the loop's thread whenever ``state``, ``statuses`` or
    ``problem`` changed.
    """

    _found_since: datetime | None = None
    """What a file that is only read says of ``recorded_since``."""

    def __init__(
        self,
        profile: Profile,
        group: asyncio.TaskGroup,
        changed: Callable[[], None],
        *,
        secrets: SecretStore | None = None,
        platforms: Sequence[Platform] | None = None,
        now: Clock = utc_now,
    ) -> None:
        self.profile = profile
        self.now = now
        self.workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="worker")
        self.ground = ground_of(profile) if platforms is None else Ground(tuple(platforms))
        self.platforms: Mapping[PlatformId, Platform] = {p.id: p for p in self.ground.platforms}
        self.recording: Recording | None = None
        self.problem: Text | None = None
        """Why nothing is recorded, or why the connections cannot be read."""

        self.recording_error: StoreError | None = None
        """Why ``record`` could not open the database."""

        self.under_way: Progress | None = None
        """What is done with the database before it can record."""

        self._group = group
        self._changed = changed
        self._series = SeriesIndex()
        self.memory = Memory(self._series)
        self._recent = RecentChanges(now)
        self._recalled: frozenset[Source] = frozenset()
        self._kept: frozenset[ConnectionId] = frozenset()
        self._forgetting: set[asyncio.Task[None]] = set()
        self._recalled_at: datetime | None = None
        self._touched: frozenset[ResourceId] | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._retrying: asyncio.Task[None] | None = None
        self._intake = Intake()
        self._monitor = Monitor(Registry(self._series), self._committed)
        self._owns_secrets = secrets is None
        self.secrets, self.book = self._trusted(secrets)
        equipment = Equipment(self.platforms, self.secrets, self.workers, now)
        self.supervisor = Supervisor(equipment, self._monitor, group, self._reported)

    @property
    def state(self) -> ReadState:
        """The current read model."""
        return self._monitor.state

    @property
    def statuses(self) -> tuple[ConnectionStatus, ...]:
        """Every connection with its record."""
        return self.supervisor.statuses

    @property
    def has_connections_problem(self) -> bool:
        """Whether the connections file cannot be read, so that none known is not none saved."""
        return self.book.is_unreadable

    @property
    def series(self) -> SeriesIndex:
        """The columns of this run's readings."""
        return self._series

    @property
    def recalled_at(self) -> datetime | None:
        """The time of the stored state, as long as nothing newer was seen."""
        return self._recalled_at

    @property
    def recorded_since(self) -> datetime | None:
        """The oldest instant that was recorded, by whomever, or can be told; else ``None``."""
        if self.ground.authored is not None:
            return self.ground.authored.since(self.now())
        return self._found_since if self.recording is None else self.recording.since

    def take_touched(self) -> frozenset[ResourceId] | None:
        """Which resources may differ since this was last asked; ``None`` for any of them."""
        touched, self._touched = self._touched, frozenset()
        return touched

    def system_usage(self) -> SystemUsage:
        """How many systems are monitored in this estate, or why that is not known."""
        owners = {platform.id for platform in self.platforms.values() if platform.owns_source}
        statuses = self.statuses
        rebuilt_at = self._intake.rebuilt_at(statuses, owners)
        return system_usage(self.state, statuses, owners, rebuilt_at)

    def is_taking_in(self, connection: ConnectionId) -> bool:
        """Whether its last poll is not yet part of ``state``: a large one comes in parts."""
        return self._intake.is_under_way(connection)

    def annotate(self, resource: ResourceId, words: Annotation) -> None:
        """See ``Operator.annotate``."""
        self._monitor.annotate(resource, words, self.now())

    def judge(self, judgement: Judgement) -> None:
        """See ``Operator.judge``."""
        self._monitor.judge(judgement.applied(self.state.verdicts), self.now())

    async def start(self) -> None:
        """Read the connections and begin to poll and to let time pass."""
        try:
            await self.book.load()
        except SettingsError as error:
            self._trouble(error)
        else:
            self._withdraw_what_nobody_reads()
        self._ticking = self._group.create_task(self._tick(), name="clock")
        collector.settle()

    async def record(self, preferences: Callable[[], Preferences]) -> None:
        """Open the database and record from now on; call before ``start``.

        A database that cannot be used leaves the program running and ``problem`` set. One that
        was opened is known, and ``stop`` closes it, also when this is cancelled.
        """
        left = await self._open_recording(preferences)
        if left is not None and self.recording is not None:
            self._monitor.remember(self.recording.kept)
            await self._recall(left)
        elif self._may_pass():
            work = self._record_once_possible(preferences)
            self._retrying = self._group.create_task(work, name="record")

    def _may_pass(self) -> bool:
        error = self.recording_error
        return error is not None and error.state in _MAY_PASS

    async def _open_recording(self, preferences: Callable[[], Preferences]) -> LastSeen | None:
        job = Job(self._tell_under_way)
        return await to_the_end(self._opened(preferences, job), job.stop)

    async def _opened(self, preferences: Callable[[], Preferences], job: Job) -> LastSeen | None:
        recording = Recording(
            self.profile, self._series, self.now, self._recording_turned, self.memory
        )
        try:
            left = await recording.open(self._group, preferences, job)
        except StoreError as error:
            self.recording_error = error
            self._trouble(error)
            return None
        finally:
            self.under_way = None
        self.recording, self.recording_error = recording, None
        return left

    async def _record_once_possible(self, preferences: Callable[[], Preferences]) -> None:
        """Try again while the disk is in the way; what was seen meanwhile is newer than the file.

        What the last run left was shown from the file, or there is none.
        """
        while self._may_pass():
            await asyncio.sleep(_DATABASE_RETRY_S)
            if await self._open_recording(preferences) is not None:
                logger.info("recording again")
                self.problem = None
                self._changed()

    async def set_database_aside(self) -> None:
        """Rename the damaged database, so that ``record`` begins a new one."""
        path = self.profile.database_file
        try:
            kept = await asyncio.to_thread(set_aside, path, self.now())
        except StoreError as error:
            self._trouble(error)
            return
        logger.warning("the damaged database was set aside as %s", kept)
        self.problem = self.recording_error = None

    async def recover_database(self, job: Job) -> Text:
        """Put what can be read of the damaged database into a new one, for ``record``.

        Returns what to tell the user.

        Raises:
            StoreError: Nothing was changed: there is no room, or ``job`` was stopped.
        """
        told = await rescue(self.profile.database_file, self.now(), job)
        logger.warning("%s", told)
        self.problem = self.recording_error = None
        return told

    async def recall_from_file(self) -> None:
        """Show what the last run left, without becoming the writer; call before ``start``."""
        await self.remember_from_file()
        try:
            self._found_since = await asyncio.to_thread(read_file, self.profile, earliest_at)
            left = await asyncio.to_thread(read_file, self.profile, last_seen.load)
        except StoreError as error:
            self._trouble(error)
            return
        if left is not None:
            await self._recall(left)

    async def remember_from_file(self) -> None:
        """Take over the user's words and verdicts, without becoming the writer."""
        try:
            kept = await asyncio.to_thread(read_file, self.profile, operator_store.load)
        except StoreError as error:
            self._trouble(error)
            return
        if kept is not None:
            self._monitor.remember(kept)

    def examiner(self) -> Examiner:
        """Who tests connections of this runtime."""
        return Examiner(
            platforms=self.platforms,
            secrets=self.secrets,
            workers=self.workers,
            now=self.now,
            saved=self.book.saved,
            tested=self.supervisor.tested,
        )

    def recorded(self) -> Recorded:
        """Who reads what this runtime recorded."""
        authored = self.ground.authored
        if authored is not None:
            return Told(self.profile, self.memory, self._open_database, authored, self.now)
        return Recorded(self.profile, self.memory, self._open_database)

    def asked_about(self, moment: datetime) -> Question:
        """What the way back to an earlier instant starts from."""
        intervals = [status.connection.interval_s for status in self.statuses]
        return Question(
            today=Today(self.state, self._monitor.conditions),
            recent=self._recent.newest_first(),
            held=self.memory.held(),
            moment=moment,
            interval_s=max(intervals, default=0.0),
        )

    def retention_bytes(self, retention: Retention) -> int | None:
        """What the database will take after a year of the series that are read now."""
        intervals = [s.connection.interval_s for s in self.statuses if s.connection.enabled]
        if not len(self._series) or not intervals:
            return None
        interval_s = fsum(intervals) / len(intervals)
        return estimate_bytes(KEEPING[retention.value], len(self._series), interval_s)

    async def stop(self) -> None:
        """Stop in the order in which data flows: pollers, providers, recorder, database."""
        for task in (self._ticking, self._retrying):
            if task is not None:
                task.cancel()
        if self._retrying is not None:
            await asyncio.gather(self._retrying, return_exceptions=True)
        await self.supervisor.stop()
        await asyncio.gather(*self._forgetting)
        for removed in self.book.removed:
            await self._forget(removed)
        with contextlib.suppress(SecretError):
            await self.book.purge()
        if self.recording is not None:
            await self.recording.close()
        if self._owns_secrets:
            self.secrets.close()
        self.workers.shutdown(wait=False, cancel_futures=True)

    def _trusted(
        self, secrets: SecretStore | None
    ) -> tuple[SecretStore | NoSecrets, ConnectionBook | FixedConnections]:
        """Where secrets and connections are kept; an authored estate has neither to keep."""
        authored = self.ground.authored
        if authored is not None:
            return NoSecrets(), FixedConnections(authored.connections, self._supervise)
        store = secrets or SecretStore()
        return store, ConnectionBook(self.profile.connections_file, store, self._supervise)

    def _open_database(self) -> Database | None:
        return None if self.recording is None else self.recording.database

    def _supervise(self, connections: Sequence[Connection]) -> None:
        known = {status.connection.id for status in self.statuses}
        self.supervisor.supervise(connections)
        self._forget_soon(known - {connection.id for connection in connections})
        self._changed()

    def _forget_soon(self, gone: Collection[ConnectionId]) -> None:
        """Drop what is kept of connections that no undo can bring back."""
        for identifier in set(gone) - self.book.removed:
            task = self._group.create_task(self._forget(identifier), name=f"forget {identifier}")
            self._forgetting.add(task)
            task.add_done_callback(self._forgetting.discard)

    async def _forget(self, gone: ConnectionId) -> None:
        if self.recording is None:
            return
        try:
            await self.recording.forget(gone)
        except StoreError as error:
            logger.warning("what is kept of a removed connection stays for now: %s", error)

    async def _recall(self, left: LastSeen) -> None:
        """Show what the last run saw, as stale and with its time."""
        self.supervisor.recall(left.records)
        for _ in self._monitor.recall(left.snapshots, self.now()):
            await asyncio.sleep(0)
        self._intake.recalled(left.records, self.now())
        self._recalled = frozenset(snapshot.source for snapshot in left.snapshots)
        self._kept = frozenset({*left.records, *(source.connection for source in self._recalled)})
        self._recalled_at = left.newest_at
        self._touched = None
        self._changed()

    def _withdraw_what_nobody_reads(self) -> None:
        """A connection may have been removed while the program did not run."""
        known = {status.connection.id for status in self.statuses}
        for source in self._recalled:
            if source.connection not in known:
                self._monitor.withdraw(source, self.now())
        self._forget_soon(self._kept - known)

    def _committed(self, commit: Commit) -> None:
        if self._touched is not None:
            self._touched |= commit.touched
        self._recent.add(commit.changes, are_owed=self.problem is not None)
        if commit.readings is not None:
            self.memory.append(commit.readings)
        if self.recording is not None:
            self.recording.recorder.put(commit)
            self.recording.importer.put(commit)
        if commit.snapshot is not None:
            self._intake.took(commit.snapshot, self.now())
            self._recalled_at = None
        self._changed()

    def _reported(self, status: ConnectionStatus) -> None:
        self._intake.heard(status, self.now())
        if self.recording is not None:
            self.recording.recorder.note(status.connection.id, status.record)
        self._changed()

    def _recording_turned(self, error: StoreError | None) -> None:
        self.problem = None if error is None else error.message
        self._changed()

    def _tell_under_way(self, progress: Progress) -> None:
        if self.under_way is None or self.under_way.sentence != progress.sentence:
            logger.info("%s", progress.sentence)
        self.under_way = progress
        self._changed()

    def _trouble(self, error: PulseError) -> None:
        if error.message != self.problem:
            logger.warning("%s", error)
        self.problem = error.message
        self._changed()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK_S)
            now = self.now()
            if self._monitor.patience.tick(now):
                self.supervisor.clock_jumped()
            for _ in self._monitor.pass_time(now):
                await asyncio.sleep(0)
            await self._look_at_the_file()

    async def _look_at_the_file(self) -> None:
        try:
            await self.book.reload_if_changed()
        except SettingsError as error:
            self._trouble(error)
