"""A cluster that is watched for hours of virtual time, a poll a minute."""

import asyncio

import pytest

from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring.first_poll import FirstPoll
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.poller import Poller, Ports
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Target
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE

POLL_S = 60


@pytest.fixture
async def watch(connection, surroundings, estate):
    """Opens a poller on the simulated cluster, which ends with the test."""
    opened = []

    def begin(**fields):
        opened.append(Watch(connection(**fields), surroundings, estate))
        return opened[-1]

    yield begin
    for each in opened:
        await each.aclose()


@pytest.fixture
def impatient(monkeypatch):
    """Words of paths for which nothing is waited long, so that hours of silence are short."""
    get, words = Gate.get, set()

    async def soon(gate, node, path, decode, deadline_s, *weight):
        is_meant = any(word in path for word in words)
        limit_s = min(deadline_s, 0.3) if is_meant else deadline_s
        return await get(gate, node, path, decode, limit_s, *weight)

    monkeypatch.setattr(Gate, "get", soon)
    return words


class Watch:
    """What came of the polls: the timeline, the targets of readings, and the record."""

    def __init__(self, connection, surroundings, estate):
        self._estate = estate
        self._session = None
        self.monitor = Monitor(Registry(SeriesIndex()), self._take)
        self.timeline, self.issues, self.lacking = [], [], []
        secret = Secret(PASSWORD if connection.user else TOKEN_VALUE)

        async def open_session(_wake):
            self._session = await PROXMOX_VE.connect(Target(connection, secret), surroundings)
            return self._session

        ports = Ports(
            source=PROXMOX_VE.source(connection),
            open=open_session,
            ingest=self.monitor.ingest,
            report=self._report,
            now=lambda: estate.now,
        )
        self.record = None
        self.poller = Poller(connection, ports, FirstPoll(PollRecord(interval_s=POLL_S), 0.0))

    async def aclose(self):
        """End the session."""
        if self._session is not None:
            await self._session.aclose()

    def _report(self, record):
        self.record = record

    def _take(self, commit):
        self.timeline += [(c.resource_name, str(c.text)) for c in commit.changes]
        if commit.snapshot is not None:
            self.issues = [str(issue.message) for issue in commit.snapshot.issues]
            self.lacking = commit.snapshot.lacking

    async def passes(self, minutes):
        """So long a time, with what was asked beside the polls; what the timeline got meanwhile."""
        before = len(self.timeline)
        for _ in range(minutes):
            self._estate.pass_time(POLL_S)
            await self.poller.poll_once()
            if self._session is None:
                continue
            await _ended(self._session._rounds._tasks.values())
            await _ended(self._session._look._tasks.values())
        return self.timeline[before:]

    def resource(self, name):
        """What the window would show."""
        return next(each for each in self.monitor.state.by_id.values() if each.name == name)

    def word(self, name):
        """What stands beside its name."""
        return str(self.resource(name).condition.word)


async def _ended(tasks):
    if tasks:
        await asyncio.wait(tasks, timeout=5)
