"""Following one engine's events in the background, so that the window reacts at once."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Protocol

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.docker.happening import key, matters
from pulse_desktop.platforms.docker.wire import Event
from pulse_desktop.provider.numbers import size

DEBOUNCE_S = 0.25
"""One deed makes several events; the engine is read again when they are through."""

_LONGEST_PAUSE_S = 10.0
_OVERLAP_NS = 10**9
_MOST_KEPT = 2000
"""Events between two polls; what is older is dropped, and the full listing makes up for it."""

_RETRY_S = 2.0


class EventSource(Protocol):
    """An engine, as far as its events go."""

    def events(
        self, types: tuple[str, ...], since: str, until: str | None = None
    ) -> AsyncGenerator[Event, None]:
        """What happened since, and then what happens."""
        ...


class Watch:
    """Keeps one event stream open from ``start`` until ``aclose``.

    It outlives the poll that starts it, so that no task group of a poll can hold it: its owner
    closes it, and ``take`` raises what ended it.
    """

    def __init__(
        self, engine: EventSource, types: tuple[str, ...], wake: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._types = types
        self._alarm = Alarm(wake)
        self._kept: deque[Event] = deque(maxlen=_MOST_KEPT)
        self._seen: deque[str] = deque(maxlen=_MOST_KEPT)
        self._newest_ns = 0
        self._task: asyncio.Task[None] | None = None
        self.problem: ProviderError | None = None
        """Why there are no events at the moment."""

    async def start(self, now_ns: int) -> None:
        """Read what the engine still remembers, then follow it. ``now_ns`` is its own clock."""
        self._newest_ns = now_ns
        await self._recall(now_ns)
        self._task = asyncio.get_running_loop().create_task(self._follow())

    def take(self) -> tuple[Event, ...]:
        """The events since the last call, oldest first."""
        if self._task is not None and self._task.done():
            self._task.result()
        events = tuple(self._kept)
        self._kept.clear()
        return events

    async def aclose(self) -> None:
        """End the stream. Safe to call twice."""
        self._alarm.cancel()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _recall(self, now_ns: int) -> None:
        """Engines keep their last 256 events; they tell who stopped what."""
        try:
            async with asyncio.timeout(_RETRY_S):
                await self._read(since="1", until=_spelled(now_ns))
        except (ProviderError, TimeoutError):
            # The stream that follows reports what is wrong.
            return

    async def _follow(self) -> None:
        while self.problem is None or self.problem.category is not Category.FORBIDDEN:
            try:
                await self._read(since=_spelled(max(self._newest_ns - _OVERLAP_NS, 1)))
                self.problem = None
            except ProviderError as error:
                self.problem = None if error.category is Category.TIMEOUT else error
            # What happened in the gap is in the next full listing.
            self._alarm.ring()
            await asyncio.sleep(_RETRY_S)

    async def _read(self, since: str, until: str | None = None) -> None:
        async with aclosing(self._engine.events(self._types, since, until)) as events:
            async for event in events:
                self._note(event)
                if until is None and matters(event):
                    self._alarm.ring()

    def _note(self, event: Event) -> None:
        name = key(event)
        if not matters(event) or name in self._seen:
            return
        self._seen.append(name)
        self._kept.append(event)
        self._newest_ns = max(self._newest_ns, size(event.time_nano) or 0)


class Alarm:
    """Wakes the poller soon after an event, and less often the longer events go on."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._handle: asyncio.TimerHandle | None = None
        self._pause_s = DEBOUNCE_S
        self._rang_at = float("-inf")

    def ring(self) -> None:
        """Something happened."""
        if self._handle is not None:
            return
        loop = asyncio.get_running_loop()
        quiet_s = loop.time() - self._rang_at
        self._pause_s = next_pause_s(self._pause_s, quiet_s)
        self._handle = loop.call_later(self._pause_s, self._ring)

    def cancel(self) -> None:
        """Wake nobody any more."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self) -> None:
        self._handle = None
        self._rang_at = asyncio.get_running_loop().time()
        self._wake()


def next_pause_s(last_s: float, quiet_s: float) -> float:
    """How long to wait for more events; twice as long each time they go on.

    So a container that restarts for ever does not make the whole engine be read all the time.
    """
    if quiet_s > _LONGEST_PAUSE_S:
        return DEBOUNCE_S
    return min(last_s * 2, _LONGEST_PAUSE_S)


def _spelled(nanoseconds: int) -> str:
    """Seconds with nine decimals, as the engine reads times."""
    seconds, rest = divmod(nanoseconds, 10**9)
    return f"{seconds}.{rest:09d}"
