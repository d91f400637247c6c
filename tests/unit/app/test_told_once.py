"""However often the program ends, and however: nothing is told twice, and nothing is left out."""

import asyncio
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.recording import _write_sweep
from pulse_desktop.database import Database
from pulse_desktop.history.store import Store
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import RUNNING, STOPPED
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Continuity, Place
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.recorder import Recorder
from pulse_desktop.resources import operator_store
from pulse_desktop.resources.registry import Registry
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection
from simulators.scripted import AGENT, HYPERVISOR, LISTED, later, observation, snapshot

SOURCES = (HYPERVISOR, AGENT)
PLACES = {
    "100@one": Place("100", Continuity.SAME),
    "100@two": Place("100", Continuity.SAME),
    "web-1": Place("web", Continuity.SUCCESSOR),
    "web-2": Place("web", Continuity.SUCCESSOR),
}
STEP = "pulse_desktop.monitoring.monitor.STEP"
NAMES = ("a", "b", "c", *PLACES)
ALL = 1_000
"""More than there ever is."""


@dataclass(frozen=True)
class Poll:
    """One source's listing, and how many of its parts are heard."""

    source: int
    seen: dict
    is_complete: bool = True
    heard: int = ALL


@dataclass(frozen=True)
class Removal:
    """The user removes a connection."""

    source: int


@dataclass(frozen=True)
class Second:
    """Time passes, and what was begun goes on."""


@dataclass(frozen=True)
class Run:
    """What happens until the program ends, and how many sweeps reach the disk."""

    steps: list
    written: int = ALL


numbers = st.integers(0, len(SOURCES) - 1)
listings = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([RUNNING, STOPPED])).filter(
    lambda seen: len({PLACES.get(name, name) for name in seen}) == len(seen)
)
polls = st.builds(Poll, numbers, listings, st.booleans(), st.sampled_from([1, 2, ALL]))
steps = st.one_of(polls, polls, st.builds(Removal, numbers), st.builds(Second))
runs = st.builds(Run, st.lists(steps, max_size=6), st.sampled_from([0, 1, 2, 3, 5, ALL]))


class Killed(BaseException):
    """The process is gone."""


class Program:
    """One run: what records, what it is fed, and which connections are saved."""

    def __init__(self, database, removed, second):
        self.database, self.removed, self.second = database, removed, second
        self.left = ALL
        self.store, self.series = Store(), SeriesIndex()
        self.recorder = Recorder(self.write, lambda problem: None)
        self.monitor = Monitor(Registry(self.series), self.recorder.put)

    async def write(self, sweep):
        if not self.left:
            raise Killed
        self.left -= 1
        await self.database.write(partial(_write_sweep, self.store, self.series, sweep))

    async def start(self):
        self.monitor.remember(await self.database.read(operator_store.load))
        left = await self.database.read(last_seen.load)
        self.exhaust(self.monitor.recall(left.snapshots, self.now()))
        for source in {one.source for one in left.snapshots} & self.removed:
            self.monitor.withdraw(source, self.now())

    def take(self, step):
        if isinstance(step, Poll):
            self.poll(step)
        elif isinstance(step, Removal):
            self.removed.add(SOURCES[step.source])
            self.monitor.withdraw(SOURCES[step.source], self.now())
            self.recorder.forget(SOURCES[step.source].connection)
        else:
            self.exhaust(self.monitor.pass_time(self.now()))

    def poll(self, poll):
        self.removed.discard(SOURCES[poll.source])
        listing = snapshot(
            *(
                observation(name, condition=condition, place=PLACES.get(name))
                for name, condition in poll.seen.items()
            ),
            said_by=SOURCES[poll.source],
            at=self.now(),
            complete=LISTED if poll.is_complete else frozenset(),
        )
        for part in list(listing.parts(2))[: poll.heard]:
            self.monitor.ingest(part)

    async def end(self, written):
        self.left = written
        self.recorder.finish()
        try:
            await self.recorder.run()
        except Killed:
            return

    def now(self):
        self.second += 1
        return later(self.second)

    @staticmethod
    def exhaust(going_on):
        for _ in going_on:
            continue


async def live(path, lives):
    """Every run, one after the other; returns the timeline, oldest first, and the last state."""
    removed, second = set(), 0
    for run in lives:
        database = Database(path, ESTATE_SCHEMA)
        await database.open()
        program = Program(database, removed, second)
        await program.start()
        for step in run.steps:
            program.take(step)
        await program.end(run.written)
        second = program.second
        told = await database.read(partial(timeline.events, wanted=Selection(limit=10_000)))
        await database.aclose()
    return told[::-1], program.monitor.state


def ends_of(told):
    """How each resource stands by the timeline; each entry begins where the last one ended."""
    stands = defaultdict(lambda: "absent")
    for change in told:
        if change.kind is ChangeKind.STATE_TRANSITION:
            assert change.from_state == stands[change.resource], (change, told)
            stands[change.resource] = change.to_state
    return {resource: state for resource, state in stands.items() if state != "absent"}


BOTH = {"a": RUNNING, "b": RUNNING}


@given(st.lists(runs, max_size=3))
@example([Run([Poll(0, BOTH), Poll(0, {"a": RUNNING}, is_complete=False)])])
@example([Run([Poll(0, dict.fromkeys(NAMES, RUNNING), heard=1)])])
@example([Run([Poll(0, dict.fromkeys(NAMES, RUNNING)), Removal(0)])])
def test_after_any_end_what_was_told_and_what_is_kept_agree(lives):
    """L-01: partial listings, cancelled polls, removals half done, and kill -9 included."""
    last = Run([Poll(0, {"a": STOPPED, "100@two": RUNNING, "web-1": RUNNING}), Second(), Second()])
    with tempfile.TemporaryDirectory() as folder, patch(STEP, 2):
        told, state = asyncio.run(live(Path(folder) / "estate.sqlite", [*lives, last]))
    stands = ends_of(told)
    assert stands.keys() == {one.id for one in state.all()}
    assert all(one.is_stale or stands[one.id] == one.status for one in state.all())
