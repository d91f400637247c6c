"""Sessions of the three products over recorded bodies: no network, and a clock of their own."""

import asyncio
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.provider.platform import Surroundings

_STEP = timedelta(minutes=31)
"""Between two polls: whatever rests or is kept is due again."""

_UNTOLD = mark("Simulator", "Nobody recorded an answer.")
_UNREADABLE = mark("Simulator", "The answer cannot be read.")


class Inline(Executor):
    """Does at once, on the caller's thread, what it is given."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - handed on, as every executor does
            future.set_exception(error)
        return future


@dataclass
class Clock:
    """Goes on from poll to poll."""

    at: object

    def __call__(self):
        return self.at

    def go_on(self):
        """To where everything is due."""
        self.at += _STEP


@dataclass
class Replay:
    """What was recorded, and what is made of a body before it is decoded."""

    bodies: dict = field(default_factory=dict)
    alter: object = None
    altered: int = 0

    @contextmanager
    def recording(self):
        """Keep what every client of these products is told meanwhile."""
        real = Client.get

        async def get(client, path, decode, **fields):
            def keeping(body):
                self.bodies[path] = body
                return decode(body)

            return await real(client, path, keeping, **fields)

        with _instead(get):
            yield

    @contextmanager
    def answering(self):
        """Let every client of these products be told what was recorded, altered."""

        async def get(_client, path, decode, **_fields):
            await asyncio.sleep(0)
            if path not in self.bodies:
                raise ProviderError(Category.SERVER, _UNTOLD)
            body = self.bodies[path]
            if self.alter is not None:
                body = self.alter(path, body)
                self.altered += body != self.bodies[path]
            try:
                return decode(body)
            except ValueError:
                raise ProviderError(Category.PROTOCOL, _UNREADABLE) from None

        with _instead(get):
            yield


@contextmanager
def _instead(get):
    real, Client.get = Client.get, get
    try:
        yield
    finally:
        Client.get = real


async def record(session, polls=3, rest_s=0.3):
    """Everything that ``session`` asks in its first polls."""
    made = Replay()
    with made.recording():
        for _ in range(polls):
            await session.collect()
            await asyncio.sleep(rest_s)
    return made


def surroundings(clock):
    """For a session over recorded bodies."""
    return Surroundings(clock, Inline(), lambda: None)
