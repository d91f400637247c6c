"""Recorded answers of a real engine, and a simulated engine to be read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.platforms.docker import DOCKER
from pulse_desktop.provider.platform import Surroundings, Target
from simulators.engine.api import Api
from simulators.engine.estate import Estate
from simulators.engine.server import EngineServer

PAYLOADS = Path(__file__).parent / "payloads"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def recorded():
    """Decodes a recorded body: ``recorded("info", Info)``, ``recorded("tasks", list[TaskRow])``."""

    def load(name, shape):
        return msgspec.json.decode((PAYLOADS / f"{name}.json").read_bytes(), type=shape)

    return load


class Time:
    """The one clock of a test: of the program and of the engine."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at

    def pass_(self, seconds):
        """Let time go by."""
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def estate(time):
    """Two containers and one service."""
    return Estate(containers=2, services=1, clock=lambda: time().timestamp())


@pytest.fixture
def api(estate):
    return Api(estate)


@pytest_asyncio.fixture
async def server(api, tmp_path):
    """The simulated engine on a socket."""
    async with EngineServer(api, socket=tmp_path / "s") as running:
        yield running


@pytest.fixture
def connection():
    """Makes a saved connection to an address."""

    def build(address, **fields):
        return Connection(
            id=ConnectionId("conn-1"),
            platform=PlatformId("docker"),
            name="engine",
            address=address,
            interval_s=15,
            **fields,
        )

    return build


@dataclass
class Session:
    """A provider and the wish it made to be polled."""

    provider: object
    woken: asyncio.Event

    async def observed(self):
        """Poll; what was seen, by name."""
        return {one.name: one for one in (await self.provider.collect()).observations}

    async def after_events(self):
        """Poll once the engine's events ask for it."""
        async with asyncio.timeout(10):
            await self.woken.wait()
        self.woken.clear()
        return await self.provider.collect()


@pytest.fixture
def surroundings(time):
    with ThreadPoolExecutor(2) as workers:
        yield Surroundings(time, workers, lambda: None)


@pytest_asyncio.fixture
async def session(surroundings, connection, server):
    """Opens sessions to the simulated engine, and closes them."""
    opened = []

    async def build(address=server.address, **fields):
        woken = asyncio.Event()
        lent = Surroundings(surroundings.now, surroundings.workers, woken.set)
        provider = await DOCKER.connect(Target(connection(address, **fields), None), lent)
        opened.append(provider)
        return Session(provider, woken)

    yield build
    for provider in opened:
        await provider.aclose()
