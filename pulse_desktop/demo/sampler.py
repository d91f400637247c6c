"""The one function of time that every number of the estate comes from.

A curve runs straight between its values at whole minutes. ``sample``, a ``Tick`` and ``extremes``
do the same arithmetic, element by element, so that an instant has the same bits in the present,
in any series and on any machine. It is double precision inside and rounded to single once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.demo.bundle import MINUTE_MS, Bundle, Singles, between, bundle_of
from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.noise import Floats, Ints
from pulse_desktop.demo.subject import CurveRole, Subject
from pulse_desktop.model.metric import Metric

READING_MS = 10_000
"""How far apart the readings are that a bucket counts."""

_PARTS = 1 << 18
"""Minutes or readings, of all curves, that are summed up at once: a few megabytes."""


def sample(subject: Subject, metric: Metric, role: CurveRole, at_ms: Ints) -> Singles:
    """Values at ``at_ms``, milliseconds since 1970, any shape; NaN where nothing was measured.

    Raises:
        ValueError: Bytes are asked of a subject that has no capacity.
    """
    at = np.asarray(at_ms, np.int64)
    found: Singles = bundle_of((Curve(subject, metric, role),)).at(at.ravel())[0]
    return found.reshape(at.shape)


class Tick:
    """Many curves at one instant after the other. It keeps the corners of the present minute."""

    def __init__(self, curves: Sequence[Curve]) -> None:
        """Take the curves in the order of their answers.

        Raises:
            ValueError: Bytes are asked of a subject that has no capacity.
        """
        self._bundle = Bundle(curves)
        self._minute: int | None = None
        self._left = self._right = np.empty((len(curves), 1))

    def at(self, at_ms: int) -> Singles:
        """Values of all curves, shape (n,); NaN where nothing was measured."""
        minute, rest_ms = divmod(at_ms, MINUTE_MS)
        self._turn_to(minute)
        values = between(self._left, self._right, np.array([rest_ms]))
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
    """What lay in each bucket. The fields have the shape (k,), or (n, k) of several curves."""

    at_ms: Ints
    """Where the bucket begins, shape (k,) always."""

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
    found = extremes_of((curve,), start_ms, end_ms, width_ms)
    return Extremes(found.at_ms, found.value[0], found.minimum[0], found.maximum[0], found.count[0])


def extremes_of(curves: Sequence[Curve], start_ms: int, end_ms: int, width_ms: int) -> Extremes:
    """The same of several curves at once, which costs far less than one by one.

    Raises:
        ValueError: As ``extremes``.
    """
    if width_ms <= 0 or width_ms % READING_MS or start_ms % width_ms:
        raise ValueError(f"No buckets of {width_ms} ms begin at {start_ms} ms.")
    bundle = bundle_of(tuple(curves))
    parts_ms = READING_MS if width_ms % MINUTE_MS else MINUTE_MS
    step_ms = max(1, _PARTS // (max(1, len(curves)) * (width_ms // parts_ms))) * width_ms
    begins = range(start_ms, end_ms, step_ms)
    spans = [(begin, min(begin + step_ms, end_ms)) for begin in begins]
    found = [_summed(bundle, span, width_ms, parts_ms) for span in spans]
    at_ms = np.arange(start_ms, end_ms, width_ms, dtype=np.int64)
    if not found:
        nothing = np.empty((len(curves), 0), np.float32)
        return Extremes(at_ms, nothing, nothing, nothing, nothing.astype(np.int64))
    planes = [np.concatenate(plane, axis=1) for plane in zip(*found, strict=True)]
    return Extremes(at_ms, *planes)


def _summed(
    bundle: Bundle, span: tuple[int, int], width_ms: int, parts_ms: int
) -> tuple[Singles, Singles, Singles, Ints]:
    """Value, minimum, maximum and count of the buckets of [start, end), shape (n, k) each."""
    parts = (_readings if parts_ms == READING_MS else _minutes)(bundle, *span)
    edges = np.arange(0, parts.value.shape[1], width_ms // parts_ms)
    return (
        parts.value[:, edges],
        np.fmin.reduceat(parts.minimum, edges, axis=1),
        np.fmax.reduceat(parts.maximum, edges, axis=1),
        np.add.reduceat(parts.count, edges, axis=1),
    )


def _readings(bundle: Bundle, start_ms: int, end_ms: int) -> Extremes:
    at_ms = np.arange(start_ms, end_ms, READING_MS, dtype=np.int64)
    value = bundle.at(at_ms)
    return Extremes(at_ms, value, value, value, (~np.isnan(value)).astype(np.int64))


def _minutes(bundle: Bundle, start_ms: int, end_ms: int) -> Extremes:
    """Least and greatest of each minute: what is straight has them at its ends."""
    minute = np.arange(start_ms // MINUTE_MS, -(-end_ms // MINUTE_MS), dtype=np.int64)
    knots = bundle.knots.at(np.arange(minute[0], minute[-1] + 2, dtype=np.int64))
    last = np.minimum((end_ms - 1 - minute * MINUTE_MS) // READING_MS, 5)
    left, right = knots[:, :-1], knots[:, 1:]
    first = bundle.told(left, minute)
    final = bundle.told(between(left, right, last * READING_MS), minute)
    counts = np.where(np.isnan(first), 0, last + 1)
    return Extremes(
        minute * MINUTE_MS, first, np.minimum(first, final), np.maximum(first, final), counts
    )
