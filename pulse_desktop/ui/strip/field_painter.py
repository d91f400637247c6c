"""Paints what lies below the header of a card; everything but the crosshair, into pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from pulse_desktop.ui import shapes
from pulse_desktop.ui.charts.look import Look, fixed
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_curve import paint_trace
from pulse_desktop.ui.charts.painter_plot import paint_hatches, paint_plot
from pulse_desktop.ui.charts.picture import Hatch, Panel, Trace
from pulse_desktop.ui.strip.geometry import Boxes
from pulse_desktop.ui.strip.lane import Mark

_LABEL = 0.76
_GROUND_ALPHA = 190


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What is painted of a field."""

    panel: Panel
    window_s: tuple[float, float]
    hatches: tuple[Hatch, ...] = ()
    marks: tuple[Mark, ...] = ()
    instant_s: float | None = None
    """The past instant that the table shows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is painted on."""

    size: QSizeF
    ratio: float
    """Pixels of the device for each of ``size``."""

    look: Look


def field_picture(plot: Plot, boxes: Boxes, sheet: Sheet) -> QPixmap:
    """Scale, gaps, band, curves and lane on a transparent ground."""
    canvas, look = _canvas(sheet), sheet.look
    painter = QPainter(canvas)
    try:
        axes = Axes(boxes.plot, plot.window_s, plot.panel.scale)
        paint_hatches(painter, axes, plot.hatches, look)
        paint_plot(painter, boxes.plot, plot.panel, plot.window_s, look)
        if plot.instant_s is not None:
            _instant(painter, axes, plot.instant_s, look)
        _lane(painter, plot, boxes.lane, look)
        _labels(painter, plot.panel, boxes.plot, look)
    finally:
        painter.end()
    return canvas


def traces_picture(traces: Sequence[Trace], plot: Plot, boxes: Boxes, sheet: Sheet) -> QPixmap:
    """The curves that stand out, alone."""
    canvas = _canvas(sheet)
    painter = QPainter(canvas)
    try:
        axes = Axes(boxes.plot, plot.window_s, plot.panel.scale)
        for trace in traces:
            paint_trace(painter, axes, trace, sheet.look)
    finally:
        painter.end()
    return canvas


def _canvas(sheet: Sheet) -> QPixmap:
    canvas = QPixmap((sheet.size * sheet.ratio).toSize())
    canvas.setDevicePixelRatio(sheet.ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    return canvas


def _instant(painter: QPainter, axes: Axes, at_s: float, look: Look) -> None:
    if axes.window_s[0] <= at_s <= axes.window_s[1]:
        x = axes.x_of(at_s)
        painter.setPen(QPen(QColor(look.colours.warn), 1))
        painter.drawLine(QLineF(x, axes.area.top(), x, axes.area.bottom()))


def _lane(painter: QPainter, plot: Plot, lane: QRectF, look: Look) -> None:
    start_s, end_s = plot.window_s
    side = lane.height()
    for mark in plot.marks:
        x = lane.left() + (mark.at_s - start_s) / (end_s - start_s) * lane.width()
        left = min(max(lane.left(), x - side / 2), lane.right() - side)
        box = QRectF(left, lane.top(), side, side)
        if mark.shape is None:
            painter.fillRect(box.adjusted(side / 2 - 1, 0, -side / 2, 0), QColor(look.colours.off))
        else:
            shapes.paint(painter, mark.shape, box, look.colours)


def _labels(painter: QPainter, panel: Panel, plot: QRectF, look: Look) -> None:
    """The upper end of the scale, and the lower one where that is not nought."""
    if not panel.scale.ticks:
        return
    painter.setFont(fixed(look.caption_font, look.font.pixelSize() * _LABEL))
    height = QFontMetricsF(painter.font()).height()
    _label(painter, panel.scale.ticks[-1].text, QPointF(plot.left(), plot.top() + 1), look)
    if panel.scale.lower:
        at = QPointF(plot.left(), plot.bottom() - height)
        _label(painter, panel.scale.ticks[0].text, at, look)


def _label(painter: QPainter, text: str, at: QPointF, look: Look) -> None:
    """Written on a ground of its own, at the old end, where it covers little."""
    metrics = QFontMetricsF(painter.font())
    ground = QColor(look.colours.surface)
    ground.setAlpha(_GROUND_ALPHA)
    room = QSizeF(metrics.horizontalAdvance(text) + 3, metrics.height())
    painter.fillRect(QRectF(at, room), ground)
    painter.setPen(QColor(look.colours.muted))
    painter.drawText(QPointF(at.x(), at.y() + metrics.ascent()), text)
