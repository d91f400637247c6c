"""Pollers follow the saved connections."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.poll import Breaker, ConnectionState, PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import poller
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.supervisor import Equipment, Supervisor
from pulse_desktop.resources.registry import Registry
from simulators.scripted import (
    NOON,
    Scripted,
    connection,
    later,
    observation,
    platform,
    snapshot,
    source,
    until,
)


@pytest.fixture(autouse=True)
def eager(monkeypatch):
    """Nobody measures rates here, so no poll has to keep a distance from the one before."""
    monkeypatch.setattr(poller, "_LEAST_PAUSE_S", 0)


class NoSecrets:
    """A keyring that was never given anything."""

    async def secret_of(self, identifier):
        return None


class Floor:
    """A supervisor over scripted platforms, each with one provider."""

    def __init__(self, group, *script, **others):
        self.provider = Scripted(*script)
        self.reports = []
        self.now = NOON
        platforms = [
            platform(self.provider),
            *(replace(platform(each), id=name) for name, each in others.items()),
        ]
        self.monitor = Monitor(Registry(SeriesIndex()))
        equipment = Equipment(
            {each.id: each for each in platforms},
            NoSecrets(),
            ThreadPoolExecutor(1),
            lambda: self.now,
        )
        self.supervisor = Supervisor(equipment, self.monitor, group, self.reports.append)

    def state(self):
        (status,) = self.supervisor.statuses
        return status.state

    def record(self, name="one"):
        return next(s.record for s in self.supervisor.statuses if s.connection.id == name)


LATE = ProviderError(Category.TIMEOUT, mark("t", "late"))
REFUSED = PollRecord(
    interval_s=10,
    last_attempt_at=NOON,
    consecutive_failures=3,
    rejections=3,
    breaker=Breaker.OPEN,
    target=connection().session_key,
)


class Liar(Scripted):
    """A provider that awaits, raises or returns what it is given."""

    def __init__(self, lie):
        super().__init__(lie)
        self._lie = lie

    async def collect(self):
        self.polls += 1
        if isinstance(self._lie, BaseException):
            raise self._lie
        return await self._lie() if callable(self._lie) else self._lie


async def settled():
    """Let everything that can happen by itself happen."""
    for _ in range(20):
        await asyncio.sleep(0)


def seen(name="one"):
    said_by = replace(source(), platform="scripted", connection=name)
    return snapshot(observation("web"), said_by=said_by)


@asynccontextmanager
async def floor(*script, **others):
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        subject = Floor(group, *script, **others)
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


@pytest.mark.parametrize(
    "edit",
    [
        {"user": "other@pam"},
        {"credential_revision": 1},
        {"fingerprint": "AA:BB"},
        {"ca_file": "/ca.pem"},
        {"allow_plain": True},
    ],
)
async def test_an_edit_of_credentials_or_trust_replaces_the_provider_at_once(edit):
    """P-03: and closes the old session."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.provider.polls == 1)
        subject.supervisor.supervise([connection(**edit)])
        await until(lambda: subject.provider.closed == 1 and subject.provider.polls == 2)


async def test_a_new_cadence_closes_the_session_and_counts_from_the_last_attempt():
    """P-03: next is the last attempt and the new interval."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.record().next_poll_at == later(10))
        subject.now = later(4)
        subject.supervisor.supervise([connection(interval_s=60)])
        await until(lambda: subject.record().next_poll_at == later(60))
        await until(lambda: subject.provider.closed == 1)
        assert (subject.provider.polls, subject.record().interval_s) == (1, 60)


async def test_a_new_cadence_that_is_overdue_is_polled_at_once():
    """P-03."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection(interval_s=60)])
        await until(lambda: subject.record().next_poll_at == later(60))
        subject.now = later(20)
        subject.supervisor.supervise([connection(interval_s=10)])
        await until(lambda: subject.provider.polls == 2)


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


async def test_a_paused_connection_has_no_next_poll_and_keeps_its_record():
    """P-01: disabling keeps it."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.record().next_poll_at is not None)
        subject.supervisor.supervise([connection(enabled=False)])
        assert subject.record().next_poll_at is None
        assert subject.record().last_success_at is not None


async def test_what_a_paused_connection_saw_becomes_stale_as_time_passes():
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.monitor.state.all() != ())
        subject.supervisor.supervise([connection(enabled=False)])
        list(subject.monitor.pass_time(later(61)))
        assert subject.monitor.state.all()[0].is_stale


async def test_a_bad_manual_test_enters_the_same_record_at_once():
    """P-02: an operator's test is visible in the row at once; what was observed stays."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.state() is ConnectionState.LIVE)
        subject.supervisor.tested(connection().id, LATE)
        record = subject.reports[-1].record
        assert (record.last_error.category, record.consecutive_failures) == (Category.TIMEOUT, 1)
        assert record.observed is not None


async def test_a_good_manual_test_ends_the_error_at_once_and_polls():
    """P-02: it clears the error and leaves what was observed to the poll."""
    async with floor(LATE, seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.state() is ConnectionState.FAILED)
        subject.supervisor.tested(connection().id, None)
        record = subject.reports[-1].record
        assert (record.last_error, record.consecutive_failures, record.observed) == (None, 0, None)
        await until(lambda: subject.provider.polls == 2)


async def test_a_manual_test_of_a_paused_connection_is_in_its_record():
    """P-02."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection(enabled=False)])
        subject.supervisor.tested(connection().id, LATE)
        assert subject.record().last_error.category is Category.TIMEOUT


async def test_who_asks_for_all_asks_nothing_of_refused_credentials():
    """P-08: only who asks for this one does."""
    async with floor(seen()) as subject:
        subject.supervisor.recall({"one": REFUSED})
        subject.supervisor.supervise([connection()])
        subject.now = later(60)
        subject.supervisor.poll_now(None)
        await settled()
        assert (subject.provider.polls, subject.state()) == (0, ConnectionState.REJECTED)
        subject.supervisor.poll_now("one")
        await until(lambda: subject.provider.polls == 1)


async def test_who_asks_for_all_gets_past_a_breaker_once_in_thirty_seconds():
    async with floor(LATE) as subject:
        subject.supervisor.recall({"one": replace(REFUSED, rejections=0, not_before=later(600))})
        subject.supervisor.supervise([connection()])
        subject.now = later(29)
        subject.supervisor.poll_now(None)
        await settled()
        assert subject.provider.polls == 0
        subject.now = later(30)
        subject.supervisor.poll_now(None)
        await until(lambda: subject.provider.polls == 1)


async def hang():
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    "lie",
    [None, {"vms": []}, KeyError("vmid"), asyncio.CancelledError(), snapshot(), hang],
    ids=["nothing", "wrong type", "bug", "cancelled", "another source", "hang"],
)
async def test_a_platform_that_misbehaves_stops_no_other(lie):
    """P-11, P-12: what it does is its own connection's failure."""
    async with floor(seen("one"), liar=Liar(lie)) as subject:
        subject.supervisor.supervise([connection(), connection("two", platform="liar")])
        await until(lambda: subject.monitor.state.all() != ())
        subject.supervisor.poll_now("one")
        await until(lambda: subject.provider.polls == 2)
        assert {source.connection for r in subject.monitor.state.all() for source in r.sources} == {
            "one"
        }


async def test_a_session_that_does_not_close_delays_no_new_one():
    """P-03, P-11: at once."""
    subject_provider = Liar(hang)
    async with floor(seen(), liar=subject_provider) as subject:
        subject.supervisor.supervise([connection(platform="liar")])
        await until(lambda: subject_provider.polls == 1)
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.state() is ConnectionState.LIVE)


async def test_stopping_waits_for_sessions_that_an_edit_left_closing():
    """P-03: none is left open at the end."""
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection()])
        await until(lambda: subject.provider.polls == 1)
        subject.supervisor.supervise([])
        await subject.supervisor.stop()
        assert subject.provider.closed == 1


async def test_after_a_jump_of_the_clock_what_is_overdue_is_polled():
    async with floor(seen()) as subject:
        subject.supervisor.supervise([connection(interval_s=3600)])
        await until(lambda: subject.record().next_poll_at is not None)
        subject.now = later(8 * 3600)
        subject.supervisor.clock_jumped()
        await until(lambda: subject.provider.polls == 2)


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
