"""What it costs to bring a million points down to the columns of a screen."""

import time
from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.history.buckets import Buckets, Planes, coarsened
from pulse_desktop.history.gap import line_of
from pulse_desktop.history.line import Line
from pulse_desktop.history.mixture import Mixture
from pulse_desktop.history.tier import MINUTE_MS

POINTS = 1_000_000
COLUMNS = 1_000
_WIDTH_MS = 1_000 * MINUTE_MS
"""Of a column; points are a minute apart."""

_SAMPLES = 6
"""In each minute."""

_GAP_EVERY = 50_000
_GAP = 5_000

_REPEATS = 4
"""In one round, so that it takes long enough for the clock."""

DOWNSAMPLE = Figure(
    name="history.downsample",
    unit="x",
    goal=4.0,
    statement=f"CPU to make a line of {COLUMNS} columns, each with its exact mean, minimum, "
    f"maximum and count, from {POINTS:,} minutes with gaps, as the query does it, against copying "
    "the instants, means, minima, maxima and counts of those minutes.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    minutes = _minutes()
    line = _line(minutes)
    planes = minutes.planes
    points = (minutes.at_ms, planes.mean, planes.minimum, planes.maximum, planes.count)
    subject = _round(lambda: _line(minutes))
    floor = _round(lambda: [array.copy() for array in points])
    ours_s, copy_s = in_turn(subject, floor, effort.rounds)
    beside = {
        "down-sampling ms": 1000 * min(ours_s) / _REPEATS,
        "copying ms": 1000 * min(copy_s) / _REPEATS,
        "columns": int(np.isfinite(line.value).sum()),
        "gaps": int(np.isnan(line.value).sum()),
    }
    return {DOWNSAMPLE.name: ratio(ours_s, copy_s, beside)}


def _minutes() -> Buckets:
    """A random walk, of which some minutes in a row are missing now and then."""
    random = np.random.default_rng(7)
    minute = np.arange(POINTS + POINTS // _GAP_EVERY * _GAP, dtype=np.int64)
    minute = minute[minute % (_GAP_EVERY + _GAP) < _GAP_EVERY]
    mean = np.cumsum(random.normal(size=len(minute))).astype(np.float32)
    counts = np.full(len(minute), _SAMPLES, np.int64)
    begin_ms = round(BEGIN.timestamp()) * 1000
    return Buckets(begin_ms + minute * MINUTE_MS, Planes(mean, mean - 1, mean + 1, counts))


def _line(minutes: Buckets) -> Line:
    line = line_of(Mixture(coarsened(minutes, _WIDTH_MS)), _WIDTH_MS)
    if line is None:
        raise RuntimeError("points make a line")
    return line


def _round(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> None:
        for _ in range(_REPEATS):
            work()

    return lambda: spent(time.process_time, run)


HISTORY_DOWNSAMPLE = Benchmark(name="history.downsample", figures=(DOWNSAMPLE,), take=_take)
