"""One poller for all platforms. It owns cadence, health and backoff, and nothing else."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.alarm import Alarm
from pulse_desktop.monitoring.backoff import Standing, next_wait_s
from pulse_desktop.monitoring.first_poll import FirstPoll
from pulse_desktop.monitoring.record import Span
from pulse_desktop.monitoring.session import Session
from pulse_desktop.provider.platform import Provider

logger = logging.getLogger(__name__)

PART_SIZE = 25
"""Observations ingested without a pause: 2 ms, and 5 ms when they are seen for the first time."""

_LEAST_PAUSE_S = 1.0
"""Between two polls, however often a platform asks to be read: rates need a second."""

_LEAST_DEADLINE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where a poller's results go, and what it reads time from."""

    source: Source
    """The only one that the provider may speak for (P-12)."""

    open: Callable[[Callable[[], None]], Awaitable[Provider]]
    """Connects; is handed the poller's wake call. May raise ``ProviderError``."""

    ingest: Callable[[Snapshot], None]
    report: Callable[[PollRecord], None]
    """Told the record after every poll and whenever the schedule changes."""

    now: Clock
    catch_up: Callable[[], Iterable[None]] = tuple
    """Goes on with what the last part left to do, a step whenever the next one is asked for."""


class Poller:
    """Polls one connection until cancelled."""

    def __init__(self, connection: Connection, ports: Ports, first: FirstPoll) -> None:
        self._connection = connection
        self._ports = ports
        self._first = first
        self._session = Session(ports.source, self._open)
        self._alarm = Alarm()
        self._gaps: frozenset[tuple[object, ...]] = frozenset()
        self._record = first.record

    @property
    def record(self) -> PollRecord:
        """The connection's one poll-health record."""
        return self._record

    def note(self, record: PollRecord) -> None:
        """Take over a record that a manual test changed (P-02), and the wait that follows."""
        self._record = record
        self._schedule()

    def poll_now(self) -> None:
        """Poll as soon as possible; once also when credentials had been refused."""
        self._record = records.once_more(self._record)
        self._alarm.ring()

    def clock_jumped(self) -> None:
        """Poll now what the jump made overdue; of the rest, tell when it is due by the new clock.

        A failing connection keeps its wait: a clock that was set is no reason to ask it more.
        """
        due_at, now = self._record.next_poll_at, self._ports.now()
        if due_at is None:
            return
        if due_at <= now and not self._record.consecutive_failures:
            self._alarm.ring()
        else:
            self._tell_next(self._alarm.left_s)

    async def run(self) -> None:
        """Wait, poll, repeat. Closes the provider when cancelled."""
        try:
            if self._first.wait_s != 0:
                self._wait_for(self._first.wait_s)
                await self._alarm.wait()
            while True:
                await self.poll_once()
                await asyncio.sleep(min(_LEAST_PAUSE_S, self._connection.interval_s))
                await self._alarm.wait()
        finally:
            await self._session.aclose()

    async def poll_once(self) -> None:
        """One attempt. A platform's failure becomes health; a bug in ingest propagates."""
        began_at, began = self._ports.now(), asyncio.get_running_loop().time()
        self._begin()
        try:
            snapshot = await self._session.collect(
                max(_LEAST_DEADLINE_S, 3 * self._connection.interval_s)
            )
        except ProviderError as error:
            await self._failed(Span(began_at, _since(began)), error)
            return
        self._succeeded(Span(began_at, _since(began)), snapshot)
        for part in snapshot.parts(PART_SIZE):
            self._ports.ingest(part)
            await asyncio.sleep(0)
        for _ in self._ports.catch_up():
            await asyncio.sleep(0)

    def _begin(self) -> None:
        trying = records.begun(self._record)
        if trying is not self._record:
            self._record = trying
            self._ports.report(trying)

    def _succeeded(self, span: Span, snapshot: Snapshot) -> None:
        if self._record.last_error is not None:
            logger.info("%s: polling recovered", self._connection.name)
        self._record = records.succeeded(self._record, span, snapshot)
        self._log_gaps(snapshot)
        self._schedule()

    async def _failed(self, span: Span, error: ProviderError) -> None:
        first = self._record.consecutive_failures == 0
        self._record = records.failed(self._record, span, error)
        level = logging.WARNING if first else logging.DEBUG
        logger.log(level, "%s: polling failed: %s", self._connection.name, error)
        self._schedule()
        await self._session.aclose()

    def _log_gaps(self, snapshot: Snapshot) -> None:
        """P-07: once when a degradation starts, changes or ends."""
        before, self._gaps = self._gaps, records.gaps(snapshot.issues)
        name, observed = self._connection.name, self._record.observed
        if self._gaps and self._gaps != before and observed is not None:
            shown = "; ".join(str(issue.message) for issue in observed.issues)
            many = "1 gap" if observed.issue_count == 1 else f"{observed.issue_count} gaps"
            logger.warning("%s: read with %s: %s", name, many, shown)
        elif before and not self._gaps:
            logger.info("%s: read in full again", name)

    def _schedule(self) -> None:
        if records.is_stopped(self._record):
            self._wait_for(None)
            return
        pause_s = _seconds(self._record.not_before, self._ports.now())
        failures = self._record.consecutive_failures
        standing = Standing(self._connection.interval_s, failures, pause_s)
        self._wait_for(next_wait_s(standing, random.uniform(-1, 1)))  # noqa: S311 - jitter

    def _wait_for(self, wait_s: float | None) -> None:
        self._alarm.set(wait_s)
        self._tell_next(wait_s)

    def _tell_next(self, wait_s: float | None) -> None:
        next_at = None if wait_s is None else self._ports.now() + timedelta(seconds=wait_s)
        self._record = replace(self._record, next_poll_at=next_at)
        self._ports.report(self._record)

    async def _open(self) -> Provider:
        return await self._ports.open(self._wake)

    def _wake(self) -> None:
        """The platform says that there is news. One that fails is heard when its wait is over."""
        if not self._record.consecutive_failures:
            self._alarm.ring()


def _since(began: float) -> timedelta:
    return timedelta(seconds=asyncio.get_running_loop().time() - began)


def _seconds(until: datetime | None, now: datetime) -> float | None:
    return None if until is None else (until - now).total_seconds()
