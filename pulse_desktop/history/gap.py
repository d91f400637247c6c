"""Points become a line; where nothing was measured for too long, the line is broken (H-12)."""

import numpy as np

from pulse_desktop.history.buckets import Buckets, Floats, Ints
from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.history.mixture import Mixture
from pulse_desktop.history.tier import MINUTE_MS

PATIENCE = 2.5
"""Sampling intervals without a sample that make a gap: one missed poll is none."""

_AROUND = 3
"""Distances to either side that a distance is measured against."""

_NOWHERE: Ints = np.empty(0, np.int64)

_UNKNOWN_INTERVAL_MS = MINUTE_MS
"""Taken where two points are all there is, and their distance may be the gap itself."""


def line_of(mixture: Mixture, width_ms: int) -> Line | None:
    """The line through points, ``None`` for none. ``width_ms`` is 0 for raw readings.

    A gap row stands one bucket after the last point before the gap, or in its middle between
    raw readings, so that buckets and gap rows together are never more than the grid has places.
    """
    points, imported = mixture.points, mixture.is_imported
    if not len(points):
        return None
    before = gaps(points, width_ms, mixture.lasting_ms)
    planes = points.planes
    return Line(
        at_s=_instants(points.at_ms, before, width_ms) / 1000,
        value=_broken(planes.mean, before),
        minimum=_broken(planes.minimum, before),
        maximum=_broken(planes.maximum, before),
        count=_broken(planes.count, before),
        bucket_s=(width_ms or sampling_ms(points.at_ms)) / 1000,
        imported=None if imported is None else np.insert(imported, before + 1, values=False),
    )


def sampling_ms(at_ms: Ints) -> int:
    """The usual distance between readings; that of a minute where one is all there is."""
    middle = len(at_ms) // 2 - 1
    if middle < 0:
        return _UNKNOWN_INTERVAL_MS
    return int(np.partition(np.diff(at_ms), middle)[middle])


def gaps(points: Buckets, width_ms: int, lasting_ms: Ints | None = None) -> Ints:
    """Indices of the points that a gap follows.

    Buckets of several samples tell how often they were taken, so that one empty bucket among
    them is a gap. Else the distance to the next point is measured against those around it.
    ``lasting_ms`` is for how long each of them stands, where that is longer than a bucket.
    """
    steps = np.diff(points.at_ms)
    if _is_even(steps, width_ms):
        return _NOWHERE
    distance = steps.astype(np.float64)
    least = width_ms if lasting_ms is None else np.maximum(lasting_ms[:-1], width_ms)
    usual = np.maximum(_usual(distance), least)
    samples = _samples(points.planes.count)
    interval = np.where(samples > 1, width_ms / samples, usual)
    allowed = np.minimum(width_ms + PATIENCE * interval, PATIENCE * usual)
    return np.flatnonzero(distance > allowed)


def _is_even(steps: Ints, width_ms: int) -> bool:
    """Whether distances are so alike that none can be a gap, as they mostly are."""
    if not len(steps):
        return True
    longest = int(steps.max())
    if width_ms:
        return longest == width_ms
    return len(steps) > 1 and longest <= PATIENCE * int(steps.min())


def _usual(distance: FloatArray) -> FloatArray:
    """What each distance between points is measured against. Shape (n,) → (n,).

    The smallest of three to one side, on the side where it is larger: so an interval that was
    changed is no gap, and one gap does not excuse the next. Two sources that take turns may be
    close together, so it is no less than two neighbours in a row are on the average.
    """
    sides = _least(distance, _AROUND)
    known = np.isfinite(sides) & (_lengths(len(distance)) > 1)
    either = np.where(known.any(0), np.where(known, sides, 0).max(0), sides.min(0))
    pairs = _least((distance[:-1] + distance[1:]) / 2, _AROUND - 1, apart=1)
    pair = np.where(np.isinf(pairs.min(0)), 0, pairs.min(0))
    return np.where(np.isinf(either), _UNKNOWN_INTERVAL_MS, np.maximum(either, pair))


def _least(values: FloatArray, reach: int, apart: int = 0) -> FloatArray:
    """The smallest of ``reach`` values left and right of each place, infinite where none is.

    ``apart`` is by how much a value reaches beyond its own place. Shape (n,) → (2, n + apart).
    """
    size = len(values) + apart
    edge = np.full(reach + apart, np.inf)
    padded = np.concatenate([edge, values, edge])
    left = np.min([padded[at : at + size] for at in range(reach)], axis=0)
    first = reach + apart + 1
    right = np.min([padded[at : at + size] for at in range(first, first + reach)], axis=0)
    return np.stack([left, right])


def _lengths(size: int) -> Ints:
    """How many places there are to the left and to the right of each. Shape (2, n)."""
    before = np.arange(size)
    return np.stack([before, before[::-1]])


def _samples(count: Ints) -> Ints:
    """Samples that a bucket has at least on either side of each distance. (n,) → (n - 1,)."""
    fuller = np.maximum(count[:-1], count[1:])
    left = np.concatenate([count[:1], fuller[:-1]])
    right = np.concatenate([fuller[1:], count[-1:]])
    lesser: Ints = np.minimum(left, right)[: len(fuller)]
    return lesser


def _instants(at_ms: Ints, before: Ints, width_ms: int) -> Ints:
    if not len(before):
        return at_ms
    half = (at_ms[before + 1] - at_ms[before]) // 2
    return np.insert(at_ms, before + 1, at_ms[before] + (width_ms or half))


def _broken(values: Floats | Ints, before: Ints) -> FloatArray:
    wide = values.astype(np.float64)
    return np.insert(wide, before + 1, np.nan) if len(before) else wide
