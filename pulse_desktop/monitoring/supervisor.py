"""Starts, replaces and closes providers: the only place that does (P-12)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError, SecretMissing
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import ConnectionStatus, PollError, PollRecord
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.breaker import lets_through
from pulse_desktop.monitoring.first_poll import first_poll
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.poller import Poller, Ports
from pulse_desktop.provider.platform import Platform, Provider, Surroundings, Target


class Secrets(Protocol):
    """Where secrets come from."""

    async def secret_of(self, connection: ConnectionId) -> Secret | None:
        """The connection's secret, or ``None`` if it never had one.

        Raises:
            SecretError: The keyring is absent, locked or refused.
        """
        ...


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the supervisor works with."""

    platforms: Mapping[PlatformId, Platform]
    secrets: Secrets
    workers: Executor
    now: Clock


@dataclass(frozen=True, slots=True)
class _Polled:
    connection: Connection
    poller: Poller
    task: asyncio.Task[None]


class Supervisor:
    """Keeps one poller running for each enabled connection.

    ``report`` is told whenever a connection or a record changed; ``statuses`` then has it.
    """

    def __init__(
        self,
        equipment: Equipment,
        monitor: Monitor,
        group: asyncio.TaskGroup,
        report: Callable[[ConnectionStatus], None],
    ) -> None:
        self._equipment = equipment
        self._monitor = monitor
        self._group = group
        self._report = report
        self._connections: dict[ConnectionId, Connection] = {}
        self._records: dict[ConnectionId, PollRecord] = {}
        self._polled: dict[ConnectionId, _Polled] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def statuses(self) -> tuple[ConnectionStatus, ...]:
        """Every connection with its record, by name."""
        in_order = sorted(self._connections.values(), key=lambda c: (c.name.casefold(), c.id))
        return tuple(self._status(connection) for connection in in_order)

    def recall(self, stored: Mapping[ConnectionId, PollRecord]) -> None:
        """Take over the records of an earlier run, before ``supervise``."""
        self._records.update(stored)

    def supervise(self, connections: Sequence[Connection]) -> None:
        """Make the running pollers match ``connections``: start, replace, stop (P-03)."""
        wanted = {connection.id: connection for connection in connections}
        for gone in self._connections.keys() - wanted.keys():
            self._forget(gone)
        for connection in wanted.values():
            self._take_over(connection)

    def poll_now(self, connection: ConnectionId | None) -> None:
        """Poll one connection, or all, as soon as possible.

        Who asks for all asks nothing of one whose credentials are refused, and of one that
        keeps failing only so often as its breaker lets through.
        """
        now = self._equipment.now()
        for identifier, polled in self._polled.items():
            record = polled.poller.record
            is_worthwhile = not records.is_rejected(record) and lets_through(record, now)
            if connection == identifier or (connection is None and is_worthwhile):
                polled.poller.poll_now()

    def clock_jumped(self) -> None:
        """The computer slept or its clock was set: what is overdue is polled now."""
        for polled in self._polled.values():
            polled.poller.clock_jumped()

    def tested(self, connection: ConnectionId, error: ProviderError | None) -> None:
        """Enter the result of a manual test of the saved connection (P-02), unless it is gone."""
        if connection not in self._connections:
            return
        record = records.tested(self._record(connection), self._equipment.now(), error)
        polled = self._polled.get(connection)
        if polled is None:
            self._keep(connection, record)
            return
        polled.poller.note(record)
        if error is None:
            polled.poller.poll_now()

    async def stop(self) -> None:
        """Cancel every poller and wait until its sessions are closed, earlier ones too."""
        for connection in tuple(self._polled):
            self._stop_polling(connection)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _take_over(self, connection: Connection) -> None:
        known = self._connections.get(connection.id)
        if known == connection:
            return
        self._connections[connection.id] = connection
        platform = self._equipment.platforms.get(connection.platform)
        if platform is not None:
            source = platform.source(connection)
            self._monitor.patience.expect(source, connection.interval_s, platform.stale_after_s)
        if known is None or known.needs_new_provider(connection):
            self._replace(known, connection, platform)
        self._report(self._status(connection))

    def _replace(
        self, known: Connection | None, connection: Connection, platform: Platform | None
    ) -> None:
        """Close the session to ``known`` and begin one to ``connection`` (P-03)."""
        self._stop_polling(connection.id)
        if platform is None:
            self._turn_away(connection)
        elif connection.enabled:
            self._start_polling(known, connection, platform)
        else:
            record = replace(self._record(connection.id), next_poll_at=None)
            self._records[connection.id] = record

    def _turn_away(self, connection: Connection) -> None:
        """Nothing here can read it, so say so at once: waiting would never end."""
        message = mark("Supervisor", "This version does not know the platform {platform}.").given(
            platform=connection.platform
        )
        error = PollError(self._equipment.now(), message, Category.VERSION)
        record = replace(self._record(connection.id), last_error=error, next_poll_at=None)
        self._records[connection.id] = record

    def _start_polling(
        self, known: Connection | None, connection: Connection, platform: Platform
    ) -> None:
        now, record = self._equipment.now(), self._record(connection.id)
        first = first_poll(known, connection, record, now)
        ports = Ports(
            source=platform.source(connection),
            open=partial(self._open, connection, platform),
            ingest=self._monitor.ingest,
            catch_up=self._monitor.catch_up,
            report=partial(self._keep, connection.id),
            now=self._equipment.now,
        )
        poller = Poller(connection, ports, first)
        self._records[connection.id] = first.record
        task = self._group.create_task(poller.run(), name=f"poll {connection.name}")
        self._polled[connection.id] = _Polled(connection, poller, task)

    def _stop_polling(self, connection: ConnectionId) -> None:
        polled = self._polled.pop(connection, None)
        if polled is not None:
            self._closing.add(polled.task)
            polled.task.add_done_callback(self._closing.discard)
            polled.task.cancel()

    def _forget(self, identifier: ConnectionId) -> None:
        self._stop_polling(identifier)
        connection = self._connections.pop(identifier)
        self._records.pop(identifier, None)
        platform = self._equipment.platforms.get(connection.platform)
        if platform is not None:
            self._monitor.withdraw(platform.source(connection), self._equipment.now())

    async def _open(
        self, connection: Connection, platform: Platform, wake: Callable[[], None]
    ) -> Provider:
        secret = None
        if platform.needs_secret(connection):
            secret = await self._equipment.secrets.secret_of(connection.id)
            if secret is None:
                raise SecretMissing(
                    mark(
                        "Supervisor",
                        "The keyring has no secret for {name}. Edit the connection to give it.",
                    ).given(name=connection.name)
                )
        surroundings = Surroundings(self._equipment.now, self._equipment.workers, wake)
        return await platform.connect(Target(connection, secret), surroundings)

    def _keep(self, connection: ConnectionId, record: PollRecord) -> None:
        self._records[connection] = record
        if connection in self._connections:
            self._report(self._status(self._connections[connection]))

    def _record(self, connection: ConnectionId) -> PollRecord:
        known = self._records.get(connection)
        return known or PollRecord(interval_s=self._connections[connection].interval_s)

    def _status(self, connection: Connection) -> ConnectionStatus:
        record = self._record(connection.id)
        return ConnectionStatus(connection, record, records.state_of(connection, record))
