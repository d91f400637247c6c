"""One poller for all platforms. It owns cadence, health and backoff, and nothing else."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import (
    Category,
    ProviderError,
    ReaderDefect,
    SecretError,
    SecretMissing,
)
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.backoff import Standing, next_wait_s
from pulse_desktop.monitoring.record import Span
from pulse_desktop.provider.platform import Provider

logger = logging.getLogger(__name__)

PART_SIZE = 50
"""Observations ingested without a pause: 5 ms, a third of a frame (23 ms for 250)."""

_LEAST_PAUSE_S = 1.0
"""Between two polls, however often a platform asks to be read: rates need a second."""

_LEAST_DEADLINE_S = 60.0


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a poller's results go, and what it reads time from."""

    open: Callable[[Callable[[], None]], Awaitable[Provider]]
    """Connects; is handed the poller's wake call. May raise ``ProviderError``."""

    ingest: Callable[[Snapshot], None]
    report: Callable[[PollRecord], None]
    """Told the record after every poll and whenever the schedule changes."""

    now: Clock


class Poller:
    """Polls one connection until cancelled."""

    def __init__(self, connection: Connection, ports: Ports, record: PollRecord) -> None:
        self._connection = connection
        self._ports = ports
        self._provider: Provider | None = None
        self._wanted = asyncio.Event()
        self._retry_after_s: float | None = None
        self._due: float | None = None
        """In the loop's time, which no change of the clock moves. ``None``: not by itself."""

        self._record = replace(record, interval_s=connection.interval_s)

    @property
    def record(self) -> PollRecord:
        """The connection's one poll-health record."""
        return self._record

    def note(self, record: PollRecord) -> None:
        """Take over a record that a manual test changed (P-02)."""
        self._record = record

    def poll_now(self) -> None:
        """Poll as soon as possible, also when credentials had been refused."""
        self._record = records.forgiven(self._record)
        self._wanted.set()

    async def run(self) -> None:
        """Poll, wait, repeat. Closes the provider when cancelled."""
        try:
            while True:
                self._wanted.clear()
                await self.poll_once()
                await self._wait()
        finally:
            await self._close()

    async def poll_once(self) -> None:
        """One attempt. A platform's failure becomes health; a bug in ingest propagates."""
        began_at, began = self._ports.now(), asyncio.get_running_loop().time()
        try:
            snapshot = await self._collect()
        except ProviderError as error:
            await self._failed(self._span(began_at, began), error)
            return
        except Exception as bug:
            logger.exception("%s: bug while reading", self._connection.name)
            await self._failed(self._span(began_at, began), ReaderDefect(type(bug).__name__))
            return
        self._succeeded(self._span(began_at, began), snapshot)
        for part in snapshot.parts(PART_SIZE):
            self._ports.ingest(part)
            await asyncio.sleep(0)

    async def _collect(self) -> Snapshot:
        deadline_s = max(_LEAST_DEADLINE_S, 3 * self._connection.interval_s)
        try:
            async with asyncio.timeout(deadline_s):
                if self._provider is None:
                    self._provider = await self._ports.open(self._wanted.set)
                return await self._provider.collect()
        except TimeoutError as error:
            message = mark(
                "Poller",
                "No complete answer in {seconds} s. The server may be overloaded or hanging.",
            ).given(
                seconds=round(deadline_s),
            )
            raise ProviderError(Category.TIMEOUT, message) from error
        except SecretError as error:
            raise SecretMissing(error.message) from error

    def _span(self, began_at: datetime, began: float) -> Span:
        elapsed_s = asyncio.get_running_loop().time() - began
        return Span(began_at, timedelta(seconds=elapsed_s))

    def _succeeded(self, span: Span, snapshot: Snapshot) -> None:
        before = self._record
        self._retry_after_s = None
        self._record = records.succeeded(before, span, snapshot)
        if before.last_error is not None:
            logger.info("%s: polling recovered", self._connection.name)
        self._log_degradation(before)
        self._schedule()

    async def _failed(self, span: Span, error: ProviderError) -> None:
        first = self._record.consecutive_failures == 0
        self._retry_after_s = error.retry_after_s
        self._record = records.failed(self._record, span, error)
        level = logging.WARNING if first else logging.DEBUG
        logger.log(level, "%s: polling failed: %s", self._connection.name, error)
        await self._close()
        self._schedule()

    def _log_degradation(self, before: PollRecord) -> None:
        """P-07: once when it starts, changes or ends."""
        was, now = records.degradation(before), records.degradation(self._record)
        if now and now != was:
            logger.warning(
                "%s: read with gaps: %s", self._connection.name, "; ".join(i[2] for i in now)
            )
        elif was and not now:
            logger.info("%s: read in full again", self._connection.name)

    def _schedule(self) -> None:
        wait_s = self._wait_s()
        next_at = None if wait_s is None else self._ports.now() + timedelta(seconds=wait_s)
        self._due = None if wait_s is None else asyncio.get_running_loop().time() + wait_s
        self._record = replace(self._record, next_poll_at=next_at)
        self._ports.report(self._record)

    def _wait_s(self) -> float | None:
        if records.is_stopped(self._record):
            return None
        standing = Standing(
            self._connection.interval_s, self._record.consecutive_failures, self._retry_after_s
        )
        return next_wait_s(standing, random.uniform(-1, 1))  # noqa: S311 - jitter, not a secret

    async def _wait(self) -> None:
        await asyncio.sleep(min(_LEAST_PAUSE_S, self._connection.interval_s))
        try:
            async with asyncio.timeout_at(self._due):
                await self._wanted.wait()
        except TimeoutError:
            return

    async def _close(self) -> None:
        provider, self._provider = self._provider, None
        if provider is not None:
            await provider.aclose()
