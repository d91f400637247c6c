"""Questions about one snapshot of the simulated estate, when all that was due is answered."""

import asyncio

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.findings import Findings, Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from simulators.proxmox.estate import Storage
from simulators.proxmox.zfs import mirror


@pytest.fixture
def home(session, simulator):
    """Polls the simulator, and tells what was asked for it."""
    return Home(session, simulator)


@pytest.fixture
def tank(estate):
    """A mirror of two disks on pve1, with a storage on it."""
    estate.storages.append(
        Storage("fast", ("pve1",), "zfspool", options={"pool": "tank/vm", "mountpoint": "/tank/vm"})
    )
    estate.pools.append(mirror("tank", "pve1", "/dev/sda", "/dev/sdb"))
    return estate.pools[0]


@pytest.fixture
def answers():
    """Findings as rounds bring them: ``answers((QUESTION, "pve1", value, at), …)``."""

    def build(*told):
        kept = {}
        for question, node, value, at, *problem in told:
            errand = Errand(question, node)
            kept[errand.key] = errand, Told(value, at, *problem)
        return Findings(kept)

    return build


@pytest.fixture
def timed_out():
    """A question that was not answered in time."""
    return ProviderError(Category.TIMEOUT, mark("Test", "No reply."))


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, simulator):
        self._session, self._simulator, self._opened = session, simulator, None
        self.snapshot, self.asked = None, []

    async def poll(self, *, after_s=0, is_awaited=True):
        """The snapshot ``after_s`` later, with everything that was due unless it is not awaited."""
        self._simulator.estate.pass_time(after_s)
        self._opened = self._opened or await self._session()
        self._simulator.requests.clear()
        self.snapshot = await self._opened.collect()
        while is_awaited and (tasks := tuple(self._opened._rounds._tasks.values())):
            await asyncio.wait(tasks, timeout=5)
            self.snapshot = await self._opened.collect()
        self.snapshot = await self._opened.collect()
        self.asked = [r.path.removeprefix("/api2/json/") for r in self._simulator.requests]
        return self.snapshot

    def seen(self, name):
        """The observation of that name; ``None`` where there is none."""
        return next((each for each in self.snapshot.observations if each.name == name), None)

    def usage(self, name):
        """How full it is, a ratio."""
        measured = self.seen(name).metrics.get(Metric.USAGE)
        return None if measured is None else measured.value

    def issues(self, stage):
        """What a stage could not find out."""
        return [str(each.message) for each in self.snapshot.issues if each.stage == stage]
