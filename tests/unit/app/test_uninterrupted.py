"""Work that a cancellation does not cut short."""

import asyncio

import pytest

from pulse_desktop.app.uninterrupted import to_the_end
from simulators.scripted import until


class Work:
    """Begins, and ends when it is let."""

    def __init__(self):
        self.log = []
        self.may_end = asyncio.Event()

    async def do(self):
        self.log.append("begun")
        await self.may_end.wait()
        self.log.append("ended")
        return 7


async def test_what_the_work_returns_is_returned():
    work = Work()
    work.may_end.set()
    assert await to_the_end(work.do()) == 7


async def test_what_the_work_raises_is_raised():
    async def fail():
        raise KeyError("x")

    with pytest.raises(KeyError):
        await to_the_end(fail())


async def test_a_cancellation_is_obeyed_when_the_work_has_ended():
    work = Work()
    waiting = asyncio.get_running_loop().create_task(to_the_end(work.do()))
    await until(lambda: work.log)
    for _ in range(3):
        waiting.cancel()
        await asyncio.sleep(0)
    assert not waiting.done()
    work.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert work.log == ["begun", "ended"]
