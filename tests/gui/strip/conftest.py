"""A strip over a few rows, whose history is scripted."""

import asyncio
from collections import deque
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtCore import QEvent

from pulse_desktop.history.grid import Grid
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.timeline.selection import Page
from pulse_desktop.ui import theme
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.strip.plan import MACHINE_CARDS
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.strip.summary_strip import SummaryStrip

WIDTH_S = 600.0


class ScriptedHistory:
    """Row number ``n`` had the value ``0.1 * (n + 1)`` all the time."""

    def __init__(self):
        self.asked = []
        self.changes = ()
        self.failure = None
        self.is_empty = False

    async def grid(self, keys, window, columns):
        self.asked.append((keys, window, columns))
        if self.failure is not None:
            raise self.failure
        last = window[1] // WIDTH_S
        at_s = np.arange(window[0] // WIDTH_S, last + 1) * WIDTH_S
        known = () if self.is_empty else tuple(k for k in keys if k.metric is Metric.CPU)
        mean = np.array([[0.1 * (n + 1)] * len(at_s) for n in range(len(known))], np.float32)
        mean = mean.reshape(len(known), len(at_s))
        return Grid(at_s, WIDTH_S, known, mean, mean, mean)

    async def events(self, wanted):
        return Page(tuple(self.changes), None)


class Stage:
    """What a strip is given, and the strip."""

    def __init__(self, estate, presentation, qtbot):
        self.estate, self.qtbot = estate, qtbot
        self.history = ScriptedHistory()
        self.held = None
        self.due = deque()
        self.time = TimeControl(lambda: estate.NOW, lambda: None)
        source = StripSource(self.history, self.time, self.spawn)
        self.strip = SummaryStrip("Workloads", MACHINE_CARDS, source, presentation)
        self.strip.resize(1000, self.strip.sizeHint().height())
        self.now_s = epoch_ms(estate.NOW) / 1000

    def spawn(self, coroutine):
        """Run it to its end, after the one that asks for it."""
        if self.held is not None:
            self.held.append(coroutine)
            return
        self.due.append(coroutine)
        if len(self.due) == 1:
            while self.due:
                asyncio.run(self.due[0])
                self.due.popleft()

    def rows(self, *names, **rest):
        return [
            self.estate.resource(name, ResourceType.VM, metrics={Metric.CPU: 0.1 * (n + 1)}, **rest)
            for n, name in enumerate(names)
        ]

    def show(self, *names, **rest):
        """Show rows of these names, and wait for their curves."""
        rows = self.rows(*names, **rest)
        self.strip.show()
        self.strip.show_rows(self.state(*rows), lambda: rows)
        self.qtbot.waitUntil(lambda: not self.is_pending())
        return rows

    def show_unmeasured(self, name):
        """Show a row that measures nothing."""
        row = self.estate.resource(name, ResourceType.VM)
        self.strip.show()
        self.strip.show_rows(self.state(row), lambda: [row])
        self.qtbot.waitUntil(lambda: not self.is_pending())

    def is_pending(self):
        strip = self.strip
        waits = strip._is_behind or strip._is_waiting
        return waits or any(view.is_behind for view in strip.cards)

    @staticmethod
    def state(*rows):
        return ReadState(revision=1, by_id=MappingProxyType({row.id: row for row in rows}))


@pytest.fixture
def stage(qapp, estate, presentation, qtbot):
    """A stage in the light theme, whose strip is deleted for good afterwards."""
    theme.apply(qapp, theme.Theme.LIGHT)
    made = Stage(estate, presentation, qtbot)
    yield made
    for coroutine in made.held or ():
        coroutine.close()
    made.strip.hide()
    made.strip.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
