"""What recorded history costs: to persist a sweep, and to read a line of it."""

import asyncio
import os
import shutil
import sqlite3
import time
from array import array
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.estate import BEGIN, signals
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Database, Handle, read_only
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.history.retention import STANDARD
from pulse_desktop.history.store import Store
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget

SERIES = 12_000
SWEEPS = 360
_INTERVAL_S = 10.0
_PRELOADED = 384
"""Sweeps before those that are measured, so that the first two hours end among them and are
sealed: the sealing of two hours is charged to one."""

_TEND_EVERY = 30
"""Sweeps between two rounds of upkeep: five minutes, as the recorder has it."""

_DAYS = 90
_QUERIED_SERIES = 24
_QUERIED_INTERVAL_S = 1200.0
_POINTS = 2200
"""A little more than the hours of 90 days."""

PERSIST = Figure(
    name="history.persist_sweep",
    unit="x",
    goal=None,
    statement=f"CPU of the writer's thread from the float32 values of {SERIES} series to the "
    f"commit, mean of {SWEEPS} sweeps with roll-up and sealing, against the CPU of appending the "
    "same bytes to a file. One round. The specification's reference is 20.",
)
QUERY = Figure(
    name="history.query_90_days",
    unit="x",
    goal=None,
    statement="CPU to ask for 90 days of one series in hours, as numpy arrays, against fetching "
    "the same blobs with raw sqlite3 and not decoding them; another series each time. The "
    "specification's reference is 4.",
)


@dataclass(frozen=True, slots=True)
class _Diary:
    """A made-up set of series on its way into a database."""

    index: SeriesIndex
    columns: "array[int]"
    interval_s: float

    def readings(self, sweep: int) -> Readings:
        values = array("f", signals(sweep, len(self.columns), self.interval_s).tobytes())
        at = BEGIN + timedelta(seconds=sweep * self.interval_s)
        return Readings(at, self.columns, values)


def _take_persist(effort: Effort) -> Mapping[str, Reading]:
    folder = effort.folder / "persist"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    ours_s = asyncio.run(_persisted_s(folder / "estate.sqlite"))
    raw_s = _appended_s(folder / "raw")
    beside = {"persist ms": 1000 * ours_s, "append ms": 1000 * raw_s}
    return {PERSIST.name: Reading(ours_s / raw_s, beside=beside)}


async def _persisted_s(path: Path) -> float:
    diary, store = _diary(SERIES, _INTERVAL_S), Store()
    database = Database(path, ESTATE_SCHEMA)
    await database.open()
    try:
        for sweep in range(_PRELOADED):
            await _record(database, store, diary, sweep)
        spent_s = 0.0
        for sweep in range(_PRELOADED, _PRELOADED + SWEEPS):
            spent_s += await _record(database, store, diary, sweep)
    finally:
        await database.aclose()
    return spent_s / SWEEPS


async def _record(database: Database, store: Store, diary: _Diary, sweep: int) -> float:
    """Write one sweep, and do what upkeep is due; CPU of the writer's thread, in seconds."""
    readings = diary.readings(sweep)
    begin_s = await database.write(_thread_s)
    await database.write(lambda handle: store.append(handle, diary.index, readings))
    has_more = sweep % _TEND_EVERY == 0
    while has_more:
        has_more = await database.write(lambda h: store.tend(h, STANDARD, readings.at))
    return await database.write(_thread_s) - begin_s


def _thread_s(_: Handle) -> float:
    return time.thread_time()


def _appended_s(path: Path) -> float:
    diary = _diary(SERIES, _INTERVAL_S)
    bodies = [diary.readings(sweep).values.tobytes() for sweep in range(SWEEPS)]
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        whole_s = spent(time.process_time, lambda: [os.write(file, body) for body in bodies])
    finally:
        os.close(file)
    return whole_s / SWEEPS


def _take_query(effort: Effort) -> Mapping[str, Reading]:
    path = effort.folder / "query.sqlite"
    if not path.exists():
        asyncio.run(_fill(path))
    diary = _diary(_QUERIED_SERIES, _QUERIED_INTERVAL_S)
    with read_only(path, ESTATE_SCHEMA) as ours, closing(sqlite3.connect(path)) as raw:
        ask = partial(_ask, ours, diary.index)
        wanted = {column: _blob_questions(ours, partial(ask, column)) for column in diary.columns}
        subject = _each_in_turn(ask)
        floor = _each_in_turn(
            lambda column: [raw.execute(sql).fetchall() for sql in wanted[column]]
        )
        ours_s, raw_s = in_turn(subject, floor, effort.rounds)
        points = ask(0)
    beside = {
        "query ms": 1000 * min(ours_s) / _REPEATS,
        "fetch ms": 1000 * min(raw_s) / _REPEATS,
        "points": points,
    }
    return {QUERY.name: ratio(ours_s, raw_s, beside)}


async def _fill(path: Path) -> None:
    diary, store = _diary(_QUERIED_SERIES, _QUERIED_INTERVAL_S), Store()
    database = Database(path, ESTATE_SCHEMA)
    await database.open()
    try:
        for sweep in range(round(_DAYS * 86_400 / _QUERIED_INTERVAL_S)):
            await _record(database, store, diary, sweep)
    finally:
        await database.aclose()


def _ask(handle: Handle, index: SeriesIndex, column: int) -> int:
    """Points of one series over all the days."""
    begin_s = BEGIN.timestamp()
    window = (begin_s, begin_s + _DAYS * 86_400)
    key = index.key(column)
    line = query(handle, Memory(index).held(), (key,), window, _POINTS)[key]
    return len(line.at_s)


def _blob_questions(handle: Handle, ask: Callable[[], object]) -> list[str]:
    """The statements by which a question fetches blobs, as SQLite ran them."""
    heard: list[str] = []
    handle.set_trace_callback(heard.append)
    ask()
    handle.set_trace_callback(None)
    return [sql for sql in heard if "body" in sql]


_REPEATS = 12
"""Questions in one round, so that it takes long enough for the clock."""


def _each_in_turn(work: Callable[[int], object]) -> Callable[[], float]:
    """A round of questions about one series after another; its CPU in seconds."""
    turns = count()

    def run() -> None:
        for _ in range(_REPEATS):
            work(next(turns) % _QUERIED_SERIES)

    return lambda: spent(time.process_time, run)


def _diary(series: int, interval_s: float) -> _Diary:
    index = SeriesIndex()
    metrics = (Metric.CPU, Metric.MEMORY, Metric.NET_IN, Metric.NET_OUT)
    keys = (
        SeriesKey(SeriesTarget(Family.APP_CONTAINER, f"guest-{at // 4}"), metrics[at % 4])
        for at in range(series)
    )
    return _Diary(index, array("l", [index.column(key) for key in keys]), interval_s)


HISTORY_WRITE = Benchmark(name="history.write", figures=(PERSIST,), take=_take_persist)
HISTORY_READ = Benchmark(name="history.read", figures=(QUERY,), take=_take_query)
