"""Several curves, and what is told of them: numbers as they leave the sampler."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import OUTAGES, Outage
from pulse_desktop.demo.influence import elapsed
from pulse_desktop.demo.knot import Knots
from pulse_desktop.demo.noise import Floats, Ints
from pulse_desktop.model.metric import Metric

Singles = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

MINUTE_MS = 60_000

_OF_A_STORE = frozenset({Metric.USED, Metric.AVAILABLE, Metric.TOTAL})


class Bundle:
    """Several curves, and what is told of them."""

    def __init__(self, curves: Sequence[Curve]) -> None:
        self.knots = Knots([_measured(one) for one in curves])
        self._totals = np.array([_total(one) for one in curves], np.float64)[:, np.newaxis]
        metrics = [one.metric for one in curves]
        self._rows = {
            metric: np.flatnonzero([one is metric for one in metrics])
            for metric in (*_OF_A_STORE, Metric.SMART_TEMPERATURE)
        }
        self._outages = [(one, _rows_of(one, curves)) for one in OUTAGES]

    def at(self, at_ms: Ints) -> Singles:
        """Values at instants of shape (k,): shape (n, k)."""
        minute = at_ms // MINUTE_MS
        left, right = self._corners(minute)
        return self.told(between(left, right, at_ms - minute * MINUTE_MS), minute)

    def _corners(self, minute: Ints) -> tuple[Floats, Floats]:
        """At each minute and the next one. Instants close to each other share them."""
        if not len(minute):
            return self.knots.at(minute), self.knots.at(minute)
        first, last = int(minute.min()), int(minute.max())
        if last - first >= 2 * len(minute):
            return self.knots.at(minute), self.knots.at(minute + 1)
        knots = self.knots.at(np.arange(first, last + 2, dtype=np.int64))
        place = minute - first
        return knots[:, place], knots[:, place + 1]

    def told(self, values: Floats, minute: Ints) -> Singles:
        """What leaves the sampler: bytes, whole degrees of disks, and nothing in an outage."""
        degrees = self._rows[Metric.SMART_TEMPERATURE]
        if len(degrees):
            values = values.copy()
            values[degrees] = np.floor(values[degrees] + 0.5)
        found = values.astype(np.float32)
        self._put_bytes(found)
        at = minute.astype(np.float64)
        for outage, rows in self._outages:
            if len(rows):
                found[np.ix_(rows, np.flatnonzero(_is_on(outage, at)))] = np.nan
        return found

    def _put_bytes(self, found: Singles) -> None:
        """Used and available add up to the total; each follows from the share that is told."""
        for metric in _OF_A_STORE:
            rows = self._rows[metric]
            if not len(rows):
                continue
            total = self._totals[rows]
            used = (found[rows].astype(np.float64) * total).astype(np.float32)
            if metric is Metric.USED:
                found[rows] = used
            elif metric is Metric.AVAILABLE:
                found[rows] = total - used
            else:
                found[rows] = total


def between(left: Floats, right: Floats, rest_ms: Ints) -> Floats:
    """So many milliseconds after the corner on the left."""
    return left + (right - left) * (rest_ms / MINUTE_MS)


def bundle_of(curves: tuple[Curve, ...]) -> Bundle:
    """A bundle that may have been asked for before."""
    return _single(curves) if len(curves) == 1 else _several(curves)


@lru_cache(maxsize=1024)
def _single(curves: tuple[Curve, ...]) -> Bundle:
    return Bundle(curves)


@lru_cache(maxsize=4)
def _several(curves: tuple[Curve, ...]) -> Bundle:
    """Few, because each may be of a thousand curves."""
    return Bundle(curves)


def _measured(curve: Curve) -> Curve:
    """The curve itself, or the share of the store that its bytes follow from."""
    return replace(curve, metric=Metric.USAGE) if curve.metric in _OF_A_STORE else curve


def _total(curve: Curve) -> float:
    if curve.metric not in _OF_A_STORE:
        return 0.0
    if curve.subject.capacity is None:
        raise ValueError(f"{curve.subject.id} has no capacity that {curve.metric} is of.")
    return float(curve.subject.capacity)


def _rows_of(outage: Outage, curves: Sequence[Curve]) -> Ints:
    return np.flatnonzero([outage.whom(one.subject) for one in curves])


def _is_on(outage: Outage, minute: Floats) -> Flags:
    if outage.when is None:
        return np.ones(len(minute), np.bool_)
    return elapsed(minute, outage.when) < outage.when.lasts.total_seconds() / 60
