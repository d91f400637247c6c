"""Points become a line; where nothing was measured for too long, the line is broken (H-12)."""

import numpy as np

from pulse_desktop.history.buckets import Buckets, Ints
from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.history.tier import MINUTE_MS

_PATIENCE = 2.5
"""Sampling intervals without a point that make a gap: one missed poll is none."""

_UNKNOWN_INTERVAL_MS = MINUTE_MS
"""Taken where two points are all there is, and their distance may be the gap itself."""


def line_of(points: Buckets, width_ms: int) -> Line | None:
    """The line through ``points``, ``None`` for none. ``width_ms`` is 0 for raw readings.

    A gap row stands one bucket after the last point before the gap, or in its middle between
    raw readings, so that buckets and gap rows together are never more than the grid has places.
    """
    if not len(points):
        return None
    before = gaps(points.at_ms, width_ms)
    half = (points.at_ms[before + 1] - points.at_ms[before]) // 2
    at_ms = points.at_ms[before] + (width_ms or half)
    planes = points.planes
    return Line(
        at_s=np.insert(points.at_ms, before + 1, at_ms) / 1000,
        value=_broken(planes.mean, before),
        minimum=_broken(planes.minimum, before),
        maximum=_broken(planes.maximum, before),
        count=_broken(planes.count, before),
        bucket_s=(width_ms or sampling_ms(points.at_ms)) / 1000,
    )


def sampling_ms(at_ms: Ints) -> int:
    """The usual distance between readings; that of a minute where one is all there is."""
    return int(np.median(np.diff(at_ms))) if len(at_ms) > 1 else _UNKNOWN_INTERVAL_MS


def gaps(at_ms: Ints, width_ms: int) -> Ints:
    """Indices of the points that a gap follows.

    A distance is measured against the second smallest of its two neighbours to either side, so
    that an interval that was changed is no gap for long and a gap does not excuse the next one.
    """
    distance = np.diff(at_ms).astype(np.float64)
    edge = np.full(2, np.inf)
    padded = np.concatenate([edge, distance, edge])
    size = len(distance)
    around = np.sort([padded[shift : shift + size] for shift in (0, 1, 3, 4)], axis=0)
    usual = np.where(np.isinf(around[1]), around[0], around[1])
    usual = np.where(np.isinf(usual), _UNKNOWN_INTERVAL_MS, usual)
    return np.flatnonzero(distance > _PATIENCE * np.maximum(usual, width_ms))


def _broken(values: "np.ndarray", before: Ints) -> FloatArray:
    return np.insert(values.astype(np.float64), before + 1, np.nan)
