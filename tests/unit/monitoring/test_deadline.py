"""Foreign code is bounded in time, whatever it does."""

import asyncio

import pytest

from pulse_desktop.model.errors import ReaderDefect
from pulse_desktop.monitoring import deadline
from pulse_desktop.monitoring.deadline import Late, within


@pytest.fixture(autouse=True)
def brief_grace(monkeypatch):
    monkeypatch.setattr(deadline, "GRACE_S", 0.05)


class Deaf:
    """Work that ignores being cancelled until it is let go."""

    def __init__(self):
        self.ended = asyncio.Event()
        self.done = asyncio.Event()

    async def work(self):
        while not self.ended.is_set():
            try:
                await self.ended.wait()
            except asyncio.CancelledError:
                continue
        self.done.set()

    async def let_go(self):
        self.ended.set()
        await self.done.wait()


async def answer(value):
    return value


async def test_work_that_ends_in_time_gives_its_result():
    assert await within(1, answer(7)) == 7


async def test_work_that_fails_raises_what_it_failed_with():
    async def broken():
        raise KeyError("vmid")

    with pytest.raises(KeyError):
        await within(1, broken())


async def test_work_that_never_ends_is_late():
    """P-11: a hanging platform."""
    with pytest.raises(Late):
        await within(0.01, asyncio.Event().wait())


async def test_a_result_that_comes_after_the_deadline_is_dropped():
    async def stubborn():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return 7

    with pytest.raises(Late):
        await within(0.01, stubborn())


async def test_work_that_does_not_stop_when_told_is_left_to_itself(caplog):
    """P-11: it holds up nobody."""
    deaf = Deaf()
    async with asyncio.timeout(2):
        with pytest.raises(Late):
            await within(0.01, deaf.work())
    assert "does not stop" in caplog.text
    await deaf.let_go()


async def test_a_caller_that_is_cancelled_is_not_held_up_by_deaf_work():
    """P-03: an edit waits for no session that does not close."""
    deaf = Deaf()
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        caller = group.create_task(within(60, deaf.work()))
        await asyncio.sleep(0.01)
        caller.cancel()
    assert caller.cancelled()
    await deaf.let_go()


async def test_work_that_cancels_itself_has_failed_and_cancels_nobody_else():
    """P-11: it would end the polling of its connection without a word."""

    async def resigned():
        raise asyncio.CancelledError

    with pytest.raises(ReaderDefect, match="CancelledError"):
        await within(1, resigned())
