"""What is written along the two axes. What would touch its neighbour is left out."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.picture import Scale, Tick

_GAP = 6.0
_TICK = 4.0


def labels_width(scales: Sequence[Scale], look: Look) -> float:
    """What the widest label of the value axes takes, with the space beside it."""
    metrics = QFontMetricsF(look.caption_font)
    texts = [tick.text for scale in scales for tick in scale.ticks]
    return max(map(metrics.horizontalAdvance, texts), default=0.0) + _GAP


def labels_height(look: Look) -> float:
    """What the time axis takes below the plots."""
    return QFontMetricsF(look.caption_font).height() + _TICK + 1


def paint_values(painter: QPainter, axes: Axes, look: Look) -> None:
    """The labels of the value axis, to the left of the plot."""
    metrics = QFontMetricsF(look.caption_font)
    painter.setFont(look.caption_font)
    painter.setPen(QColor(look.colours.muted))
    last = float("inf")
    for tick in sorted(axes.scale.ticks, key=lambda tick: tick.at):
        middle = float(axes.y(np.array(tick.at)))
        if last - middle < metrics.height() * 0.9:
            continue
        last = middle
        x = axes.area.left() - _GAP - metrics.horizontalAdvance(tick.text)
        painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), tick.text)


def paint_times(painter: QPainter, axes: Axes, ticks: Sequence[Tick], look: Look) -> None:
    """The labels of the time axis, below the plot; those of days come before those of hours."""
    metrics = QFontMetricsF(look.caption_font)
    painter.setFont(look.caption_font)
    taken: list[tuple[float, float]] = []
    for tick in sorted(ticks, key=lambda tick: (not tick.is_major, tick.at)):
        x = axes.x_of(tick.at)
        if not axes.area.left() <= x <= axes.area.right() + 1:
            continue
        width = metrics.horizontalAdvance(tick.text)
        left = min(max(x - width / 2, axes.area.left()), axes.area.right() - width)
        if any(left < end + _GAP and start < left + width + _GAP for start, end in taken):
            continue
        taken.append((left, left + width))
        _paint_time(painter, QPointF(left, axes.area.bottom()), x, tick, look)


def paint_base(painter: QPainter, axes: Axes, look: Look) -> None:
    """The line on which the plot stands."""
    painter.setPen(QPen(QColor(look.colours.border), 1))
    y = float(np.floor(axes.area.bottom())) + 0.5
    painter.drawLine(QLineF(axes.area.left(), y, axes.area.right(), y))


def _paint_time(painter: QPainter, at: QPointF, x: float, tick: Tick, look: Look) -> None:
    metrics = QFontMetricsF(look.caption_font)
    crisp = float(np.floor(x)) + 0.5
    painter.setPen(QPen(QColor(look.colours.border), 1))
    painter.drawLine(QLineF(crisp, at.y(), crisp, at.y() + _TICK))
    painter.setPen(QColor(look.colours.text if tick.is_major else look.colours.muted))
    painter.drawText(at + QPointF(0, _TICK + 1 + metrics.ascent()), tick.text)
