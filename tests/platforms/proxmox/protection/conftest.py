"""Questions about how the guests of the simulated estate are protected."""

import asyncio
from datetime import timedelta

import pytest

from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.recovery.audit import audit
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.estate import AUDITOR, WATCHER
from simulators.proxmox.protection import Backup


@pytest.fixture
def home(session, simulator, estate):
    """Polls the simulator until its rounds have nothing more to ask."""
    return Home(session, simulator, estate)


@pytest.fixture
def keep(estate):
    """Puts a backup onto a storage: ``keep("nas", 101, hours=10)`` is that old."""

    def put(storage, vmid, *, hours=10, **fields):
        at_s = int((estate.now - timedelta(hours=hours)).timestamp())
        estate.protection.backups.append(Backup(storage, vmid, at_s, **fields))
        return estate.protection.backups[-1]

    return put


@pytest.fixture
def allow(estate):
    """What the token may see beside what an auditor may."""

    def grant(**paths):
        granted = {"/": AUDITOR | WATCHER}
        for path, privileges in paths.items():
            granted[f"/{path.replace('_', '/')}"] = AUDITOR | WATCHER | frozenset(privileges)
        estate.tokens["pulse@pve!desktop"].granted = granted

    return grant


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, simulator, estate):
        self._session, self._simulator, self._estate = session, simulator, estate
        self._opened, self._registry = None, Registry(SeriesIndex())
        self.snapshot, self.asked, self.told = None, [], []

    async def poll(self, seconds=0):
        """The snapshot that many seconds later, once all that is due was asked."""
        self._estate.pass_time(seconds)
        self._opened = self._opened or await self._session()
        self._simulator.requests.clear()
        while True:
            self.snapshot = await self._opened.collect()
            self.told += self.snapshot.activities
            self._registry.apply(self.snapshot)
            tasks = self._opened._rounds._tasks.values()
            if not tasks:
                break
            await asyncio.wait(tasks, timeout=5)
        paths = [r.path.removeprefix("/api2/json/") for r in self._simulator.requests]
        self.asked = paths
        return self.snapshot

    def seen(self, name):
        """An observation of the last snapshot."""
        return next(each for each in self.snapshot.observations if each.name == name)

    def points(self, vmid=101):
        """All points of a guest, in the order in which they are told."""
        told = self.snapshot.survey.points
        return [point for point in told if point.subject.number == vmid]

    def document(self, name):
        """What a script reads of a resource in ``state --json``."""
        told = state_document(self._registry.state, (), self._estate.now)
        return next(each for each in told["resources"] if each["name"] == name)

    def postures(self):
        """What recovery makes of it, by guest."""
        state = self._registry.state
        found = audit(state, self._estate.now)
        return {state.by_id[one].name: each.posture.value for one, each in found.standings.items()}
