"""The colour and dash of a curve, as a short piece of it."""

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from pulse_desktop.ui.charts.picture import Dash, Stroke

_RATIOS = (1.0, 1.5, 2.0, 3.0)
_PENS = {
    Dash.SOLID: Qt.PenStyle.SolidLine,
    Dash.DASH: Qt.PenStyle.DashLine,
    Dash.DOT: Qt.PenStyle.DotLine,
    Dash.DASH_DOT: Qt.PenStyle.DashDotLine,
}
_THICK = 2.0
_FAINT = 0.3


@lru_cache(maxsize=256)
def swatch(stroke: Stroke, series: tuple[str, ...], side: int, *, is_drawn: bool) -> QIcon:
    """An icon of ``side`` pixels; faint for a curve that is hidden."""
    icon = QIcon()
    for ratio in _RATIOS:
        canvas = QPixmap(round(side * ratio), round(side * ratio))
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        try:
            painter.setOpacity(1.0 if is_drawn else _FAINT)
            colour = QColor(series[stroke.hue % len(series)])
            painter.setPen(QPen(colour, _THICK, _PENS[stroke.dash], Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(0, side / 2), QPointF(side, side / 2))
        finally:
            painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # selected, it keeps its colour
            icon.addPixmap(canvas, mode)
    return icon
