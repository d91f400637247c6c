"""The one function of time that every number of the estate comes from.

A curve runs straight between its values at whole minutes. ``sample``, a ``Tick`` and ``extremes``
do the same arithmetic, element by element, so that an instant has the same bits in the present,
in any series and on any machine. It is double precision inside and rounded to single once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.effects import OUTAGES, Outage
from pulse_desktop.demo.influence import Ints, elapsed
from pulse_desktop.demo.knot import Knots
from pulse_desktop.demo.noise import Floats
from pulse_desktop.demo.subject import CurveRole, Subject
from pulse_desktop.model.metric import Metric

Singles = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

MINUTE_MS = 60_000
READING_MS = 10_000
"""How far apart the readings are that a bucket counts."""

_OF_A_STORE = frozenset({Metric.USED, Metric.AVAILABLE, Metric.TOTAL})


def sample(subject: Subject, metric: Metric, role: CurveRole, at_ms: Ints) -> Singles:
    """Values at ``at_ms``, milliseconds since 1970, any shape; NaN where nothing was measured.

    Raises:
        ValueError: Bytes are asked of a subject that has no capacity.
    """
    at = np.asarray(at_ms, np.int64)
    found: Singles = _bundle(Curve(subject, metric, role)).at(at.ravel())[0]
    return found.reshape(at.shape)


class Tick:
    """Many curves at one instant after the other. It keeps the corners of the present minute."""

    def __init__(self, curves: Sequence[Curve]) -> None:
        """Take the curves in the order of their answers.

        Raises:
            ValueError: Bytes are asked of a subject that has no capacity.
        """
        self._bundle = _Bundle(curves)
        self._minute: int | None = None
        self._left = self._right = np.empty((len(curves), 1))

    def at(self, at_ms: int) -> Singles:
        """Values of all curves, shape (n,); NaN where nothing was measured."""
        minute, rest_ms = divmod(at_ms, MINUTE_MS)
        self._turn_to(minute)
        values = _between(self._left, self._right, np.array([rest_ms]))
        return self._bundle.told(values, np.array([minute]))[:, 0]

    def _turn_to(self, minute: int) -> None:
        if minute == self._minute:
            return
        is_next = self._minute is not None and minute == self._minute + 1
        self._left = self._right if is_next else self._knots(minute)
        self._right = self._knots(minute + 1)
        self._minute = minute

    def _knots(self, minute: int) -> Floats:
        return self._bundle.knots.at(np.array([minute]))


@dataclass(frozen=True, slots=True)
class Extremes:
    """What lay in each bucket. Every field has the shape (n,)."""

    at_ms: Ints
    """Where the bucket begins."""

    value: Singles
    """The sample there; NaN if nothing was measured then."""

    minimum: Singles
    maximum: Singles
    """Of the readings in the bucket; NaN if there were none."""

    count: Ints
    """Readings that were measured."""


def extremes(curve: Curve, start_ms: int, end_ms: int, width_ms: int) -> Extremes:
    """Sum up the readings of [start, end), 10 s apart, in buckets of ``width_ms``.

    ``start_ms`` is a multiple of the width, and the width one of 10 s. A reading at or after
    ``end_ms`` does not count, so that a bucket that is under way tells nothing of what comes.

    Raises:
        ValueError: A width or a start that is none of these, or bytes of what has no capacity.
    """
    if width_ms <= 0 or width_ms % READING_MS or start_ms % width_ms:
        raise ValueError(f"No buckets of {width_ms} ms begin at {start_ms} ms.")
    bundle, at_ms = _bundle(curve), np.arange(start_ms, end_ms, width_ms, dtype=np.int64)
    value: Singles = bundle.at(at_ms)[0]
    if not len(at_ms):
        return Extremes(at_ms, value, value, value, at_ms)
    is_coarse = width_ms % MINUTE_MS == 0
    parts = (_minutes if is_coarse else _readings)(bundle, start_ms, end_ms)
    edges = np.arange(len(at_ms)) * (width_ms // (MINUTE_MS if is_coarse else READING_MS))
    return Extremes(
        at_ms,
        value,
        np.fmin.reduceat(parts[0], edges),
        np.fmax.reduceat(parts[1], edges),
        np.add.reduceat(parts[2], edges),
    )


def _readings(bundle: "_Bundle", start_ms: int, end_ms: int) -> tuple[Singles, Singles, Ints]:
    value = bundle.at(np.arange(start_ms, end_ms, READING_MS, dtype=np.int64))[0]
    return value, value, (~np.isnan(value)).astype(np.int64)


def _minutes(bundle: "_Bundle", start_ms: int, end_ms: int) -> tuple[Singles, Singles, Ints]:
    """Least and greatest of each minute: what is straight has them at its ends."""
    minute = np.arange(start_ms // MINUTE_MS, -(-end_ms // MINUTE_MS), dtype=np.int64)
    knots = bundle.knots.at(np.arange(minute[0], minute[-1] + 2, dtype=np.int64))
    last = np.minimum((end_ms - 1 - minute * MINUTE_MS) // READING_MS, 5)
    left, right = knots[:, :-1], knots[:, 1:]
    first = bundle.told(left, minute)[0]
    final = bundle.told(_between(left, right, last * READING_MS), minute)[0]
    counts = np.where(np.isnan(first), 0, last + 1)
    return np.minimum(first, final), np.maximum(first, final), counts


def _between(left: Floats, right: Floats, rest_ms: Ints) -> Floats:
    """So many milliseconds after the corner on the left."""
    return left + (right - left) * (rest_ms / MINUTE_MS)


@lru_cache(maxsize=512)
def _bundle(curve: Curve) -> "_Bundle":
    return _Bundle((curve,))


class _Bundle:
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
        return self.told(_between(left, right, at_ms - minute * MINUTE_MS), minute)

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
