"""What the numbers of the demo estate cost: ninety days of one series, and a tick of many."""

import time
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, percentile, ratio, spent
from pulse_desktop.demo.bundle import MINUTE_MS
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.sampler import READING_MS, Tick, sample
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.model.metric import Metric

_MINUTES = 90 * 1440
_BEGIN_MS = round(BEGIN.timestamp()) * 1000

_THINGS = 2_000
_METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
    Metric.NET_IN,
    Metric.NET_OUT,
)
_SERIES = _THINGS * len(_METRICS)
_TICKS = 6
"""In one round: a minute of them, the first of which computes its corners."""

SERIES = Figure(
    name="demo.series",
    unit="x",
    goal=30,
    statement="CPU of the curve of a virtual machine's processors over 90 days at each minute, "
    "backup, incident and recovery included, against rng.normal().cumsum() of as many.",
)
TICK = Figure(
    name="demo.tick",
    unit="ms",
    goal=5,
    statement=f"CPU of the dearest tick of a minute of {_SERIES:,} series, six of each guest; "
    "median of the minutes.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    return {SERIES.name: _series(effort), TICK.name: _tick(effort)}


def _series(effort: Effort) -> Reading:
    guest = Subject(CurveClass.VM, "orders-api-02", site="west-b")
    at_ms = _BEGIN_MS + np.arange(_MINUTES, dtype=np.int64) * MINUTE_MS
    random = np.random.default_rng(7)
    subject = _round(lambda: sample(guest, Metric.CPU, CurveRole.API, at_ms))
    floor = _round(lambda: random.normal(size=_MINUTES).cumsum())
    ours_s, floor_s = in_turn(subject, floor, effort.rounds)
    beside = {"series ms": 1000 * median(ours_s), "random walk ms": 1000 * median(floor_s)}
    return ratio(ours_s, floor_s, beside)


def _round(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: spent(time.thread_time, work)


def _tick(effort: Effort) -> Reading:
    tick = Tick(_curves())
    tick.at(_BEGIN_MS)
    begins = range(_BEGIN_MS + MINUTE_MS, _BEGIN_MS + (effort.rounds + 1) * MINUTE_MS, MINUTE_MS)
    minutes = [[_at(tick, begin + one * READING_MS) for one in range(_TICKS)] for begin in begins]
    dearest = [max(one) for one in minutes]
    beside = {
        "within a minute ms": median(min(one) for one in minutes),
        "95th percentile ms": percentile(dearest, 95),
        "mean of a minute ms": median(sum(one) / _TICKS for one in minutes),
    }
    return Reading(median(dearest), None, beside)


def _at(tick: Tick, at_ms: int) -> float:
    return 1000 * spent(time.thread_time, lambda: tick.at(at_ms))


def _curves() -> tuple[Curve, ...]:
    nodes = ("west-a", "west-b", "west-c", "dr-a", "dr-b")
    things = (
        Subject(CurveClass.VM, f"guest-{one}", site=nodes[one % len(nodes)])
        for one in range(_THINGS)
    )
    return tuple(Curve(one, metric, CurveRole.GENERAL) for one in things for metric in _METRICS)


DEMO = Benchmark(name="demo", figures=(SERIES, TICK), take=_take)
