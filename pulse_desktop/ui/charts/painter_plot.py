"""One plot area: grid, gaps in recording, bands and curves. What is around it is not painted."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from pulse_desktop.ui.charts.look import Look, mixed
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_curve import paint_band, paint_trace
from pulse_desktop.ui.charts.picture import Hatch, Panel, Tick

_HATCH_STEP = 7.0
_FAINT = 0.55


def paint_plot(
    painter: QPainter, rect: QRectF, panel: Panel, window_s: tuple[float, float], look: Look
) -> None:
    """Grid lines at the value axis' ticks, bands, and curves with the emphasised ones on top."""
    axes = Axes(rect, window_s, panel.scale)
    paint_levels(painter, axes, look)
    for band in panel.bands:
        paint_band(painter, axes, band, look)
    for trace in sorted(panel.traces, key=lambda trace: trace.stroke.is_emphasised):
        paint_trace(painter, axes, trace, look)


def paint_levels(painter: QPainter, axes: Axes, look: Look) -> None:
    """A line across the plot at each tick of the value axis."""
    if not axes.scale.ticks:
        return
    painter.setPen(QPen(QColor(look.colours.track), 1))
    heights = axes.y(np.array([tick.at for tick in axes.scale.ticks]))
    left, right = axes.area.left(), axes.area.right()
    lines = [QLineF(left, y, right, y) for y in (_crisp(float(y)) for y in heights)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's
    painter.drawLines(lines)


def paint_moments(painter: QPainter, axes: Axes, ticks: Sequence[Tick], look: Look) -> None:
    """A line down the plot at each tick of the time axis, fainter between the major ones."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's
    track, surface = QColor(look.colours.track), QColor(look.colours.surface)
    for tick in ticks:
        x = _crisp(axes.x_of(tick.at))
        if axes.area.left() <= x <= axes.area.right():
            painter.setPen(QPen(track if tick.is_major else mixed(track, surface, _FAINT), 1))
            painter.drawLine(QPointF(x, axes.area.top()), QPointF(x, axes.area.bottom()))


def paint_hatches(painter: QPainter, axes: Axes, hatches: Sequence[Hatch], look: Look) -> None:
    """Slanting lines where nothing was recorded. Drawn one by one: SVG has no pattern brush."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(mixed(QColor(look.colours.tick), QColor(look.colours.surface), _FAINT), 1))
    for hatch in hatches:
        left = max(axes.x_of(hatch.start_s), axes.area.left())
        right = min(axes.x_of(hatch.end_s), axes.area.right())
        if right > left:
            box = QRectF(left, axes.area.top(), right - left, axes.area.height())
            painter.drawLines(_slants(box))
    painter.restore()


def _slants(box: QRectF) -> list[QLineF]:
    """Lines at 45 degrees across ``box``, on a grid that does not move with it."""
    lowest = box.left() + box.top()
    first = np.ceil(lowest / _HATCH_STEP) * _HATCH_STEP
    sums = np.arange(first, box.right() + box.bottom(), _HATCH_STEP)
    start = np.maximum(box.left(), sums - box.bottom())
    end = np.minimum(box.right(), sums - box.top())
    return [QLineF(a, c - a, b, c - b) for a, b, c in zip(start, end, sums, strict=True) if b > a]


def _crisp(length: float) -> float:
    """The middle of a pixel, so that a line of one pixel fills one."""
    return float(np.floor(length)) + 0.5
