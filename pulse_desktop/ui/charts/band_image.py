"""A filled span between two curves as a picture: a pixel column at a time, in one go. No Qt."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.ui.charts.plot_area import PlotArea

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BandMask:
    """The pixels of a band, and no others."""

    top: int
    """Its first row, counted in device pixels from the upper end of the plot."""

    inside: Mask
    """Which pixels are filled, the topmost row first. Shape (rows, columns)."""


def band_mask(line: Line, area: PlotArea, ratio: float) -> BandMask | None:
    """Which pixels lie between ``minimum`` and ``maximum``; ``None`` for not one.

    ``ratio`` is that of device pixels. Every extreme is there, however many points share a
    column.
    """
    columns, rows = round(area.width * ratio), round(area.height * ratio)
    x = area.across(line.at_s) * ratio
    top = rows - _edge(x, area.up(line.maximum) * ratio, columns, np.fmax)
    bottom = rows - _edge(x, area.up(line.minimum) * ratio, columns, np.fmin)
    known = ~np.isnan(top)
    if not known.any():
        return None
    first = max(0, math.floor(top[known].min()))
    last = min(rows, math.ceil(bottom[known].max()) + 1)
    row = np.arange(first, last, dtype=np.float32)[:, None] + np.float32(0.5)
    with np.errstate(invalid="ignore"):  # NaN is in no span
        inside = (row >= top.astype(np.float32)) & (row <= bottom.astype(np.float32))
    return BandMask(first, inside) if inside.any() else None


def _edge(x: FloatArray, y: FloatArray, columns: int, extreme: np.ufunc) -> FloatArray:
    """The edge in the middle of each column, at least as far out as its points. (columns,)."""
    if not len(x):
        return np.full(columns, np.nan)
    edge: FloatArray = np.interp(np.arange(columns) + 0.5, x, y, left=np.nan, right=np.nan)
    column = np.floor(x).astype(np.int64)
    inside = (column >= 0) & (column < columns)
    column, y = column[inside], y[inside]
    if len(column):
        starts = np.flatnonzero(np.concatenate(([True], column[1:] != column[:-1])))
        places = column[starts]
        edge[places] = extreme(edge[places], extreme.reduceat(y, starts))
    return edge
