"""Imported history beside own: shown only where this program measured nothing (H-08).

It is trusted less than own samples: never added up with them, filled up or stretched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.buckets import NONE, Buckets, Chosen, Ints, coarsened, end_to_end
from pulse_desktop.history.imported import Imported
from pulse_desktop.history.line import BoolArray


@dataclass(frozen=True, slots=True)
class Mixture:
    """Points in order of time."""

    points: Buckets
    is_imported: BoolArray | None = None
    """Which of them another program recorded; ``None`` where none is."""

    lasting_ms: Ints | None = None
    """The width of each where it was recorded; ``None`` with no imported ones."""

    def where(self, chosen: Chosen) -> "Mixture":
        """The points that a mask or an index array picks."""
        if self.is_imported is None or self.lasting_ms is None:
            return Mixture(self.points.where(chosen))
        flags, lasting_ms = self.is_imported[chosen], self.lasting_ms[chosen]
        return Mixture(self.points.where(chosen), flags, lasting_ms)


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What there is of one series around a window, in the finest form that is at hand."""

    own: Buckets = NONE
    imported: Sequence[Imported] = ()
    """The finest width first."""

    beyond: Buckets = NONE
    """Own points after the window, over which the last imported buckets may reach."""

    def mixed(self, own_ms: int, width_ms: int) -> Mixture:
        """Points of a width, 0 for readings, from own ones of ``own_ms``.

        An imported bucket that overlaps an own one is left out, and so is one that overlaps a
        finer imported one. Those finer than the width are added up; the others stand where they
        begin, on the grid.
        """
        own = coarsened(self.own, width_ms) if width_ms != own_ms else self.own
        if not self.imported:
            return Mixture(own)
        beyond = coarsened(self.beyond, width_ms) if width_ms != own_ms else self.beyond
        taken = [_spans(own, width_ms), _spans(beyond, width_ms)]
        found, lasting = [own], [width_ms]
        for part in self.imported:
            free = ~_overlaps(part, np.concatenate(taken, axis=1))
            points = part.points.where(free)
            taken.append(_spans(points, part.width_ms))
            found.append(coarsened(points, width_ms) if width_ms else points)
            lasting.append(part.width_ms)
        return _in_order(found, lasting)


def _in_order(found: Sequence[Buckets], lasting_ms: Sequence[int]) -> Mixture:
    """The first are own. Of several in one place the first stands, which is the finest."""
    at_ms = np.concatenate([one.at_ms for one in found])
    every = Buckets(at_ms, end_to_end([one.planes for one in found]))
    _, first = np.unique(every.at_ms, return_index=True)
    flags = first >= len(found[0])
    if not flags.any():
        return Mixture(found[0])
    each_ms = np.repeat(np.array(lasting_ms, np.int64), [len(one) for one in found])
    return Mixture(every.where(first), flags, each_ms[first])


def _spans(points: Buckets, width_ms: int) -> Ints:
    """Start and end of each bucket; of a reading its millisecond. Shape (2, n)."""
    return np.stack([points.at_ms, points.at_ms + max(width_ms, 1)])


def _overlaps(part: Imported, taken: Ints) -> BoolArray:
    """Which of the imported buckets overlap any span that is taken."""
    start, end = taken[:, np.argsort(taken[0], kind="stable")]
    reach = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(end)])
    first, last = _spans(part.points, part.width_ms)
    overlaps: BoolArray = reach[np.searchsorted(start, last, "left")] > first
    return overlaps
