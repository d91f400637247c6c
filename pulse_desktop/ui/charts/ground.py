"""Paints what lies below the curves of a plot: gaps in recording, the ticks' lines, and bands."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from pulse_desktop.history.line import Line
from pulse_desktop.ui.charts.band_image import band_mask
from pulse_desktop.ui.charts.picture import Hatch, Picture
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.theme import Colours

_ROOM_FOR_WORDS = 1.5
"""Times their width: below that a hatched span has none."""


def paint_hatches(
    painter: QPainter, area: PlotArea, hatches: Iterable[Hatch], tokens: Colours
) -> None:
    """Spans in which nothing was recorded."""
    brush = QBrush(QColor(tokens.border), Qt.BrushStyle.BDiagPattern)
    for hatch in hatches:
        painter.fillRect(_span(hatch, area), brush)


def name_hatches(
    painter: QPainter, area: PlotArea, hatches: Iterable[Hatch], font: QFont, words: str
) -> None:
    """The words on a ground of their own, where they have room. In the painter's colours."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(words)
    painter.setFont(font)
    for hatch in hatches:
        span = _span(hatch, area)
        if span.width() > width * _ROOM_FOR_WORDS:
            place = QRectF(0, 0, width + metrics.height(), metrics.height() * 1.2)
            place.moveCenter(span.center())
            painter.fillRect(place, painter.background())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def paint_rules(painter: QPainter, area: PlotArea, picture: Picture, tokens: Colours) -> None:
    """Lines at the value ticks and where a day (or the like) begins; the lowest is the base."""
    left, right = area.left, area.left + area.width
    levels = [round(area.y_of(tick.at)) + 0.5 for tick in area.scale.ticks]
    days = [round(area.x_of(tick.at)) + 0.5 for tick in picture.time_ticks if tick.is_major]
    painter.setPen(QPen(QColor(tokens.track), 1))
    painter.drawLines([QLineF(left, y, right, y) for y in levels[1:]])
    painter.drawLines([QLineF(x, area.top, x, area.top + area.height) for x in days])
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.drawLines([QLineF(left, y, right, y) for y in levels[:1]])


def paint_band(painter: QPainter, area: PlotArea, line: Line, colour: QColor) -> None:
    """Fill between the extremes of ``line`` with a translucent colour."""
    ratio = painter.device().devicePixelRatio()
    mask = band_mask(line, area, ratio)
    if mask is None:
        return
    rows, columns = mask.inside.shape
    pixels = mask.inside * np.uint32(_premultiplied(colour))
    form = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(pixels.data, columns, rows, 4 * columns, form)
    image.setDevicePixelRatio(ratio)
    left, top = round(area.left * ratio), round(area.top * ratio) + mask.top
    painter.drawImage(QPointF(left / ratio, top / ratio), image)


def _span(hatch: Hatch, area: PlotArea) -> QRectF:
    left, right = area.x_of(hatch.start_s), area.x_of(hatch.end_s)
    return QRectF(left, area.top, max(1.0, right - left), area.height)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alpha()
    red, green, blue = (
        part * alpha // 255 for part in (colour.red(), colour.green(), colour.blue())
    )
    return alpha << 24 | red << 16 | green << 8 | blue
