"""Draws panels with pyqtgraph into pixmaps: one scene serves every panel of a column in turn."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QWidget

from pulse_desktop.ui.charts.axis_labels import write_times, write_values
from pulse_desktop.ui.charts.band_image import band_mask
from pulse_desktop.ui.charts.look import mixed
from pulse_desktop.ui.charts.path import Path, paths
from pulse_desktop.ui.charts.picture import Band, Dash, Panel, Picture, Stroke, Tick, Trace
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.charts.scene_items import BandItem, HatchItem, RuleItem
from pulse_desktop.ui.theme import Colours

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

    size: QSizeF
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
        self._view = pg.GraphicsView(self)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.disableAutoRange()
        self._items: list[QGraphicsItem] = []
        self._curves: list[pg.PlotCurveItem] = []
        self._view.addItem(self._box)

    def drawn(self, picture: Picture, panel: Panel, paper: Paper) -> QPixmap:
        """One panel of a picture, in the pixels of the screen."""
        self._view.setBackground(paper.tokens.surface)
        self._view.resize(paper.size.toSize())
        self._place(paper)
        self._fill(picture, panel, paper)
        try:
            pixmap: QPixmap = self._view.grab()
        finally:
            self._clear()
        self._label(pixmap, picture, paper)
        return pixmap

    def _place(self, paper: Paper) -> None:
        area = paper.area
        self._box.setGeometry(QRectF(area.left, area.top, area.width, area.height))
        self._box.setRange(
            xRange=(0, area.width), yRange=(0, area.height), padding=0, disableAutoRange=True
        )

    def _label(self, pixmap: QPixmap, picture: Picture, paper: Paper) -> None:
        painter = QPainter(pixmap)
        try:
            if paper.has_values:
                write_values(painter, paper.area, paper.font, paper.tokens)
            if paper.has_times:
                ticks = picture.time_ticks
                write_times(painter, paper.area, ticks, paper.font, paper.tokens)
        finally:
            painter.end()

    def _fill(self, picture: Picture, panel: Panel, paper: Paper) -> None:
        area, tokens = paper.area, paper.tokens
        self._lay(HatchItem(picture.hatches, paper.area, tokens, paper.font, paper.not_recorded))
        self._lay(RuleItem(_heights(panel.scale.ticks, area), _days(picture, area), area, tokens))
        banded = [trace for trace in panel.traces if trace.has_band and _is_wide(trace)]
        share = _BAND_SHARE if len(banded) == 1 else _BAND_SHARE_OF_MANY
        for band in panel.bands:
            self._add_field(band, paper)
        for trace in banded:
            self._add_band(trace, share, paper)
        for trace in panel.traces:
            self._add_trace(trace, paper)

    def _add_field(self, band: Band, paper: Paper) -> None:
        """How many series lie: neutral, so that the colours stay those of the named ones."""
        colour = QColor(paper.tokens.muted)
        colour.setAlphaF(_BAND_SHARE)
        self._lay(
            BandItem(band_mask(band.line, paper.area, self.devicePixelRatioF()), paper.area, colour)
        )
        median = paths(band.line, paper.area).own
        self._add(_curve(median, QColor(paper.tokens.muted), Stroke(0)))

    def _add_band(self, trace: Trace, share: float, paper: Paper) -> None:
        colour = QColor(paper.tokens.series[trace.stroke.hue])
        colour.setAlphaF(share)
        mask = band_mask(trace.line, paper.area, self.devicePixelRatioF())
        self._lay(BandItem(mask, paper.area, colour))

    def _add_trace(self, trace: Trace, paper: Paper) -> None:
        colour = QColor(paper.tokens.series[trace.stroke.hue])
        drawn = paths(trace.line, paper.area)
        if drawn.imported is not None:
            light = mixed(colour, QColor(paper.tokens.surface), _IMPORTED_SHARE)
            self._add(_curve(drawn.imported, light, trace.stroke))
        self._add(_curve(drawn.own, colour, trace.stroke))

    def _lay(self, item: QGraphicsItem) -> None:
        item.setParentItem(self._box.childGroup)
        self._items.append(item)

    def _add(self, curve: pg.PlotCurveItem) -> None:
        self._box.addItem(curve, ignoreBounds=True)
        self._curves.append(curve)

    def _clear(self) -> None:
        for curve in self._curves:
            self._box.removeItem(curve)
        for item in self._items:
            self._view.scene().removeItem(item)
        self._curves.clear()
        self._items.clear()


def _curve(path: Path, colour: QColor, stroke: Stroke) -> pg.PlotCurveItem:
    width = _WIDE if stroke.is_emphasised else _THIN
    item = pg.PlotCurveItem(
        path.x,
        path.y,
        pen=pg.mkPen(colour, width=width, style=_DASHES[stroke.dash]),
        connect="all" if path.is_whole else "finite",
        skipFiniteCheck=True,
        antialias=True,
    )
    if stroke.is_emphasised:
        item.setSegmentedLineMode("on")
        item.setZValue(_EMPHASISED_Z)
    return item


def _is_wide(trace: Trace) -> bool:
    return bool(np.any(trace.line.maximum > trace.line.minimum))


def _heights(ticks: tuple[Tick, ...], area: PlotArea) -> tuple[float, ...]:
    return tuple(area.height_of(tick.at) for tick in ticks)


def _days(picture: Picture, area: PlotArea) -> tuple[float, ...]:
    return tuple(area.x_of(tick.at) - area.left for tick in picture.time_ticks if tick.is_major)
