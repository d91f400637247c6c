"""The minutes of one block, made of rows of readings before they are turned and sealed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.buckets import Floats, Ints, Planes, richer
from pulse_desktop.history.tier import MINUTE_MS, Tier

_SIZE = Tier.MINUTE.block_buckets

Told = tuple[int, Floats]
"""An instant, and what each of the series measured then: NaN where nothing."""

Plane = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Minutes:
    """A block of minutes, its series side by side as in the rows that they are made of."""

    series: Ints
    """Ascending. Shape (n,)."""

    planes: Planes
    """Shape (minutes, n)."""

    def between(self, first: int, end: int) -> Iterator[Planes]:
        """Some of the minutes one by one, all series in each."""
        for minute in range(first, end):
            yield _row(self.planes, minute)

    def turned(self, chosen: slice) -> Planes:
        """Of some series the block of the first, then that of the second: (n · minutes,)."""
        return _each(self.planes, lambda plane: np.ascontiguousarray(plane[:, chosen].T).ravel())

    def fuller(self, known: Planes) -> "Minutes":
        """The same, but for those of which ``known``, which is turned, has more samples."""
        shape = len(self.series), _SIZE
        other = _each(known, lambda plane: plane.reshape(shape).T)
        return Minutes(self.series, richer(self.planes, other))


def minutes_of(series: Ints, start_ms: int, told: Iterable[Told]) -> Minutes:
    """What readings in order of time make up in the block from ``start_ms`` on.

    Sums run in order of time from positive zero, as they do in ``buckets.coarsened``.
    """
    shape = _SIZE, len(series)
    nothing = np.full((3, *shape), np.nan, np.float32)
    planes = Planes(nothing[0], nothing[1], nothing[2], np.zeros(shape, np.int64))
    parts: dict[int, list[Floats]] = {}
    for at_ms, values in told:
        parts.setdefault((at_ms - start_ms) // MINUTE_MS, []).append(values)
    for minute, readings in parts.items():
        _fill(_row(planes, minute), readings)
    return Minutes(series, planes)


def _fill(minute: Planes, readings: Sequence[Floats]) -> None:
    total = readings[0].astype(np.float64)
    for values in readings[1:]:
        total += values
    if np.isnan(total).any():
        _fill_partly(minute, readings)
        return
    np.divide(total, len(readings), out=minute.mean, casting="same_kind")
    minute.minimum[:] = minute.maximum[:] = readings[0]
    for values in readings[1:]:
        np.minimum(minute.minimum, values, out=minute.minimum)
        np.maximum(minute.maximum, values, out=minute.maximum)
    minute.count[:] = len(readings)


def _fill_partly(minute: Planes, readings: Sequence[Floats]) -> None:
    """The same where some of the series were not measured each time."""
    total = np.zeros(len(minute))
    for values in readings:
        present = ~np.isnan(values)
        np.add(total, values, out=total, where=present)
        np.add(minute.count, present, out=minute.count)
        np.fmin(minute.minimum, values, out=minute.minimum)
        np.fmax(minute.maximum, values, out=minute.maximum)
    some = minute.count > 0
    minute.mean[some] = (total[some] / minute.count[some]).astype(np.float32)


def _row(planes: Planes, minute: int) -> Planes:
    """One minute of all series, for reading and filling."""
    return _each(planes, lambda plane: plane[minute])


def _each(planes: Planes, change: Callable[[Plane], Plane]) -> Planes:
    return Planes(
        change(planes.mean), change(planes.minimum), change(planes.maximum), change(planes.count)
    )
