"""Curves, fast on pixels and whole in vector files.

A raster device strokes one long path in a time that grows with the square of its turns, so it is
given a few points at a time; a vector file keeps each curve in one piece.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pulse_desktop.history.line import FloatArray
from pulse_desktop.ui.charts.look import Look, mixed
from pulse_desktop.ui.charts.painter_axes import Axes, Course, course, runs
from pulse_desktop.ui.charts.painter_polygon import draw_segments, is_raster, polygon
from pulse_desktop.ui.charts.painter_span import fill_span
from pulse_desktop.ui.charts.picture import Band, Dash, Stroke, Trace

_BAND_ALPHA = 40
_CROWD_ALPHA = 64
_IMPORTED = 0.5
"""Share of its colour that a curve keeps where another program recorded it."""

_PIECE = 8
"""Points at a time: the fastest of 4 to 64 for pens of 2 to 8 device pixels."""

_THIN = 2.0
"""Pixels of the device up to which a curve is drawn by its segments."""

_DASHES = {
    Dash.SOLID: (),
    Dash.DASH: (6.0, 3.0),
    Dash.DOT: (1.5, 2.5),
    Dash.DASH_DOT: (7.0, 2.5, 1.5, 2.5),
}
"""Lengths in pixels at a width of one."""

_HUE_DASHES = (
    (),
    (6.0, 3.0),
    (1.5, 2.5),
    (7.0, 2.5, 1.5, 2.5),
    (12.0, 4.0),
    (3.0, 3.0),
    (12.0, 3.0, 1.5, 3.0),
    (7.0, 2.5, 1.5, 2.5, 1.5, 2.5),
)
"""What stands for the eight colours where there are none."""

_SECOND_ROUND = 1.6
"""Times as wide are the curves that colours alone would not tell apart, where there are none."""


def paint_trace(painter: QPainter, axes: Axes, trace: Trace, look: Look) -> None:
    """The curve, upon the span between its extremes where it has one."""
    path = course(trace.line, axes)
    colour = look.series(trace.stroke.hue)
    if trace.has_band and bool(np.any(trace.line.maximum > trace.line.minimum)):
        fill_span(painter, path, _clear(colour, _BAND_ALPHA))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(look.colours.surface)
    for start, end, is_imported in _parts(path):
        painter.setPen(
            pen(trace.stroke, mixed(colour, ground, _IMPORTED) if is_imported else colour, look)
        )
        _stroke(painter, path.x[start:end], path.y[start:end])
    painter.restore()


def paint_band(painter: QPainter, axes: Axes, band: Band, look: Look) -> None:
    """How many series lie, with the median in it."""
    path = course(band.line, axes)
    fill_span(painter, path, _clear(QColor(look.colours.off), _CROWD_ALPHA))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.colours.off), 1))
    for start, end, _ in _parts(path):
        _stroke(painter, path.x[start:end], path.y[start:end])
    painter.restore()


def pen(stroke: Stroke, colour: QColor, look: Look) -> QPen:
    """What a curve is drawn with."""
    made = QPen(colour, 2.0 if stroke.is_emphasised else 1.0)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look.is_monochrome and stroke.dash is not Dash.SOLID:
        made.setWidthF(made.widthF() * _SECOND_ROUND)
    return _dashed(made, stroke, look)


def sample_pen(stroke: Stroke, colour: QColor, look: Look) -> QPen:
    """What stands for a curve in the legend: twice as wide, with the same dashes."""
    made = pen(stroke, colour, look)
    made.setWidthF(made.widthF() * (1 if stroke.is_emphasised else 2))
    return _dashed(made, stroke, look)


def _dashed(plain: QPen, stroke: Stroke, look: Look) -> QPen:
    """Qt counts dashes in widths of the pen."""
    dashes = _DASHES[stroke.dash]
    if look.is_monochrome and stroke.hue % len(_HUE_DASHES):
        dashes = _HUE_DASHES[stroke.hue % len(_HUE_DASHES)]
    if dashes:
        plain.setDashPattern([length / plain.widthF() for length in dashes])
    return plain


def _parts(path: Course) -> Iterator[tuple[int, int, bool]]:
    """Runs without a gap, parted where the one who recorded changes."""
    for start, end in runs(~np.isnan(path.y)):
        if path.imported is None:
            yield start, end, False
            continue
        flags = path.imported[start:end]
        turns = [0, *(np.flatnonzero(flags[1:] != flags[:-1]) + 1).tolist(), end - start]
        for first, last in pairwise(turns):
            # The way to the next part is drawn with this one, so that the curve stays whole.
            yield start + first, min(start + last + 1, end), bool(flags[first])


def _stroke(painter: QPainter, x: FloatArray, y: FloatArray) -> None:
    points = np.column_stack((x, y))
    if len(points) == 1:
        _dot(painter, QPointF(*points[0].tolist()))
    elif not is_raster(painter):
        painter.drawPolyline(polygon(points))
    elif painter.pen().style() is not Qt.PenStyle.SolidLine:
        _stroke_dashed(painter, points)
    elif _device_width(painter) <= _THIN:
        _stroke_thin(painter, points)
    else:
        for piece in _pieces(points):
            painter.drawPolyline(polygon(piece))


def _device_width(painter: QPainter) -> float:
    device = painter.deviceTransform()
    return painter.pen().widthF() * math.hypot(device.m11(), device.m12())


def _stroke_thin(painter: QPainter, points: FloatArray) -> None:
    """By segments: how they meet is not seen, and there is no outline to make."""
    thin = painter.pen()
    thin.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(thin)
    draw_segments(painter, points)


def _stroke_dashed(painter: QPainter, points: FloatArray) -> None:
    """In pieces, each of which goes on with the dash where the one before left it."""
    dashed, walked = painter.pen(), 0.0
    for piece in _pieces(points):
        dashed.setDashOffset(walked / dashed.widthF())
        painter.setPen(dashed)
        painter.drawPolyline(polygon(piece))
        walked += float(np.hypot(*np.diff(piece, axis=0).T).sum())


def _pieces(points: FloatArray) -> Iterator[FloatArray]:
    for start in range(0, len(points) - 1, _PIECE):
        yield points[start : start + _PIECE + 1]


def _dot(painter: QPainter, at: QPointF) -> None:
    """A reading between two gaps, which has no length."""
    radius = max(1.0, painter.pen().widthF())
    painter.save()
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(at, radius, radius)
    painter.restore()


def _clear(colour: QColor, alpha: int) -> QColor:
    clear = QColor(colour)
    clear.setAlpha(alpha)
    return clear
