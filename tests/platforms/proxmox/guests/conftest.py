"""Polls of the simulated estate, each looked at once all that is due was answered."""

import asyncio

import pytest

from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry


@pytest.fixture
def home(session, simulator):
    """Polls the simulator, and tells what was asked of its guests meanwhile."""
    return Home(session, simulator)


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, simulator):
        self._session, self._simulator, self._opened = session, simulator, None
        self.snapshot, self.asked = None, []

    async def poll(self):
        """The snapshot, with the answers to all that was due."""
        self._opened = self._opened or await self._session()
        self._simulator.requests.clear()
        await self._opened.collect()
        if tasks := self._opened._rounds._tasks.values():
            await asyncio.wait(tasks, timeout=5)
        self.snapshot = await self._opened.collect()
        paths = [r.path.removeprefix("/api2/json/") for r in self._simulator.requests]
        self.asked = [p for p in paths if p.endswith(("/config", "/interfaces"))]
        return self.snapshot

    def seen(self, name):
        """An observation of the last snapshot."""
        return next(each for each in self.snapshot.observations if each.name == name)

    def facts(self, name):
        """The facts of one, by their labels."""
        return {str(fact.label): fact.value for fact in self.seen(name).facts}

    def state(self):
        """What the registry makes of the last snapshot."""
        return Registry(SeriesIndex()).apply(self.snapshot).state
