"""What a chart costs: from the database to the screen, and as the crosshair moves over it."""

import asyncio
import time
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from benchmarks.estate import BEGIN, signals
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Database, Handle, read_only
from pulse_desktop.history.line import Line
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.history.retention import STANDARD
from pulse_desktop.history.store import Store
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget
from pulse_desktop.ui.charts.composition import Curve, PanelPlan, compose
from pulse_desktop.ui.formatting import Formats

if TYPE_CHECKING:
    from pulse_desktop.ui.charts.chart_column import ChartColumn

_SIZE = (1200, 500)
_DAYS = 90
_INTERVAL_S = 1200.0
_SERIES = 24
_TEND_EVERY = 30
_REPEATS = 4
"""Charts in one round, and ten times as many crosshairs, so that it is long for the clock."""

_FRAME_MS = 16.7
_HOW = (
    f"CPU of a chart of {_DAYS} days of one series in hours, band and curve, {_SIZE[0]} pixels "
    "wide, from the question to the database to its pixels"
)

PIXELS = Figure(
    name="chart.store_to_pixels", unit="ms", goal=_FRAME_MS, statement=f"{_HOW}; median."
)
PIXELS_TO_DRAW = Figure(
    name="chart.store_to_pixels.draw",
    unit="x",
    goal=2.5,
    statement=f"{_HOW}, against drawing the same chart with its points in hand.",
)
CROSSHAIR = Figure(
    name="chart.crosshair",
    unit="x",
    goal=3,
    statement="CPU of a frame of that chart in which only the crosshair moved, with its values, "
    "against a repaint of an empty PlotWidget of that size.",
)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Some series in a database."""

    handle: Handle
    index: SeriesIndex

    def line(self, column: int) -> Line:
        """All of one series, a point an hour."""
        key, begin_s = self.index.key(column), BEGIN.timestamp()
        window = (begin_s, begin_s + _DAYS * 86_400)
        return query(self.handle, Memory(self.index).held(), (key,), window, 2 * _SIZE[0])[key]


@dataclass(frozen=True, slots=True)
class _Screen:
    """A column of one chart."""

    column: "ChartColumn"

    @classmethod
    def shown(cls) -> "_Screen":
        # Half a second of imports that no other benchmark has to have in its process.
        from pulse_desktop.ui.charts.chart_column import ChartColumn

        QApplication.instance() or QApplication(["chart"])
        column = ChartColumn()
        column.resize(*_SIZE)
        column.show()
        return cls(column)

    def draw(self, line: Line) -> None:
        """Everything from the points on: composing, drawing, and showing the pixels."""
        curve = Curve(name="CPU", metric=Metric.CPU, line=line)
        plan = PanelPlan(title="CPU", metric=Metric.CPU, curves=(curve,))
        begin_s, formats = BEGIN.timestamp(), Formats()
        frame = self.column.frame((begin_s, begin_s + _DAYS * 86_400), formats)
        self.column.set_picture(compose("", (plan,), frame), formats)
        self.column.draw_now()
        self.column.views[0].face.repaint()

    def cross(self, turn: int) -> None:
        """Move the crosshair, and paint."""
        area = self.column.views[0].face.area
        self.column.attend(area.instant_at(area.left + turn * 7 % area.width))
        self.column.views[0].face.repaint()
        self.column.views[0].header.repaint()


def _take(effort: Effort) -> Mapping[str, Reading]:
    path, index = effort.folder / "chart.sqlite", _index()
    if not path.exists():
        asyncio.run(_fill(path, index))
    screen = _Screen.shown()
    with read_only(path, ESTATE_SCHEMA) as handle:
        store = _Recorded(handle, index)
        lines = [store.line(column) for column in range(_SERIES)]
        whole = _round(lambda turn: screen.draw(store.line(turn % _SERIES)), _REPEATS)
        draw = _round(lambda turn: screen.draw(lines[turn % _SERIES]), _REPEATS)
        whole_s, draw_s = in_turn(whole, draw, effort.rounds)
    taken_ms = [1000 * value / _REPEATS for value in whole_s]
    beside = {"points": len(lines[0].at_s), "draw ms": 1000 * median(draw_s) / _REPEATS}
    return {
        PIXELS.name: Reading(median(taken_ms), beside=beside),
        PIXELS_TO_DRAW.name: ratio(whole_s, draw_s, beside),
        CROSSHAIR.name: _crosshair(screen, effort.rounds),
    }


def _crosshair(screen: _Screen, rounds: int) -> Reading:
    import pyqtgraph as pg

    empty = pg.PlotWidget()
    empty.resize(*_SIZE)
    empty.show()
    QApplication.processEvents()
    frames = 10 * _REPEATS
    cross_s, empty_s = in_turn(
        _round(screen.cross, frames),
        _round(lambda _: empty.viewport().repaint(), frames),
        rounds,
    )
    beside = {
        "crosshair ms": 1000 * median(cross_s) / frames,
        "empty ms": 1000 * median(empty_s) / frames,
    }
    return ratio(cross_s, empty_s, beside)


def _round(work: Callable[[int], object], times: int) -> Callable[[], float]:
    """CPU of so many turns of ``work``, each with a number of its own, in seconds."""
    turns = count()

    def run() -> None:
        for _ in range(times):
            work(next(turns))

    return lambda: spent(time.process_time, run)


def _index() -> SeriesIndex:
    index = SeriesIndex()
    for guest in range(_SERIES):
        target = SeriesTarget(Family.APP_CONTAINER, f"guest-{guest}")
        index.column(SeriesKey(target, Metric.CPU))
    return index


async def _fill(path: Path, index: SeriesIndex) -> None:
    """Write the signals through the real writer, with roll-up and sealing, on virtual time."""
    store, columns = Store(), array("l", range(_SERIES))
    database = Database(path, ESTATE_SCHEMA)
    await database.open()
    try:
        for sweep in range(round(_DAYS * 86_400 / _INTERVAL_S)):
            at = BEGIN + timedelta(seconds=sweep * _INTERVAL_S)
            values = array("f", signals(sweep, _SERIES, _INTERVAL_S).tobytes())
            readings = Readings(at, columns, values)
            await database.write(lambda handle, new=readings: store.append(handle, index, new))
            has_more = sweep % _TEND_EVERY == 0
            while has_more:
                has_more = await database.write(lambda h, now=at: store.tend(h, STANDARD, now))
    finally:
        await database.aclose()


CHART = Benchmark(name="chart", figures=(PIXELS, PIXELS_TO_DRAW, CROSSHAIR), take=_take)
