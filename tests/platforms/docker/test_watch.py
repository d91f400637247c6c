"""Following events: what is kept, what is woken, and what a broken stream does."""

import asyncio

import pytest
import pytest_asyncio

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.watch import DEBOUNCE_S, Watch, next_pause_s
from pulse_desktop.platforms.docker.wire import Actor, Event


def event(number, action="start"):
    return Event(type="container", action=action, actor=Actor(id="c"), time_nano=number)


class Engine:
    """Plays one script of events a stream, the backlog first; then it is silent."""

    def __init__(self, *streams):
        self._streams = list(streams)
        self.since = []
        self.played = asyncio.Event()

    async def events(self, types, since, until=None):
        self.since.append(since)
        for step in self._streams.pop(0) if self._streams else ():
            if isinstance(step, Exception):
                raise step
            yield step
        if until is None and not self._streams:
            self.played.set()
            await asyncio.Event().wait()


@pytest_asyncio.fixture
async def watching(monkeypatch):
    """Starts watches that retry at once, and ends them."""
    monkeypatch.setattr("pulse_desktop.platforms.docker.watch._RETRY_S", 0.01)
    started = []

    async def start(engine, wake=lambda: None):
        watch = Watch(engine, ("container",), wake)
        started.append(watch)
        await watch.start(10**9)
        return watch

    yield start
    for watch in started:
        await watch.aclose()


async def numbers(watch, engine):
    async with asyncio.timeout(5):
        await engine.played.wait()
    return [one.time_nano for one in watch.take()]


async def test_the_backlog_is_known_before_the_first_listing(watching):
    watch = await watching(Engine([event(1), event(2)]))
    assert [one.time_nano for one in watch.take()] == [1, 2]


async def test_events_are_taken_once(watching):
    engine = Engine([event(1)], [event(2)])
    watch = await watching(engine)
    assert await numbers(watch, engine) == [1, 2]
    assert watch.take() == ()


async def test_the_overlap_of_two_streams_is_read_once(watching):
    engine = Engine([event(5)], [event(5), event(6)])
    assert await numbers(await watching(engine), engine) == [5, 6]


async def test_noise_is_not_kept(watching):
    engine = Engine([], [event(1, "exec_start: ls"), event(2)])
    assert await numbers(await watching(engine), engine) == [2]


async def test_a_stream_that_breaks_is_opened_again_from_where_it_was(watching):
    broken = ProviderError(Category.PROTOCOL, mark("Test", "It broke."))
    engine = Engine([], [event(7 * 10**9), broken], [event(8 * 10**9)])
    watch = await watching(engine)
    assert await numbers(watch, engine) == [7 * 10**9, 8 * 10**9]
    assert engine.since == ["1", "0.000000001", "6.000000000"]


async def test_a_stream_that_is_forbidden_is_said_and_left_alone(watching):
    refused = ProviderError(Category.FORBIDDEN, mark("Test", "Not permitted."))
    engine = Engine([refused], [refused], [event(1)])
    watch = await watching(engine)
    await asyncio.wait_for(asyncio.shield(watch._task), 5)
    assert watch.problem is refused
    assert watch.take() == ()
    assert len(engine.since) == 2


async def test_a_bug_in_following_is_not_hidden(watching):
    watch = await watching(Engine([], [KeyError("bug")]))
    await asyncio.wait([watch._task], timeout=5)
    with pytest.raises(KeyError):
        watch.take()


async def test_several_events_wake_once(watching):
    woken = asyncio.Event()
    engine = Engine([], [event(1), event(2), event(3)])
    await watching(engine, woken.set)
    assert not woken.is_set()
    await asyncio.wait_for(woken.wait(), 5)


async def test_closing_twice_is_fine_and_wakes_nobody(watching):
    woken = asyncio.Event()
    engine = Engine([], [event(1)])
    watch = await watching(engine, woken.set)
    await engine.played.wait()
    await watch.aclose()
    await watch.aclose()
    assert watch._alarm._handle is None


def test_events_that_go_on_wake_less_and_less_often():
    pauses = [DEBOUNCE_S]
    for _ in range(7):
        pauses.append(next_pause_s(pauses[-1], quiet_s=1))
    assert pauses == [0.25, 0.5, 1, 2, 4, 8, 10, 10]
    assert next_pause_s(10, quiet_s=11) == DEBOUNCE_S
