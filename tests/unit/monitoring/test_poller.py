"""Polling: a platform's failure becomes health, a bug in ingest does not."""

import asyncio

import pytest

from pulse_desktop.model.errors import Category, KeyringState, ProviderError, SecretError
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.poller import Poller, Ports
from simulators.scripted import NOON, Scripted, connection, later, observation, snapshot, until

GOOD = snapshot(observation("web"))
REFUSED = ProviderError(Category.REFUSED, mark("t", "closed"))
REJECTED = ProviderError(Category.AUTH, mark("t", "no"))


class Bench:
    """A poller over a script, with everything it said."""

    def __init__(self, *script, ingest=None, opens=None):
        self.provider = Scripted(*script)
        self.ingested, self.reported, self.opened = [], [], 0
        self._failure = opens
        ports = Ports(self.open, ingest or self.ingested.append, self.reported.append, lambda: NOON)
        self.poller = Poller(connection(), ports, PollRecord(interval_s=10))

    async def open(self, wake):
        self.opened += 1
        self.wake = wake
        if self._failure:
            raise self._failure
        return self.provider

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


async def test_after_three_rejections_no_poll_is_scheduled_until_the_user_asks():
    """P-08: rejected credentials are not retried into a lock-out."""
    bench = Bench(REJECTED)
    assert (await bench.polls(3)).next_poll_at is None
    bench.poller.poll_now()
    assert bench.poller.record.rejections == 0


async def test_a_large_instance_is_ingested_in_parts():
    many = snapshot(*(observation(f"vm{n}") for n in range(120)))
    bench = Bench(many)
    await bench.polls(1)
    assert [len(part.observations) for part in bench.ingested] == [50, 50, 20]
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
    times = iter([NOON, NOON])
    provider = Scripted(GOOD)

    async def opens(wake):
        return provider

    ports = Ports(opens, lambda _: None, lambda _: None, lambda: next(times, later(-3600)))
    poller = Poller(connection(interval_s=0.01), ports, PollRecord(interval_s=0.01))
    async with asyncio.TaskGroup() as group, asyncio.timeout(3):
        task = group.create_task(poller.run())
        await until(lambda: provider.polls > 1)
        task.cancel()
