"""Draws panels into pixmaps. One scene of pyqtgraph serves every panel of a column in turn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from pulse_desktop.history.line import Line
from pulse_desktop.ui.charts import ground
from pulse_desktop.ui.charts.axis_labels import write_times, write_values
from pulse_desktop.ui.charts.library import pg
from pulse_desktop.ui.charts.look import mixed
from pulse_desktop.ui.charts.path import Path, paths
from pulse_desktop.ui.charts.picture import Dash, Panel, Picture, Stroke, Trace
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.theme import Colours

if TYPE_CHECKING:
    from pyqtgraph import PlotCurveItem

_BAND_SHARE = 0.18
_BAND_SHARE_OF_MANY = 0.10
"""How much of a curve's colour its band has; less where bands lie over each other."""

_IMPORTED_SHARE = 0.5
_WIDE, _THIN = 2, 1
_EMPHASISED_Z = 10
_DASHES = {
    Dash.SOLID: Qt.PenStyle.SolidLine,
    Dash.DASH: Qt.PenStyle.DashLine,
    Dash.DOT: Qt.PenStyle.DotLine,
    Dash.DASH_DOT: Qt.PenStyle.DashDotLine,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a panel is drawn on."""

    size: QSize
    """Device-independent pixels."""

    area: PlotArea
    tokens: Colours
    font: QFont
    """Of the labels."""

    has_values: bool
    """Whether the value axis is labelled."""

    has_times: bool
    not_recorded: str
    """What is written over a span without recordings, where there is room."""


class Plot(QWidget):
    """A scene that is never shown itself: what it draws is shown by whoever asked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._view = pg.GraphicsView(self, background=None)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.disableAutoRange()
        self._view.addItem(self._box)

    def drawn(self, picture: Picture, panel: Panel, paper: Paper) -> QPixmap:
        """One panel of a picture, in the pixels of the screen."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(paper.size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(paper.tokens.surface))
        painter = QPainter(pixmap)
        try:
            _paint_ground(painter, picture, panel, paper)
            self._paint_curves(painter, panel, paper)
            _write(painter, picture, paper)
        finally:
            painter.end()
        return pixmap

    def _paint_curves(self, painter: QPainter, panel: Panel, paper: Paper) -> None:
        """The scene's unit is a pixel: seconds since 1970 and bytes do not fit its transforms."""
        area = paper.area
        whole = QRectF(QRect(QPoint(), paper.size))
        self._box.setGeometry(QRectF(area.left, area.top, area.width, area.height))
        self._box.setRange(xRange=(0, area.width), yRange=(0, area.height), padding=0)
        ratio = self.devicePixelRatioF()
        curves = [_median(band.line, paper, ratio) for band in panel.bands]
        curves += [curve for trace in panel.traces for curve in _curves(trace, paper, ratio)]
        for curve in curves:
            self._box.addItem(curve, ignoreBounds=True)
        try:
            self._view.scene().render(painter, whole, whole)
        finally:
            for curve in curves:
                self._box.removeItem(curve)


def _paint_ground(painter: QPainter, picture: Picture, panel: Panel, paper: Paper) -> None:
    area, tokens = paper.area, paper.tokens
    ground.paint_hatches(painter, area, picture.hatches, tokens)
    ground.paint_rules(painter, area, picture, tokens)
    banded = [trace for trace in panel.traces if trace.has_band and _is_wide(trace)]
    share = _BAND_SHARE if len(banded) == 1 else _BAND_SHARE_OF_MANY
    for band in panel.bands:
        ground.paint_band(painter, area, band.line, _tint(tokens.muted, _BAND_SHARE))
    for trace in banded:
        colour = _tint(tokens.series[trace.stroke.hue], share)
        ground.paint_band(painter, area, trace.line, colour)


def _write(painter: QPainter, picture: Picture, paper: Paper) -> None:
    area, font, tokens = paper.area, paper.font, paper.tokens
    painter.setBackground(QColor(tokens.surface))
    painter.setPen(QColor(tokens.muted))
    ground.name_hatches(painter, area, picture.hatches, font, paper.not_recorded)
    if paper.has_values:
        write_values(painter, area, font, tokens)
    if paper.has_times:
        write_times(painter, area, picture.time_ticks, font, tokens)


def _curves(trace: Trace, paper: Paper, ratio: float) -> "list[PlotCurveItem]":
    colour = QColor(paper.tokens.series[trace.stroke.hue])
    drawn = paths(trace.line, paper.area)
    own = _curve(drawn.own, colour, trace.stroke, ratio)
    if drawn.imported is None:
        return [own]
    light = mixed(colour, QColor(paper.tokens.surface), _IMPORTED_SHARE)
    return [_curve(drawn.imported, light, trace.stroke, ratio), own]


def _median(line: Line, paper: Paper, ratio: float) -> "PlotCurveItem":
    """Neutral, so that the colours stay those of the named curves."""
    return _curve(paths(line, paper.area).own, QColor(paper.tokens.muted), Stroke(0), ratio)


def _curve(path: Path, colour: QColor, stroke: Stroke, ratio: float) -> "PlotCurveItem":
    """Pens count device pixels. Wide ones draw each segment apart, which dashes do not survive."""
    width = (_WIDE if stroke.is_emphasised else _THIN) * ratio
    is_dashed = stroke.dash is not Dash.SOLID
    item = pg.PlotCurveItem(
        path.x,
        path.y,
        pen=pg.mkPen(colour, width=_THIN if is_dashed else width, style=_DASHES[stroke.dash]),
        connect="all" if path.is_whole else "finite",
        skipFiniteCheck=True,
        antialias=True,
    )
    if width > _THIN and not is_dashed:
        item.setSegmentedLineMode("on")
    if stroke.is_emphasised:
        item.setZValue(_EMPHASISED_Z)
    return item


def _is_wide(trace: Trace) -> bool:
    return bool(np.any(trace.line.maximum > trace.line.minimum))


def _tint(colour: str, share: float) -> QColor:
    tint = QColor(colour)
    tint.setAlphaF(share)
    return tint
