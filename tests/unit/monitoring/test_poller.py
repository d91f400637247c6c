"""Polling: a platform's failure becomes health, a bug in ingest does not."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import Category, KeyringState, ProviderError, SecretError
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import poller as pollers
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.first_poll import FirstPoll
from pulse_desktop.monitoring.poller import Poller, Ports
from simulators.scripted import (
    HYPERVISOR,
    NOON,
    Scripted,
    connection,
    later,
    observation,
    snapshot,
    until,
)

GOOD = snapshot(observation("web"))
REFUSED = ProviderError(Category.REFUSED, mark("t", "closed"))
REJECTED = ProviderError(Category.AUTH, mark("t", "no"))
PAUSED = ProviderError(Category.RATE_LIMITED, mark("t", "slower"), retry_after_s=90)
AT_ONCE = FirstPoll(PollRecord(interval_s=10), 0.0)


@pytest.fixture(autouse=True)
def eager(monkeypatch):
    """Nobody measures rates here, so no poll has to keep a distance from the one before."""
    monkeypatch.setattr(pollers, "_LEAST_PAUSE_S", 0)


class Bench:
    """A poller over a script, with everything it said."""

    def __init__(self, *script, ingest=None, opens=None, first=None, **fields):
        self.provider = Scripted(*script)
        self.now = NOON
        self.ingested, self.reported, self.opened = [], [], 0
        self._failure = opens
        ports = Ports(
            source=HYPERVISOR,
            open=self.open,
            ingest=ingest or self.ingested.append,
            report=self.reported.append,
            now=lambda: self.now,
        )
        self.poller = Poller(connection(**fields), ports, first or AT_ONCE)

    async def open(self, wake):
        self.opened += 1
        self.wake = wake
        if self._failure:
            raise self._failure
        return self.provider

    @asynccontextmanager
    async def running(self):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.poller.run())
            yield
            task.cancel()

    async def polls(self, count):
        for _ in range(count):
            await self.poller.poll_once()
        return self.poller.record


async def test_a_good_poll_is_ingested_and_reported():
    bench = Bench(GOOD)
    record = await bench.polls(1)
    assert (bench.ingested, bench.reported) == ([GOOD], [record])
    assert record.next_poll_at == later(10)


async def test_a_failure_feeds_nothing_and_closes_the_session():
    """P-11: what fails is shown and kept apart."""
    bench = Bench(GOOD, REFUSED)
    record = await bench.polls(2)
    assert (bench.ingested, bench.provider.closed) == ([GOOD], 1)
    assert record.last_success_at is not None


async def test_a_session_is_opened_again_after_a_failure():
    bench = Bench(REFUSED, GOOD)
    await bench.polls(2)
    assert bench.opened == 2


async def test_a_bug_in_a_reader_is_logged_once_and_becomes_health(caplog):
    """P-11: a broken reader never stops another one."""
    bench = Bench(KeyError("vmid"))
    record = await bench.polls(1)
    assert "KeyError" in str(record.last_error.message)
    assert "Traceback" in caplog.text


async def test_a_bug_in_ingest_is_ours_and_propagates():
    def broken(part):
        raise KeyError(part.source)

    with pytest.raises(KeyError):
        await Bench(GOOD, ingest=broken).polls(1)


async def test_a_locked_keyring_is_the_connections_failure_and_is_not_asked_again_unasked():
    locked = SecretError(KeyringState.LOCKED, mark("t", "The keyring is locked."))
    record = await Bench(GOOD, opens=locked).polls(1)
    assert str(record.last_error.message) == "The keyring is locked."
    assert record.next_poll_at is None


async def test_only_the_first_of_many_failures_warns(caplog):
    with caplog.at_level("WARNING"):
        await Bench(REFUSED).polls(3)
    assert len(caplog.records) == 1


async def test_a_degradation_is_logged_when_it_starts_and_ends_and_not_between(caplog):
    """P-07: not on every poll."""
    gap = snapshot(observation("web"), issues=(Issue("storage", "timeout", mark("t", "late")),))
    with caplog.at_level("INFO"):
        await Bench(gap, gap, gap, GOOD).polls(4)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "read with 1 gap: late" in caplog.text


async def test_after_three_rejections_no_poll_is_scheduled_until_the_user_asks():
    """P-08: rejected credentials are not retried into a lock-out."""
    bench = Bench(REJECTED)
    assert (await bench.polls(3)).next_poll_at is None
    bench.poller.poll_now()
    assert not records.is_stopped(bench.poller.record)


async def test_who_asks_for_a_try_of_refused_credentials_gets_one():
    """P-08: three more could lock the account."""
    bench = Bench(REJECTED)
    await bench.polls(3)
    bench.poller.poll_now()
    assert (await bench.polls(1)).next_poll_at is None


async def test_a_large_instance_is_ingested_in_parts():
    many = snapshot(*(observation(f"vm{n}") for n in range(70)))
    bench = Bench(many)
    await bench.polls(1)
    assert [len(part.observations) for part in bench.ingested] == [25, 25, 20]
    assert [part.is_last_part for part in bench.ingested] == [False, False, True]


async def test_a_cancelled_poller_closes_its_session():
    """P-03: the old session is closed."""
    bench = Bench(GOOD)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(bench.poller.run())
        await until(lambda: bench.ingested)
        task.cancel()
    assert bench.provider.closed == 1


async def test_a_clock_that_is_set_back_delays_no_poll():
    bench = Bench(GOOD, interval_s=0.01)
    async with bench.running(), asyncio.timeout(3):
        await until(lambda: bench.provider.polls == 1)
        bench.now = later(-3600)
        bench.poller.clock_jumped()
        await until(lambda: bench.provider.polls > 2)


async def test_a_sleep_makes_a_healthy_connection_overdue_and_it_is_polled_at_once():
    bench = Bench(GOOD, interval_s=3600)
    async with bench.running(), asyncio.timeout(3):
        await until(lambda: bench.reported)
        bench.now = later(8 * 3600)
        bench.poller.clock_jumped()
        await until(lambda: bench.provider.polls == 2)


async def test_a_sleep_does_not_shorten_the_wait_of_a_failing_connection():
    """P-08: its next try is told by the new clock."""
    bench = Bench(REFUSED)
    await bench.polls(1)
    wait = bench.poller.record.next_poll_at - bench.now
    bench.now = later(8 * 3600)
    bench.poller.clock_jumped()
    assert abs(bench.poller.record.next_poll_at - bench.now - wait) < timedelta(seconds=1)


async def test_a_cadence_that_was_edited_waits_before_its_first_poll():
    """P-03: next is the last attempt and the new interval."""
    bench = Bench(GOOD, first=FirstPoll(PollRecord(interval_s=10), 7.0))
    async with bench.running():
        await until(lambda: bench.reported)
        assert (bench.reported[0].next_poll_at, bench.provider.polls) == (later(7), 0)


async def test_what_is_stopped_from_the_start_is_polled_once_the_user_asks():
    """P-08: also after a restart."""
    bench = Bench(GOOD, first=FirstPoll(PollRecord(interval_s=10, rejections=3), None))
    async with bench.running():
        await until(lambda: bench.reported)
        assert (bench.provider.polls, bench.poller.record.next_poll_at) == (0, None)
        bench.poller.poll_now()
        await until(lambda: bench.provider.polls == 1)


async def test_the_third_failure_opens_the_breaker_and_the_next_try_half_opens_it():
    bench = Bench(REFUSED, REFUSED, REFUSED, GOOD)
    assert [(await bench.polls(1)).breaker for _ in range(3)] == ["closed", "closed", "open"]
    assert bench.poller.record.next_poll_at == later(40)
    bench.reported.clear()
    await bench.polls(1)
    assert [record.breaker for record in bench.reported] == ["half_open", "closed"]


async def test_a_platform_that_asks_for_a_pause_gets_it():
    record = await Bench(PAUSED).polls(1)
    assert later(90) <= record.next_poll_at == record.not_before < later(91)


async def test_a_manual_test_that_fails_for_the_third_time_stops_the_poller():
    """P-02, P-08: a test is counted, so it is also what stops the next poll."""
    bench = Bench(REJECTED)
    await bench.polls(2)
    bench.poller.note(records.tested(bench.poller.record, NOON, REJECTED))
    assert bench.poller.record.next_poll_at is None


async def test_a_platform_is_not_heard_out_of_turn_while_it_fails():
    """P-08: no news shorten a backoff."""
    bench = Bench(GOOD, REFUSED, GOOD, interval_s=0.01)
    async with bench.running(), asyncio.timeout(3):
        await until(lambda: bench.poller.record.consecutive_failures == 1)
        bench.wake()
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert bench.provider.polls == 2


async def test_the_same_gaps_with_other_numbers_are_not_news(caplog):
    """P-07: not on every poll."""
    late = mark("t", "{path} took {n} s")
    first, then = (
        snapshot(issues=(Issue("a", "timeout", late.given(path="/x", n=n)),)) for n in (1.5, 2.5)
    )
    await Bench(first, then).polls(2)
    assert len(caplog.records) == 1


async def test_other_gaps_are_news(caplog):
    """P-07: logged when it changes."""
    late = mark("t", "{path} is late")
    first, then = (
        snapshot(issues=(Issue("a", "timeout", late.given(path=path)),)) for path in ("/x", "/y")
    )
    await Bench(first, then).polls(2)
    assert len(caplog.records) == 2
