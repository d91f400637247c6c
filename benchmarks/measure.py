"""The arithmetic of a measurement: turns, medians, quartiles, and what a missed goal asks for."""

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from benchmarks.figure import Benchmark, Effort, Figure, Information, Reading

ATTEMPTS = 3
"""A missed goal runs twice more, and the median of the three counts."""


def in_turn(
    subject: Callable[[], float], floor: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """``rounds`` values of each, A B A B …, after one of each that warms up and is dropped."""
    subject(), floor()
    pairs = [(subject(), floor()) for _ in range(rounds)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def spent(clock: Callable[[], float], work: Callable[[], object]) -> float:
    """What ``work`` takes by ``clock``, in its unit, without the collection of older garbage."""
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def ratio(subject: Sequence[float], floor: Sequence[float], beside: Information) -> Reading:
    """Median over median. The quartiles are those of the rounds' own ratios."""
    value = statistics.median(subject) / statistics.median(floor)
    pairs = [one / other for one, other in zip(subject, floor, strict=True)]
    return Reading(value, quartiles(pairs), beside)


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """Lower and upper quartile of at least two values."""
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    return lower, upper


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least ``percent`` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def misses(figure: Figure, reading: Reading) -> bool:
    """Whether the figure has a goal and does not reach it."""
    return figure.goal is not None and not reading.value <= figure.goal


def settled(
    benchmark: Benchmark, effort: Effort, tell: Callable[[str], None]
) -> Mapping[str, Reading]:
    """One run, or the median of three where the first one missed a goal."""
    runs = [benchmark.take(effort)]
    missed = [one.name for one in benchmark.figures if misses(one, runs[0][one.name])]
    if missed:
        for attempt in range(2, ATTEMPTS + 1):
            tell(f"{', '.join(missed)}: goal missed, run {attempt} of {ATTEMPTS}")
            runs.append(benchmark.take(effort))
    return {one.name: _median([run[one.name] for run in runs]) for one in benchmark.figures}


def _median(readings: Sequence[Reading]) -> Reading:
    """The reading in the middle, with the values of all beside it where there were several."""
    middle = sorted(readings, key=lambda one: one.value)[len(readings) // 2]
    if len(readings) == 1:
        return middle
    runs = ", ".join(f"{one.value:.4g}" for one in readings)
    return replace(middle, beside={**middle.beside, "runs": runs})
