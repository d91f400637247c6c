"""Pollers follow the saved connections."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.supervisor import Equipment, Supervisor
from pulse_desktop.resources.registry import Registry
from simulators.scripted import (
    NOON,
    Scripted,
    connection,
    observation,
    platform,
    snapshot,
    source,
    until,
)


class NoSecrets:
    """A keyring that was never given anything."""

    async def secret_of(self, identifier):
        return None


class Floor:
    """A supervisor over one scripted platform."""

    def __init__(self, group, *script):
        self.provider = Scripted(*script)
        self.reports = []
        scripted = platform(self.provider)
        self.monitor = Monitor(Registry(SeriesIndex()))
        equipment = Equipment(
            {scripted.id: scripted}, NoSecrets(), ThreadPoolExecutor(1), lambda: NOON
        )
        self.supervisor = Supervisor(equipment, self.monitor, group, self.reports.append)

    def state(self):
        (status,) = self.supervisor.statuses
        return status.state


def seen(name="one"):
    said_by = replace(source(), platform="scripted", connection=name)
    return snapshot(observation("web"), said_by=said_by)


@asynccontextmanager
async def floor(*script):
    async with asyncio.TaskGroup() as group:
        subject = Floor(group, *script)
        yield subject
        await subject.supervisor.stop()


async def test_a_saved_connection_is_polled_at_once():
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.state() is ConnectionState.LIVE)
        assert [r.name for r in subject.monitor.state.all()] == ["web"]


async def test_a_new_address_replaces_the_provider_and_closes_the_old_session():
    """P-03: at once."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.provider.polls == 1)
        subject.supervisor.supervise([connection(address="https://other.test")])
        await until(lambda: subject.provider.closed == 1 and subject.provider.polls == 2)


async def test_a_new_name_keeps_the_session():
    """P-03: renaming does not replace it."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.provider.polls == 1)
        subject.supervisor.supervise([connection(name="renamed")])
        assert subject.supervisor.statuses[0].connection.name == "renamed"
        assert (subject.provider.closed, subject.provider.polls) == (0, 1)


async def test_a_paused_connection_is_not_polled():
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection(enabled=False)])
        assert (subject.state(), subject.provider.polls) == (ConnectionState.PAUSED, 0)


async def test_removing_a_connection_takes_back_what_only_it_said():
    """P-12: the others' records stay as they were."""
    async with floor(seen("one")) as subject:
        bystander = connection("two", enabled=False)
        subject.supervisor.supervise([connection("one"), bystander])
        await until(lambda: subject.monitor.state.all() != ())
        other = subject.supervisor.statuses[1]
        subject.supervisor.supervise([bystander])
        assert subject.monitor.state.all() == ()
        assert subject.supervisor.statuses[0].connection == other.connection


async def test_a_manual_test_enters_the_same_record():
    """P-02: an operator's test is visible in the row at once."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.state() is ConnectionState.LIVE)
        error = ProviderError(Category.TIMEOUT, mark("t", "late"))
        subject.supervisor.tested(connection().id, error)
        assert subject.reports[-1].record.last_error.category is Category.TIMEOUT


async def test_a_test_that_ends_after_the_connection_is_gone_enters_nothing():
    async with floor(seen()) as subject:
        subject.supervisor.tested(connection().id, None)
        assert subject.reports == []


async def test_a_platform_this_version_does_not_know_has_failed_at_once():
    """P-01: it is kept, not polled, and nobody waits for it."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection(platform="from-the-future")])
        error = subject.reports[-1].record.last_error
        assert (subject.state(), error.category) == (ConnectionState.FAILED, Category.VERSION)
        assert str(error.message) == "This version does not know the platform from-the-future."
