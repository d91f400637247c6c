"""A cluster with an endpoint on each of its two nodes, each with its own certificate."""

import asyncio
import contextlib

import pytest

from simulators.proxmox.certificate import self_signed
from simulators.proxmox.server import Simulator


@pytest.fixture
def simulator(estate):
    """The endpoint of the first node, which is the user's."""
    with contextlib.ExitStack() as stack:
        first = Simulator(estate)
        stack.callback(lambda: first.stopping.is_set() or first.stop())
        first.start()
        estate.nodes[0].ip, estate.nodes[0].fingerprint = "127.0.0.1", first.fingerprint
        yield first


@pytest.fixture
def second(estate, simulator):
    """The endpoint of the second node, at the same port of another address."""
    identity = self_signed("pve2.lab", ("pve2.lab",))
    node = estate.nodes[1]
    node.ip, node.fingerprint = "127.0.0.2", identity.fingerprint
    with Simulator(estate, identity, simulator.port, "127.0.0.2", "pve2") as running:
        yield running


@pytest.fixture
def cluster(session, estate, simulator, second):
    """Polls it, and takes its first endpoint away."""
    return Cluster(session, estate, simulator, second)


class Cluster:
    """One session over two endpoints."""

    def __init__(self, session, estate, first, second):
        self._session, self._estate = session, estate
        self.first, self.second, self.opened = first, second, None

    async def poll(self, **fields):
        """One snapshot, fifteen seconds after the one before."""
        self.opened = self.opened or await self._session(**fields)
        self._estate.pass_time(15)
        for each in (self.first, self.second):
            each.requests.clear()
        return await self.opened.collect()

    def lose_first(self):
        """Its node is switched off."""
        if not self.first.stopping.is_set():
            self.first.stop()

    def regain_first(self, identity=None):
        """It listens again, at the same address, while the ``with`` block lasts."""
        self.first = Simulator(self._estate, identity or self.first.identity, self.first.port)
        return self.first

    async def looked(self):
        """Let the look at the own endpoint end."""
        task = self.opened._ways.home._task
        if task is not None:
            await asyncio.wait([task], timeout=6)
