"""Points of a curve as they are drawn: in pixels, no more than can be seen. Pure: no Qt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.line import BoolArray, FloatArray, Line
from pulse_desktop.ui.charts.plot_area import PlotArea

_POINTS_A_PIXEL = 2
_LONE_PX = 2.0
"""How long a point is drawn that has no neighbour."""


@dataclass(frozen=True, slots=True)
class Path:
    """Points from left to right; a NaN parts it."""

    x: FloatArray
    """Pixels from the left end of the plot, shape (n,)."""

    y: FloatArray
    """Pixels from its lower end, shape (n,)."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing parts it."""
        return not bool(np.isnan(self.y).any())


@dataclass(frozen=True, slots=True)
class Paths:
    """One curve: what this program recorded, and what another one did."""

    own: Path
    imported: Path | None
    """``None`` where there is nothing of it."""


def paths(line: Line, area: PlotArea) -> Paths:
    """How ``line`` is drawn on ``area``."""
    seen = _seen(line, area.window_s)
    x, y = area.across(line.at_s[seen]), area.up(line.value[seen])
    if line.imported is None or not line.imported[seen].any():
        return Paths(_path(x, y, line, area), None)
    foreign = line.imported[seen]
    own = _path(x, np.where(foreign, np.nan, y), line, area)
    joined = _path(x, np.where(_with_neighbours(foreign), y, np.nan), line, area)
    return Paths(own, joined)


def _seen(line: Line, window_s: tuple[float, float]) -> slice:
    """The points in the window, with one to either side to which the curve leads."""
    first, last = np.searchsorted(line.at_s, window_s)
    return slice(max(0, int(first) - 1), int(last) + 1)


def _path(x: FloatArray, y: FloatArray, line: Line, area: PlotArea) -> Path:
    x, y = thinned(x, y, area.width)
    lone = _lone(y)
    if not lone.any():
        return Path(x, y)
    length = max(_LONE_PX, min(line.bucket_s * area.second_px, area.width))
    at = np.flatnonzero(lone) + 1
    return Path(np.insert(x, at, x[lone] + length), np.insert(y, at, y[lone]))


def thinned(x: FloatArray, y: FloatArray, width: float) -> tuple[FloatArray, FloatArray]:
    """The lowest and highest point of each pixel column, in their order, where there are more.

    A column in which the curve is parted keeps a NaN. Shapes (n,) → (≤ 3 a column,).
    """
    if len(x) <= _POINTS_A_PIXEL * max(1.0, width):
        return x, y
    column = np.floor(x)
    starts = np.flatnonzero(np.concatenate(([True], column[1:] != column[:-1])))
    is_gap = np.isnan(y)
    low = np.minimum.reduceat(np.where(is_gap, np.inf, y), starts)
    high = np.maximum.reduceat(np.where(is_gap, -np.inf, y), starts)
    sizes = np.diff(np.append(starts, len(x)))
    group = np.repeat(np.arange(len(starts)), sizes)
    kept = _first(y == low[group], starts) | _first(y == high[group], starts)
    kept |= _first(is_gap, starts)
    return x[kept], y[kept]


def _first(chosen: BoolArray, starts: npt.NDArray[np.int64]) -> BoolArray:
    """The first that is chosen in each group."""
    before: npt.NDArray[np.int64] = np.cumsum(chosen)
    sizes = np.diff(np.append(starts, len(chosen)))
    base: npt.NDArray[np.int64] = np.repeat(before[starts] - chosen[starts], sizes)
    first: BoolArray = chosen & (before - base == 1)
    return first


def _with_neighbours(foreign: BoolArray) -> BoolArray:
    wide = foreign.copy()
    wide[1:] |= foreign[:-1]
    wide[:-1] |= foreign[1:]
    return wide


def _lone(y: FloatArray) -> BoolArray:
    """Points between two gaps, of which no line is drawn."""
    known = np.concatenate(([False], ~np.isnan(y), [False]))
    return known[1:-1] & ~known[:-2] & ~known[2:]
