"""Questions about the upkeep of the simulated nodes."""

import asyncio

import pytest


@pytest.fixture
def home(session, estate, simulator):
    """Polls the simulator until all that is due has been answered."""
    return Home(session, estate, simulator)


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, estate, simulator):
        self._session, self._estate, self._simulator = session, estate, simulator
        self._opened, self.snapshot = None, None

    async def poll(self, seconds=0, **fields):
        """The snapshot after ``seconds`` more, with all that was due by then."""
        self._estate.pass_time(seconds)
        self._simulator.requests.clear()
        self._opened = self._opened or await self._session(**fields)
        await self._opened.collect()
        tasks = self._opened._rounds._tasks.values()
        if tasks:
            await asyncio.wait(tasks, timeout=5)
        self.snapshot = await self._opened.collect()
        return self.snapshot

    def asked(self, path):
        """How often the first node was asked for it."""
        whole = f"/api2/json/nodes/pve1/{path}"
        return sum(each.path == whole for each in self._simulator.requests)

    def node(self, name="pve1"):
        """A node of the last snapshot."""
        return next(o for o in self.snapshot.observations if o.name == name)

    def facts(self, name="pve1"):
        """Those of a node, by label."""
        return {fact.label.template: fact.value for fact in self.node(name).facts}

    def codes(self, name="pve1"):
        """What is wrong with a node."""
        return [incident.code for incident in self.node(name).incidents]
