"""A real Docker Engine for the whole run, and sessions to it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.platforms.docker import DOCKER
from pulse_desktop.provider.platform import Provider, Surroundings, Target
from simulators import dockerd

PATIENCE_S = 20


def pytest_collection_modifyitems(items):
    reason = dockerd.obstacle()
    for item in items:
        if "peer_docker" in item.keywords and reason is not None:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def engine():
    """An engine that all tests share; each names its containers after itself."""
    with dockerd.RealEngine() as real:
        yield real


@pytest.fixture(scope="session")
def swarm(engine):
    """The shared engine as manager of a Swarm."""
    engine.form_swarm()
    return engine


@pytest.fixture
def named(engine, request):
    """Names for this test's containers, which are removed after it."""
    made = []

    def name(short):
        made.append(f"{short}-{abs(hash(request.node.name)) % 10**6}")
        return made[-1]

    yield name
    for one in made:
        engine.docker("rm", "-f", "-v", one)


@dataclass
class Session:
    """A provider, the wish it made to be polled, and what a test asks of it."""

    provider: Provider
    woken: asyncio.Event
    activities: list = field(default_factory=list)

    async def poll(self):
        snapshot = await self.provider.collect()
        self.activities += snapshot.activities
        return {one.name: one for one in snapshot.observations}, snapshot

    async def poll_when_woken(self):
        """Poll once the engine's events ask for it."""
        async with asyncio.timeout(PATIENCE_S):
            await self.woken.wait()
        self.woken.clear()
        return (await self.poll())[0]

    async def until(self, condition):
        """Poll until ``condition`` holds of what was observed; that then."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                seen = (await self.poll())[0]
                if condition(seen):
                    return seen
                await asyncio.sleep(0.2)

    def told(self, container):
        """What the timeline would say of one container."""
        return [str(one.text) for one in self.activities if one.subject == container]


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


@pytest.fixture
def surroundings():
    """Lends a worker pool and the real clock."""
    with ThreadPoolExecutor(2) as workers:
        yield Surroundings(utc_now, workers, lambda: None)


@pytest_asyncio.fixture
async def session(surroundings, connection):
    """Opens sessions, and closes them."""
    opened = []

    async def build(address, **fields):
        woken = asyncio.Event()
        lent = Surroundings(surroundings.now, surroundings.workers, woken.set)
        provider = await DOCKER.connect(Target(connection(address, **fields), None), lent)
        opened.append(provider)
        return Session(provider, woken)

    yield build
    for provider in opened:
        await provider.aclose()


@pytest_asyncio.fixture
async def polled(engine, session):
    """A session to the shared engine, polled once."""
    one = await session(engine.address)
    await one.poll()
    return one
