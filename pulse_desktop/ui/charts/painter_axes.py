"""From instants and values to pixels."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from pulse_desktop.history.line import BoolArray, FloatArray, Line
from pulse_desktop.ui.charts.picture import Scale


@dataclass(frozen=True, slots=True)
class Axes:
    """Where a plot lies, and what its edges stand for."""

    area: QRectF
    window_s: tuple[float, float]
    scale: Scale

    def x(self, at_s: FloatArray) -> FloatArray:
        """Pixels from the left of the painter.

        From seconds since the start of the window: as whole numbers since 1970 they would lose
        their fractions wherever a device keeps six figures.
        """
        start_s, end_s = self.window_s
        per_second = self.area.width() / max(end_s - start_s, 1e-9)
        return self.area.left() + (at_s - start_s) * per_second

    def x_of(self, at_s: float) -> float:
        """``x`` of one instant."""
        return float(self.x(np.array(at_s)))

    def y(self, value: FloatArray) -> FloatArray:
        """Pixels from the top of the painter; what lies off the scale is at its edge."""
        span = max(self.scale.upper - self.scale.lower, 1e-12)
        share = (value - self.scale.lower) / span
        return self.area.bottom() - np.clip(share, 0.0, 1.0) * self.area.height()


@dataclass(frozen=True, slots=True)
class Course:
    """A line within a window, in pixels. NaN parts it. Arrays of shape (n,)."""

    x: FloatArray
    y: FloatArray
    top: FloatArray
    bottom: FloatArray
    imported: BoolArray | None


def course(line: Line, axes: Axes) -> Course:
    """``line`` as it is seen, cut where the window ends. No device is asked to clip."""
    part = _seen(line, axes.window_s)
    at_s = line.at_s[part]
    if len(at_s) == 0:
        none = np.empty(0)
        return Course(none, none, none, none, None)
    cut_s = np.clip(at_s, *axes.window_s)
    imported = None if line.imported is None else line.imported[part]
    return Course(
        x=axes.x(cut_s),
        y=axes.y(_cut(at_s, line.value[part], cut_s)),
        top=axes.y(_cut(at_s, line.maximum[part], cut_s)),
        bottom=axes.y(_cut(at_s, line.minimum[part], cut_s)),
        imported=imported,
    )


def runs(known: BoolArray) -> list[tuple[int, int]]:
    """Start and end of each run of true values."""
    padded = np.concatenate(([False], known, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _seen(line: Line, window_s: tuple[float, float]) -> slice:
    """The points in the window, and the nearest on either side of it."""
    start, end = np.searchsorted(line.at_s, window_s)
    return slice(max(0, int(start) - 1), min(len(line.at_s), int(end) + 1))


def _cut(at_s: FloatArray, value: FloatArray, cut_s: FloatArray) -> FloatArray:
    """The values at the edges of the window, on the way to the points beyond them."""
    cut = value.copy()
    for edge, inner in ((0, 1), (-1, -2)):
        if cut_s[edge] == at_s[edge]:
            continue
        if len(at_s) == 1:
            cut[edge] = np.nan
            continue
        share = (cut_s[edge] - at_s[edge]) / (at_s[inner] - at_s[edge])
        cut[edge] = value[edge] + (value[inner] - value[edge]) * share if share < 1 else np.nan
    return cut
