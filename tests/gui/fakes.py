"""The window's seam to the program, answered from memory and at once."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

import numpy as np

from pulse_desktop.history.grid import Grid
from pulse_desktop.history.line import Line
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.ids import SourceName
from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import IngestionMode
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.settings.preferences import Preferences, Theme
from pulse_desktop.timeline.selection import Page
from pulse_desktop.ui.desk import Desk
from simulators.desk.intents import ScriptedDemo, ScriptedEstates, ScriptedUpkeep


@dataclass
class FakeRecordings:
    """A sine for every metric, and two events. ``failure`` is raised instead, if set."""

    now: object
    asked: list = field(default_factory=list)
    failure: Exception | None = None
    points: int = 120
    past: object = EMPTY
    """The state of every earlier instant."""

    async def lines(self, target, metrics, window, max_points):
        self.asked.append((target, metrics, window, max_points))
        if self.failure is not None:
            raise self.failure
        return {metric: self._sine(window) for metric in metrics}

    async def series(self, keys, window, max_points):
        self.asked.append((keys, window, max_points))
        if self.failure is not None:
            raise self.failure
        return {key: self._sine(window) for key in keys}

    async def grid(self, keys, window, columns):
        self.asked.append((keys, window, columns))
        if self.failure is not None:
            raise self.failure
        at = np.linspace(*window, columns)
        mean = np.tile(0.5 + 0.2 * np.sin(at / 600), (len(keys), 1)).astype(np.float32)
        return Grid(at, (window[1] - window[0]) / columns, keys, mean, mean * 0.9, mean * 1.1)

    def _sine(self, window):
        at = np.linspace(*window, self.points)
        value = 0.5 + 0.2 * np.sin(at / 600)
        value[50:60] = np.nan
        return Line(at, value, value * 0.9, value * 1.1, np.ones(self.points), 30.0)

    async def event_counts(self, resources):
        return {ChangeKind.STATE_TRANSITION: 2}

    async def at(self, moment):
        self.asked.append(moment)
        if self.failure is not None:
            raise self.failure
        return self.past

    async def events(self, wanted):
        self.asked.append(wanted)
        if self.failure is not None:
            raise self.failure
        changes = tuple(
            Change(
                id=text,
                at=self.now - timedelta(minutes=minutes),
                resource=wanted.resources[0] if wanted.resources else "everywhere",
                resource_name="x",
                kind=ChangeKind.STATE_TRANSITION,
                source=SourceName("agent"),
                text=mark("Fakes", text),
            )
            for minutes, text in ((3, "Started"), (17, "Stopped by a user"))
        )
        return Page(changes, None)


@dataclass
class FakeConnections:
    """Remembers what it was asked to poll."""

    polled: list = field(default_factory=list)

    def poll_now(self, connection):
        self.polled.append(connection)


@dataclass
class FakeOperator:
    """Remembers what the user said about resources, in order."""

    annotated: list = field(default_factory=list)
    judged: list = field(default_factory=list)

    async def annotate(self, resource, words):
        self.annotated.append((resource, words))

    async def judge(self, judgement):
        self.judged.append(judgement)


@dataclass
class FakeNotes:
    """Notes in memory. ``failure`` is raised instead, if set."""

    kept: dict = field(default_factory=dict)
    failure: Exception | None = None

    async def between(self, start, end):
        found = [note for note in self.kept.values() if start <= note.at <= end]
        return tuple(sorted(found, key=lambda note: note.at))

    async def keep(self, note):
        if self.failure is not None:
            raise self.failure
        self.kept[note.id] = note

    async def remove(self, note):
        if self.failure is not None:
            raise self.failure
        self.kept.pop(note, None)


@dataclass
class FakeCharts:
    """A book an estate, and how often one was saved. ``failure`` is raised instead, if set."""

    books: dict = field(default_factory=dict)
    saves: int = 0
    failure: Exception | None = None

    async def load(self, estate):
        if self.failure is not None:
            raise self.failure
        return self.books.get(estate, ChartBook())

    async def save(self, estate, book):
        if self.failure is not None:
            raise self.failure
        self.books[estate] = book
        self.saves += 1


class FakeDesk:
    """A desk whose coroutines run to their end when they are spawned."""

    def __init__(self, estate):
        self.recordings = FakeRecordings(estate.NOW)
        self.connections = FakeConnections()
        self.operator = FakeOperator()
        self.notes = FakeNotes()
        self.charts = FakeCharts()
        self.preferences = Preferences(theme=Theme.LIGHT)
        self.saved = []
        self.failure = None
        self.held = None
        self.ever_held = []
        self.waiting = []
        platforms = tuple(
            SimpleNamespace(
                id=k,
                title=v,
                minimum_interval_s=5.0,
                default_interval_s=10.0,
                ingestion=IngestionMode.API,
            )
            for k, v in estate.TITLES.items()
        )
        self.estates = ScriptedEstates()
        self.demo = ScriptedDemo()
        self.upkeep = ScriptedUpkeep()
        self.seam = Desk(
            platforms=lambda: platforms,
            connections=self.connections,
            estates=self.estates,
            demo=self.demo,
            examiner=None,
            operator=self.operator,
            recordings=self.recordings,
            notes=self.notes,
            charts=self.charts,
            upkeep=self.upkeep,
            preferences=lambda: self.preferences,
            save_preferences=self._save,
            new_connection_id=lambda: "c9",
            retention_bytes=lambda _: None,
        )

    async def _save(self, preferences):
        if self.failure is not None:
            raise self.failure
        self.preferences = preferences
        self.saved.append(preferences)

    def hold(self):
        """Keep what is spawned from now on, to be run by hand in any order."""
        self.held = []
        return self.held

    def spawn(self, coroutine):
        if self.held is not None:
            self.held.append(coroutine)
            self.ever_held.append(coroutine)
            return
        self.waiting.append(coroutine)
        if len(self.waiting) > 1:
            return  # started by one that is running: it comes after it
        while self.waiting:
            try:
                asyncio.run(self.waiting[0])
            finally:
                del self.waiting[0]
