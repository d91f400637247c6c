"""Writes what the ticks of a picture say around a plot."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pulse_desktop.ui.charts.picture import Tick
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.theme import Colours

_BESIDE_PX = 6
_BELOW_PX = 3


def write_values(painter: QPainter, area: PlotArea, font: QFont, tokens: Colours) -> None:
    """Left of the plot, each at its height."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(tokens.muted))
    for tick in area.scale.ticks:
        left = area.left - _BESIDE_PX - metrics.horizontalAdvance(tick.text)
        middle = area.y_of(tick.at) + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(max(0.0, left), middle), tick.text)


def write_times(
    painter: QPainter, area: PlotArea, ticks: Sequence[Tick], font: QFont, tokens: Colours
) -> None:
    """Below the plot; where something larger begins, it is said louder."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    baseline = area.top + area.height + _BELOW_PX + metrics.ascent()
    for tick in ticks:
        painter.setPen(QColor(tokens.text if tick.is_major else tokens.muted))
        left = area.x_of(tick.at) - metrics.horizontalAdvance(tick.text) / 2
        painter.drawText(QPointF(left, baseline), tick.text)
