"""What lies below the curves of a plot. The scene's unit is a pixel, upwards."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pulse_desktop.ui.charts.band_image import Mask
from pulse_desktop.ui.charts.picture import Hatch
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.theme import Colours

_HATCH_Z, _RULE_Z, _BAND_Z = -30, -20, -10


class _Ground(QGraphicsItem):
    """Something that covers a plot."""

    def __init__(self, area: PlotArea, z: int) -> None:
        super().__init__()
        self._bounds = QRectF(0, 0, area.width, area.height)
        self.setZValue(z)

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds


class BandItem(_Ground):
    """A filled span."""

    def __init__(self, mask: Mask, area: PlotArea, colour: QColor) -> None:
        super().__init__(area, _BAND_Z)
        pixels = np.where(mask, np.uint32(_premultiplied(colour)), np.uint32(0))
        rows, columns = mask.shape
        self._pixels = np.ascontiguousarray(pixels[::-1])  # the scene points upwards
        self._image = QImage(
            self._pixels.data,
            columns,
            rows,
            4 * columns,
            QImage.Format.Format_ARGB32_Premultiplied,
        )

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.drawImage(self._bounds, self._image)


class RuleItem(_Ground):
    """Lines at the ticks of both axes; the lowest is the base line."""

    def __init__(
        self,
        heights: Sequence[float],
        places: Sequence[float],
        area: PlotArea,
        tokens: Colours,
    ) -> None:
        super().__init__(area, _RULE_Z)
        self._base = QLineF(0, 0.5, area.width, 0.5)
        self._lines = [
            *(QLineF(0, round(y) - 0.5, area.width, round(y) - 0.5) for y in heights[1:]),
            *(QLineF(round(x) + 0.5, 0, round(x) + 0.5, area.height) for x in places),
        ]
        self._tokens = tokens

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setPen(QPen(QColor(self._tokens.track), 1))
        painter.drawLines(self._lines)
        painter.setPen(QPen(QColor(self._tokens.border), 1))
        painter.drawLine(self._base)


class HatchItem(_Ground):
    """Spans in which nothing was recorded; the words where they have room."""

    def __init__(
        self,
        hatches: Sequence[Hatch],
        area: PlotArea,
        tokens: Colours,
        font: QFont,
        words: str,
    ) -> None:
        super().__init__(area, _HATCH_Z)
        self._spans = [_span(hatch, area) for hatch in hatches]
        self._tokens = tokens
        self._font = font
        self._words = words

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        metrics = QFontMetricsF(self._font)
        brush = QBrush(QColor(self._tokens.border), Qt.BrushStyle.BDiagPattern)
        for span in self._spans:
            painter.fillRect(span, brush)
            if span.width() > metrics.horizontalAdvance(self._words) * 1.5:
                self._write(painter, span, metrics)

    def _write(self, painter: QPainter, span: QRectF, metrics: QFontMetricsF) -> None:
        """The words on a ground of their own. Text stands upright although the scene does not."""
        painter.save()
        painter.translate(span.center())
        painter.scale(1, -1)
        width = metrics.horizontalAdvance(self._words)
        ground = QRectF(-width / 2, -metrics.height() / 2, width, metrics.height())
        painter.fillRect(ground.adjusted(-6, -2, 6, 2), QColor(self._tokens.surface))
        painter.setFont(self._font)
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(QPointF(ground.left(), ground.top() + metrics.ascent()), self._words)
        painter.restore()


def _span(hatch: Hatch, area: PlotArea) -> QRectF:
    left = area.x_of(hatch.start_s) - area.left
    right = area.x_of(hatch.end_s) - area.left
    return QRectF(left, 0, max(1.0, right - left), area.height)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alpha()
    red, green, blue = (
        part * alpha // 255 for part in (colour.red(), colour.green(), colour.blue())
    )
    return alpha << 24 | red << 16 | green << 8 | blue
