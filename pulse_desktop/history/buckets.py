"""Arithmetic on buckets: what a reading counts for, and how finer buckets make a coarser one.

Sums run in order of time in float64 and a mean is rounded to float32 once per tier, so the same
samples give the same bits wherever they are added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Chosen = npt.NDArray[np.bool_] | npt.NDArray[np.int64] | slice


@dataclass(frozen=True, slots=True)
class Planes:
    """Figures side by side: of one series over time, or of many series in one bucket. (n,)."""

    mean: Floats
    minimum: Floats
    maximum: Floats
    count: Ints
    """Samples in each; 0, with NaN in the others, where there is no bucket."""

    def __len__(self) -> int:
        return len(self.count)

    def where(self, chosen: Chosen) -> "Planes":
        """The figures that a mask or an index array picks."""
        return Planes(
            self.mean[chosen], self.minimum[chosen], self.maximum[chosen], self.count[chosen]
        )


def blank(size: int) -> Planes:
    """Planes without a bucket, to be filled by their owner."""
    nothing = np.full((3, size), np.nan, np.float32)
    return Planes(nothing[0], nothing[1], nothing[2], np.zeros(size, np.int64))


def measured(values: Floats) -> Planes:
    """Raw readings: each is its own minimum and maximum; what is not finite is no reading.

    There is no negative zero, so that a minimum has the same bits in whatever order it is found.
    """
    values = np.where(np.isfinite(values), values + np.float32(0), np.float32(np.nan))
    return Planes(values, values, values, np.isfinite(values).astype(np.int64))


@dataclass(frozen=True, slots=True)
class Buckets:
    """Buckets of one series in order of time, none of them empty."""

    at_ms: Ints
    """Start of each bucket; the instant itself for a raw reading. Shape (n,)."""

    planes: Planes

    def __len__(self) -> int:
        return len(self.at_ms)

    def where(self, chosen: Chosen) -> "Buckets":
        """The buckets that a mask or an index array picks."""
        return Buckets(self.at_ms[chosen], self.planes.where(chosen))


def end_to_end(parts: Sequence[Planes]) -> Planes:
    """The figures of all parts, one after another."""
    if len(parts) == 1:
        return parts[0]
    return Planes(
        np.concatenate([part.mean for part in parts]),
        np.concatenate([part.minimum for part in parts]),
        np.concatenate([part.maximum for part in parts]),
        np.concatenate([part.count for part in parts]),
    )


def richer(new: Planes, old: Planes) -> Planes:
    """Of two accounts of the same buckets, for each the one with more samples, else the new one.

    The old one wins only where the readings it was made from have been removed since, and a
    clock that was set back brings others.
    """
    keep = old.count > new.count
    return Planes(
        np.where(keep, old.mean, new.mean),
        np.where(keep, old.minimum, new.minimum),
        np.where(keep, old.maximum, new.maximum),
        np.where(keep, old.count, new.count),
    )


NONE = Buckets(np.empty(0, np.int64), blank(0))


def buckets(at_ms: Ints, planes: Planes) -> Buckets:
    """The buckets in ``planes``; places without one are left out."""
    present = planes.count > 0
    if present.all():
        return Buckets(at_ms, planes)
    return Buckets(at_ms[present], planes.where(present))


def joined(parts: list[Buckets]) -> Buckets:
    """In order of time. Of two at one instant the one with more samples stands, else the first."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return NONE
    every = parts[0] if len(parts) == 1 else _end_to_end(parts)
    at_ms = every.at_ms
    if np.all(at_ms[1:] > at_ms[:-1]):
        return every
    every = every.where(np.lexsort((-every.planes.count, at_ms)))
    return every.where(np.append([True], every.at_ms[1:] != every.at_ms[:-1]))


def coarsened(finer: Buckets, width_ms: int) -> Buckets:
    """The buckets of ``width_ms`` that ``finer`` ones, in order of time, make up."""
    if not len(finer):
        return NONE
    first = _firsts(finer.at_ms, width_ms)
    place = np.repeat(np.arange(len(first)), np.diff(first, append=len(finer)))
    planes = finer.planes
    total = np.bincount(place, planes.mean.astype(np.float64) * planes.count, len(first))
    count = np.add.reduceat(planes.count, first)
    coarse = Planes(
        (total / count).astype(np.float32),
        np.minimum.reduceat(planes.minimum, first),
        np.maximum.reduceat(planes.maximum, first),
        count,
    )
    return Buckets(finer.at_ms[first] // width_ms * width_ms, coarse)


def _firsts(at_ms: Ints, width_ms: int) -> Ints:
    """The first place of each bucket that instants in order of time lie in.

    Looking for a few edges is quicker than dividing every instant; not so where most are empty.
    """
    lowest, highest = int(at_ms[0]) // width_ms, int(at_ms[-1]) // width_ms
    if highest - lowest < len(at_ms):
        first = np.searchsorted(at_ms, np.arange(lowest, highest + 1) * width_ms)
        return first[np.diff(first, append=len(at_ms)) > 0]
    bucket = at_ms // width_ms
    return np.flatnonzero(np.append([True], bucket[1:] != bucket[:-1]))


def _end_to_end(parts: Sequence[Buckets]) -> Buckets:
    at_ms = np.concatenate([part.at_ms for part in parts])
    return Buckets(at_ms, end_to_end([part.planes for part in parts]))
