"""What the window asks for, remembered instead of done."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from pulse_desktop.history.tier import Tier
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.readiness import total
from pulse_desktop.ui.desk import DiskUse, Tally, TierUse
from simulators.desk.instant import NOW


@dataclass
class ScriptedConnections:
    """Remembers each intent, in order; refuses when told to."""

    did: list = field(default_factory=list)
    secrets: list = field(default_factory=list)
    refusal: Exception | None = None
    """Raised by ``save``."""

    async def save(self, connection, secret):
        if self.refusal is not None:
            raise self.refusal
        self.did.append(("save", connection))
        self.secrets.append(secret)

    async def save_for_this_run(self, connection, secret):
        self.did.append(("save for this run", connection))
        self.secrets.append(secret)

    async def remove(self, connection):
        self.did.append(("remove", connection))

    async def restore(self, connection):
        self.did.append(("restore", connection))

    async def set_paused(self, connection, *, paused):
        self.did.append(("pause" if paused else "resume", connection))

    def poll_now(self, connection):
        self.did.append(("poll", connection))


@dataclass
class ScriptedOperator:
    """Remembers what the user said."""

    did: list = field(default_factory=list)

    async def annotate(self, resource, words):
        self.did.append(("annotate", resource, words))

    async def judge(self, judgement):
        self.did.append(("judge", judgement))


class ScriptedEstates:
    """Remembers what it was asked for, and refuses it if there is a ``refusal``."""

    def __init__(self):
        self.asked = []
        self.refusal = None
        self.counted = Tally({}, total([]))

    async def switch(self, estate):
        self._ask("switch", estate)

    async def create(self, name):
        self._ask("create", name)

    async def rename(self, estate, name):
        self._ask("rename", estate, name)

    async def delete(self, estate):
        self._ask("delete", estate)

    async def restore(self, estate):
        self._ask("restore", estate)

    async def tally(self):
        return self.counted

    def _ask(self, *words):
        if self.refusal is not None:
            raise self.refusal
        self.asked.append(words)


@dataclass
class ScriptedDemo:
    """Remembers how it was entered and left, and refuses it if there is a ``refusal``."""

    did: list = field(default_factory=list)
    refusal: Exception | None = None
    stops: tuple = ()

    async def enter(self):
        self._do("enter")

    async def leave(self):
        self._do("leave")

    def tour(self):
        return self.stops

    def _do(self, word):
        if self.refusal is not None:
            raise self.refusal
        self.did.append(word)


@dataclass
class ScriptedUpkeep:
    """A history of which each day takes a megabyte; remembers what was deleted."""

    days: int = 90
    refusal: Exception | None = None
    waits: bool = False
    """Whether a deletion goes on until it is stopped."""

    deleted: list = field(default_factory=list)

    async def use(self):
        if self.refusal is not None:
            raise self.refusal
        sizes = (4, 16, 60, 10)
        return DiskUse(
            path="/data/pulse-desktop/estates/default/estate.sqlite",
            file_bytes=100_000_000,
            since=NOW - timedelta(days=self.days),
            tiers=tuple(TierUse(tier, n * 1_000_000) for tier, n in zip(Tier, sizes, strict=True)),
        )

    async def freed_by(self, before):
        return max(0, (before - NOW).days + self.days) * 1_000_000

    async def delete_before(self, before, job):
        self.deleted.append(before)
        job.tell(mark("Script", "Deleting"), 1, 2)
        while self.waits and not job.is_stopped:  # noqa: ASYNC110 - as the real one looks
            await asyncio.sleep(0)
        return 1_000_000 if job.is_stopped else await self.freed_by(before)
