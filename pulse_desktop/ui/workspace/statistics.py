"""What a curve comes to over its window. Pure, and run in a worker: no Qt."""

from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.line import FloatArray, Line

_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """In the metric's unit; ``None`` where nothing was recorded."""

    now: float | None = None
    """The newest value."""

    low: float | None = None
    mean: float | None = None
    high: float | None = None
    p95: float | None = None


NO_FIGURES = Figures()


def figures(line: Line) -> Figures:
    """Each sample counts once, in whatever bucket it lies: a bucket weighs what it holds.

    The 95th percentile is that of the buckets' means; what a bucket's samples were is not kept.
    """
    known = ~np.isnan(line.value)
    if not known.any():
        return NO_FIGURES
    value, weight = line.value[known], _weights(line.count[known])
    return Figures(
        now=float(value[-1]),
        low=float(line.minimum[known].min()),
        mean=float(np.average(value, weights=weight)),
        high=float(line.maximum[known].max()),
        p95=percentile(value, weight, _SHARE),
    )


def percentile(value: FloatArray, weight: FloatArray, share: float) -> float:
    """The lowest value that at least ``share`` of the weight does not exceed."""
    order = np.argsort(value, kind="stable")
    reached = np.cumsum(weight[order])
    place = int(np.searchsorted(reached, share * reached[-1] * (1 - 1e-12)))
    return float(value[order][min(place, len(order) - 1)])


def _weights(count: FloatArray) -> FloatArray:
    """A bucket that does not say how many samples it holds has one."""
    return np.where(np.isfinite(count) & (count > 0), count, 1.0)
