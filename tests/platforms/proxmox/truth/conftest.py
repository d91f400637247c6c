"""Questions about one snapshot of the simulated estate."""

import asyncio

import pytest

from pulse_desktop.model.metric import Metric
from simulators.proxmox.estate import GIB


@pytest.fixture
def home(session, simulator):
    """Polls the simulator, and tells what was asked of its nodes meanwhile."""
    return Home(session, simulator)


@pytest.fixture
def web(estate):
    """A machine with an agent: half of what its host counts is cache."""
    guest = estate.guest(101)
    guest.mem, guest.maxmem = 6 * GIB, 8 * GIB
    guest.agent.available = 6 * GIB
    return guest


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, simulator):
        self._session, self._simulator, self._opened = session, simulator, None
        self.snapshot, self.asked = None, []

    async def poll(self, *, is_awaited=True):
        """The snapshot; ``asked`` is what came below ``/nodes`` for it, to the last question."""
        self._opened = self._opened or await self._session()
        self._simulator.requests.clear()
        self.snapshot = await self._opened.collect()
        tasks = self._opened._look._tasks.values()
        if is_awaited and tasks:
            await asyncio.wait(tasks, timeout=5)
        paths = [r.path.removeprefix("/api2/json/") for r in self._simulator.requests]
        self.asked = [path for path in paths if path.startswith("nodes/")]
        return self.snapshot

    def seen(self, name):
        """An observation of the last snapshot."""
        return next(each for each in self.snapshot.observations if each.name == name)

    def truth(self, name):
        """What is behind a figure for memory."""
        return self.seen(name).facet.memory

    def memory(self, name):
        """The figure for memory, a ratio; ``None`` where there is none."""
        measured = self.seen(name).metrics.get(Metric.MEMORY)
        return None if measured is None else measured.value
