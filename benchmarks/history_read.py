"""What it costs to read recorded history: one line of it, many, and while sweeps are written."""

import random
import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.history_diary import METRICS, Diary, Recording, diary
from benchmarks.measure import in_turn, percentile, ratio, spent
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Handle, read_only
from pulse_desktop.database.connection import open_reader
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.model.series import SeriesKey

_MONTHS = timedelta(days=90)
_DAY = timedelta(hours=24)
_HOUR_POINTS = 2200
"""A little more than the hours of 90 days."""

_MINUTE_POINTS = 1450
"""A little more than the minutes of a day."""

_MONTHS_SERIES = 24
_MONTHS_INTERVAL_S = 1200.0
_DAY_SERIES = 1200
_DAY_INTERVAL_S = 10.0
_ASKED = 200
_REPEATS = 12
"""Questions about one series in a round, so that it takes long enough for the clock."""

_KEY = re.compile(r"\b\d{7,}\b|'\[[^']*\]'")
Questions = Sequence[tuple[str, Sequence[str | int]]]

_BUSY_SERIES = 12_000
_BUSY_SWEEPS = 900
_SWEEPS_A_SECOND = 4
_READS = 200

MONTHS = Figure(
    name="history.query_90_days",
    unit="x",
    goal=7,
    statement="CPU to ask for 90 days of one series in hours, as numpy arrays, against fetching "
    "the same blobs by the same statements with raw sqlite3 and not decoding them; another series "
    "each time.",
)
MANY = Figure(
    name="history.query_200_series",
    unit="x",
    goal=8,
    statement=f"CPU to ask for 24 hours of {_ASKED} series in minutes, one metric of {_ASKED} "
    f"resources out of {_DAY_SERIES} series, against fetching the same blobs with raw sqlite3; "
    "another metric each time.",
)
BUSY = Figure(
    name="history.read_while_writing",
    unit="x",
    goal=2,
    statement=f"95th percentile of the wall time to read two hours of one series, reading by "
    f"reading, from rows that have all {_BUSY_SERIES} of an estate, while sweeps of all come in "
    f"{_SWEEPS_A_SECOND} times a second, against the same alone.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    return {MONTHS.name: _months(effort), MANY.name: _many(effort), BUSY.name: _busy(effort)}


def _months(effort: Effort) -> Reading:
    written = diary(_MONTHS_SERIES, _MONTHS_INTERVAL_S)
    path = _filled(effort.folder / "months.sqlite", written, _MONTHS)
    groups = [(written.key(column),) for column in written.columns]
    return _against_fetch(path, groups, _MONTHS, _HOUR_POINTS, (effort.rounds, _REPEATS))


def _many(effort: Effort) -> Reading:
    written = diary(_DAY_SERIES, _DAY_INTERVAL_S)
    path = _filled(effort.folder / "day.sqlite", written, _DAY)
    groups = [
        tuple(written.key(column) for column in written.columns[metric :: len(METRICS)])
        for metric in range(len(METRICS))
    ]
    return _against_fetch(path, groups, _DAY, _MINUTE_POINTS, (effort.rounds, 1))


def _against_fetch(
    path: Path,
    groups: Sequence[tuple[SeriesKey, ...]],
    span: timedelta,
    points: int,
    turns: tuple[int, int],
) -> Reading:
    """One question about each group after another, against the blobs that it fetched."""
    rounds, repeats = turns
    with read_only(path, ESTATE_SCHEMA) as ours, closing(sqlite3.connect(path)) as raw:
        ask = partial(_ask, ours, span, points)
        wanted = {keys: _blob_questions(ours, partial(ask, keys)) for keys in groups}
        subject = _each_in_turn(groups, ask, repeats)
        floor = _each_in_turn(groups, lambda keys: _fetch(raw, wanted[keys]), repeats)
        ours_s, raw_s = in_turn(subject, floor, rounds)
        found = ask(groups[0])
    beside = {
        "query ms": 1000 * min(ours_s) / repeats,
        "fetch ms": 1000 * min(raw_s) / repeats,
        "points": found,
    }
    return ratio(ours_s, raw_s, beside)


def _ask(handle: Handle, span: timedelta, points: int, keys: tuple[SeriesKey, ...]) -> int:
    """Points of some series from the beginning on; memory knows nothing."""
    begin_s = BEGIN.timestamp()
    window = (begin_s, begin_s + span.total_seconds() - 1)
    lines = query(handle, _NOTHING, keys, window, points)
    return sum(len(line.at_s) for line in lines.values())


_NOTHING = Memory(diary(0, 1.0).index).held()


def _blob_questions(handle: Handle, ask: Callable[[], object]) -> Questions:
    """The statements by which a question fetches blobs, with their keys apart, as they ran."""
    heard: list[str] = []
    handle.set_trace_callback(heard.append)
    ask()
    handle.set_trace_callback(None)
    return [
        (_KEY.sub("?", sql), [_value(key) for key in _KEY.findall(sql)])
        for sql in heard
        if "body" in sql
    ]


def _value(literal: str) -> str | int:
    return literal.strip("'") if literal.startswith("'") else int(literal)


def _fetch(raw: sqlite3.Connection, questions: Questions) -> None:
    for sql, keys in questions:
        raw.execute(sql, keys).fetchall()


def _each_in_turn(
    groups: Sequence[tuple[SeriesKey, ...]],
    work: Callable[[tuple[SeriesKey, ...]], object],
    repeats: int,
) -> Callable[[], float]:
    """A round of questions about one group after another; its CPU in seconds."""
    turns = count()

    def run() -> None:
        for _ in range(repeats):
            work(groups[next(turns) % len(groups)])

    return lambda: spent(time.process_time, run)


def _filled(path: Path, written: Diary, span: timedelta) -> Path:
    if not path.exists():
        sweeps = written.sweeps(span)
        with Recording(path, written) as recording:
            for sweep in range(sweeps):
                recording.record(sweep)
            recording.tend(written.at(sweeps) + timedelta(minutes=5))
    return path


def _busy(effort: Effort) -> Reading:
    written = diary(_BUSY_SERIES, _DAY_INTERVAL_S)
    path = effort.folder / "busy.sqlite"
    path.unlink(missing_ok=True)
    with Recording(path, written) as recording:
        for sweep in range(_BUSY_SWEEPS):
            recording.record(sweep)
        alone_s = _reads(path, written)
        is_over = Event()
        writer = Thread(target=_write, args=(recording, is_over))
        writer.start()
        busy_s = _reads(path, written)
        is_over.set()
        writer.join()
    alone, busy = (percentile(each, 95) for each in (alone_s, busy_s))
    beside = {"alone p95 ms": 1000 * alone, "busy p95 ms": 1000 * busy}
    return Reading(busy / alone, beside=beside)


def _write(recording: Recording, is_over: Event) -> None:
    for sweep in count(_BUSY_SWEEPS):
        recording.record(sweep)
        if is_over.wait(1 / _SWEEPS_A_SECOND):
            return


def _reads(path: Path, written: Diary) -> list[float]:
    """Wall times of reads of series at random."""
    choice = random.Random(_READS)  # noqa: S311 - which series, no secret
    with closing(open_reader(path)) as handle:
        found = []
        for _ in range(_READS):
            found.append(_timed(written.key(choice.randrange(_BUSY_SERIES)), handle))
            time.sleep(1 / 20)
    return found


def _timed(key: SeriesKey, handle: Handle) -> float:
    begin = time.perf_counter()
    _ask(handle, timedelta(hours=2), _MINUTE_POINTS, (key,))
    return time.perf_counter() - begin


HISTORY_READ = Benchmark(name="history.read", figures=(MONTHS, MANY, BUSY), take=_take)
