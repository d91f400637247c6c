"""Paints what is marked on a chart over the pixmap of its curves."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from pulse_desktop.ui.charts.legend import value_at
from pulse_desktop.ui.charts.path import paths
from pulse_desktop.ui.charts.picture import Flag, Trace
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.theme import Colours

_SPAN_ALPHA = 36
_MOST_DOTS = 12
_DOT_PX = 3.0
_CHIP_PX = 6
_EMPHASIS_PX = 2.0
_POLE_PX = 6.0


def draw_span(
    painter: QPainter, area: PlotArea, span_s: tuple[float, float], tokens: Colours
) -> None:
    """What is selected, tinted, with its ends."""
    left, right = (round(area.x_of(at_s)) for at_s in span_s)
    tint = QColor(tokens.accent)
    tint.setAlpha(_SPAN_ALPHA)
    top, height = round(area.top), round(area.height)
    painter.fillRect(left, top, right - left, height, tint)
    for edge in (left, right):
        painter.fillRect(edge, top, 1, height, QColor(tokens.accent))


def draw_crosshair(
    painter: QPainter, area: PlotArea, at_s: float, traces: Sequence[Trace], tokens: Colours
) -> None:
    """A line at an instant, and a dot where it meets each curve."""
    x = round(area.x_of(at_s))
    painter.fillRect(x, round(area.top), 1, round(area.height), QColor(tokens.muted))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.surface), 1))
    for trace in traces[:_MOST_DOTS]:
        value = value_at(trace.line, at_s)
        if value is not None and area.scale.lower <= value <= area.scale.upper:
            painter.setBrush(QColor(tokens.series[trace.stroke.hue]))
            painter.drawEllipse(QPointF(x + 0.5, area.y_of(value)), _DOT_PX, _DOT_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_chip(
    painter: QPainter, area: PlotArea, x: float, text: str, font: QFont, tokens: Colours
) -> None:
    """Words at the foot of a plot, below a place on it but never beyond its ends."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * _CHIP_PX
    left = min(max(x - width / 2, 0.0), area.left + area.width + _CHIP_PX - width)
    chip = QRectF(left, area.top + area.height + 1, width, metrics.height() + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.text))
    painter.drawRoundedRect(chip, 2, 2)
    painter.setFont(font)
    painter.setPen(QColor(tokens.surface))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def draw_emphasised(painter: QPainter, area: PlotArea, trace: Trace, tokens: Colours) -> None:
    """A curve once more, wide and above all others.

    As lines of their own: a wide joined path takes the raster engine forty times as long.
    """
    drawn = paths(trace.line, area)
    pen = QPen(QColor(tokens.series[trace.stroke.hue]), _EMPHASIS_PX)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(area.left, area.top, area.width, area.height))
    painter.setPen(pen)
    for path in (drawn.own, drawn.imported):
        if path is not None:
            x, y = path.x + area.left, area.top + area.height - path.y
            whole = ~(np.isnan(y[:-1]) | np.isnan(y[1:]))
            ends = np.column_stack((x[:-1], y[:-1], x[1:], y[1:]))[whole]
            painter.drawLines([QLineF(*row) for row in ends.tolist()])
    painter.setClipping(False)


def draw_flags(painter: QPainter, area: PlotArea, flags: Sequence[Flag], tokens: Colours) -> None:
    """A pole and a pennant for each note."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for flag in flags:
        if area.window_s[0] <= flag.at_s <= area.window_s[1]:
            x = round(area.x_of(flag.at_s)) + 0.5
            painter.setPen(QPen(QColor(tokens.warn), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, area.top, x, area.top + area.height))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.warn))
            top = QPointF(x, area.top)
            painter.drawPolygon(
                [top, top + QPointF(_POLE_PX, _POLE_PX / 2), top + QPointF(0, _POLE_PX)]
            )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_moment(painter: QPainter, area: PlotArea, at_s: float, tokens: Colours) -> None:
    """The past instant that the tables show."""
    if area.window_s[0] <= at_s <= area.window_s[1]:
        x = round(area.x_of(at_s))
        painter.fillRect(x - 1, round(area.top), 2, round(area.height), QColor(tokens.warn))


def draw_focus(painter: QPainter, bounds: QRectF, tokens: Colours) -> None:
    """Where the keyboard is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.drawRect(bounds.adjusted(1, 1, -1, -1))
