"""Rounds over connections that answer as a test says, without a network."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Question
from pulse_desktop.platforms.proxmox.rounds.rounds import Rounds

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def table(estate):
    """Rounds and all that they are led by."""
    made = Table(estate)
    yield made
    await made.rounds.aclose()


class Wire:
    """Connections that keep what was asked."""

    def __init__(self):
        self.asked, self.under_way, self.peak = [], Counter(), Counter()
        self.answers, self.hanging, self.is_closed = {}, set(), False

    async def get(self, path, decode, *, deadline_s):
        """The answer set for the path, ``path`` itself unless there is one."""
        self.asked.append(path)
        node = path.split("/")[0]
        self.under_way[node] += 1
        self.peak[node] = max(self.peak[node], self.under_way[node])
        try:
            await asyncio.sleep(0)
            if path in self.hanging:
                await asyncio.Event().wait()
            answer = self.answers.get(path, path)
            if not isinstance(answer, Category):
                return answer
            raise ProviderError(answer, mark("Test", "No."))
        finally:
            self.under_way[node] -= 1

    async def aclose(self):
        """As the real ones do."""
        self.is_closed = True


class Table:
    """One estate's errands, and the polls that put them."""

    def __init__(self, estate, pace=1.0):
        self.estate, self.wire, self.woken = estate, Wire(), 0
        self.plan = lambda found: ()
        self.online = frozenset({"a", "b"})
        self.gate = Gate(self.wire, self.wire)
        self.rounds = Rounds(self.gate, lambda: estate.now, self.wake, pace)

    def wake(self):
        """Counted."""
        self.woken += 1

    def put(self, *errands):
        """Let these be planned from now on."""
        self.plan = lambda found: errands

    async def poll(self, after=None):
        """What was asked by one poll and the rounds that it began."""
        self.estate.pass_time(after.total_seconds() if after else 0)
        self.wire.asked.clear()
        await self.rounds.go_on(self.plan, self.online)
        await self.settle()
        return list(self.wire.asked)

    async def settle(self):
        """Until nothing moves any more but what hangs."""
        for _ in range(200):
            await asyncio.sleep(0)

    def told(self, errand):
        """What is known of an errand."""
        return self.rounds.findings.of(errand.question, errand.node, *errand.places)


@pytest.fixture
def errand():
    """Makes one: ``errand("status", "a")`` asks ``a/status``."""

    def make(title, node="a", every=MINUTE, **fields):
        question = Question(
            title=title, path="{node}/" + title, decode=bytes, every=every, deadline_s=5, **fields
        )
        return Errand(question, node)

    return make
