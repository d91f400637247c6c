"""What the summary strip costs the window's thread, above a table of many rows."""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from statistics import median
from types import MappingProxyType
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.estate import BEGIN, SOURCE, signals
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.large_estate import guests
from benchmarks.measure import quartiles, spent
from pulse_desktop.history.grid import Grid
from pulse_desktop.history.resolution import width_for
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Unit
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.timeline.selection import Page
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.strip.plan import MACHINE_CARDS
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.strip.summary_strip import SummaryStrip
from pulse_desktop.ui.table.resource_table import ResourceTable

ROWS = 2_000
WIDTH = 1_000
_SWEEP_S = 10.0
_RATE = 5e6
_REST_MS = 1200
"""Longer than the strip rests between two looks at what was read."""

FRAME = Figure(
    name="strip.frame",
    unit="ms",
    goal=16.7,
    statement=f"CPU from the pointer's move over a card until crosshair, values, the line of the "
    f"nearest of {ROWS} rows in all four cards and its tint in the table are painted; median of "
    "the rounds. Beside it: the longest turn of the window's thread when every row was read again, "
    "and what the worker thread then does.",
)


class SignalHistory:
    """Recordings of the fixed set of signals, at any width."""

    async def grid(self, keys, window, columns) -> Grid:
        width_ms = width_for(round(window[0] * 1000), round(window[1] * 1000), columns)
        width_s = width_ms / 1000
        first, last = int(window[0] // width_s), int(window[1] // width_s)
        numbers = np.arange(first, last + 1)
        mean = np.stack([signals(int(n), len(keys), width_s) for n in numbers], axis=1)
        rates = [key.metric.unit is Unit.BYTES_PER_SECOND for key in keys]
        mean[rates] *= _RATE
        return Grid(numbers * width_s, width_s, keys, mean, mean, mean)

    async def events(self, _wanted) -> Page:
        return Page((), None)


class Turns:
    """Runs what is spawned to its end, after what it is spawned by."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._due: deque[Coroutine[Any, Any, None]] = deque()

    def take(self, work: Coroutine[Any, Any, None]) -> None:
        """Run it now, or next."""
        self._due.append(work)
        if len(self._due) == 1:
            while self._due:
                self._runner.run(self._due[0])
                self._due.popleft()


class Stage:
    """A strip above its table, both on show, with the curves of a day."""

    def __init__(self) -> None:
        QApplication.instance() or QApplication(["strip"])
        pattern = guests(SOURCE, ROWS)
        self.rows = [replace(row, series=SeriesTarget(Family.VM, row.id)) for row in pattern]
        self.now = BEGIN
        time_control = TimeControl(lambda: self.now, lambda: None)
        source = StripSource(SignalHistory(), time_control, Turns().take)
        model = ResourceModel(WORKLOADS, Presentation())
        model.show(self.rows)
        self.table = ResourceTable(model)
        self.strip = SummaryStrip("Workloads", MACHINE_CARDS, source, Presentation())
        self.strip.attended.connect(self.table.pointing.tint)
        self.strip.resize(WIDTH, self.strip.sizeHint().height())
        self.table.resize(WIDTH, 700)
        self.strip.show()
        self.table.show()
        self.strip.show_rows(_state(self.rows), lambda: self.rows)
        while not self.strip.cards[0].plot or self._behind():
            QApplication.processEvents()

    def frame(self, share: float, height: float) -> None:
        """The pointer comes to another place, and all that follows is painted."""
        view = self.strip.cards[0]
        box = view.boxes.plot
        place = QPointF(box.left() + share * box.width(), box.bottom() - height * box.height())
        view.pointed.emit(place)
        QApplication.processEvents()

    def read(self) -> tuple[float, float]:
        """Every row is read again: the longest turn of this thread, and the work of the other."""
        QTest.qWait(_REST_MS)
        self.now += timedelta(seconds=_SWEEP_S)
        newer = [_read(row, self.now) for row in self.rows]
        state, names = _state(newer), [row.id for row in newer]
        all_s, own_s = time.process_time(), time.thread_time()
        self.strip.go_on(state, names)
        turns = [time.thread_time() - own_s]
        worked_s = time.process_time() - all_s - turns[0]
        while self._behind():
            turns.append(spent(time.thread_time, QApplication.processEvents))
        return max(turns), worked_s

    def _behind(self) -> bool:
        return any(view.is_behind for view in self.strip.cards)


def _state(rows: list[Resource]) -> ReadState:
    by_id: dict[ResourceId, Resource] = {row.id: row for row in rows}
    return ReadState(revision=1, by_id=MappingProxyType(by_id))


def _read(row: Resource, at: datetime) -> Resource:
    metrics = {metric: replace(known, at=at) for metric, known in row.metrics.items()}
    return replace(row, metrics=MappingProxyType(metrics))


def _take(effort: Effort) -> Mapping[str, Reading]:
    stage = _stage()
    turns, works = zip(*(stage.read() for _ in range(effort.rounds)), strict=True)
    places = [(0.05 + 0.9 * n / effort.rounds, (n * 0.618) % 1) for n in range(effort.rounds)]
    stage.frame(0.5, 0.5)
    frames = [1000 * spent(time.process_time, partial(stage.frame, *place)) for place in places]
    beside = {
        "longest ms": max(frames),
        "turn ms": 1000 * median(turns),
        "longest turn ms": 1000 * max(turns),
        "thread ms": 1000 * median(works),
    }
    return {FRAME.name: Reading(median(frames), quartiles(frames), beside)}


@cache
def _stage() -> Stage:
    """One in a run: a missed goal is measured again with the same."""
    return Stage()


STRIP = Benchmark(name="strip", figures=(FRAME,), take=_take)
