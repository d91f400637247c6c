"""A chart of curves over time with a crosshair that does not redraw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.plan import LABELS
from pulse_desktop.ui.charts.scale import top
from pulse_desktop.ui.charts.summary import summary
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import colours, scaled, sizes, tabular

_BAND_ALPHA = 40
_LINES_HIGH = 9
_AXIS_CHARACTERS = 10
_FAR_KEY_STEP = 10
_BEHIND_CURVES = -10


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric's points."""

    metric: Metric
    line: Line


class LineChart(QWidget):
    """Title and values above, curves below. All curves share one unit."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._curves: tuple[Curve, ...] = ()
        self._window = (0.0, 1.0)
        self._formats = Formats()
        self._plot = pg.PlotWidget(self, axisItems={"bottom": pg.DateAxisItem()})
        self._legend = _Legend(title, self)
        self._cross = _Crosshair(self._plot, self)
        self._prepare()
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, size.small)
        column.setSpacing(0)
        column.addWidget(self._legend)
        column.addWidget(self._plot)
        self._plot.setFixedHeight(_LINES_HIGH * size.large)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is drawn."""
        return self._curves

    @property
    def window_s(self) -> tuple[float, float]:
        """The instants at both ends of the time axis, epoch seconds."""
        return self._window

    def show_curves(
        self, curves: Sequence[Curve], window: tuple[float, float], formats: Formats
    ) -> None:
        """Draw ``curves`` between two epoch seconds."""
        self._curves, self._window, self._formats = tuple(curves), window, formats
        self._draw()

    def value_at(self, metric: Metric, at_s: float) -> float | None:
        """The value of the point nearest to an instant; ``None`` in a gap."""
        curve = next((c for c in self._curves if c.metric is metric), None)
        if curve is None or not len(curve.line.at_s):
            return None
        nearest = int(np.argmin(np.abs(curve.line.at_s - at_s)))
        value = float(curve.line.value[nearest])
        return None if np.isnan(value) else value

    def attend(self, at_s: float | None) -> None:
        """Show the values at an instant, or the newest for ``None``."""
        moment = "" if at_s is None else self._formats.absolute(datetime.fromtimestamp(at_s, UTC))
        self._legend.tell(self._entries(at_s), moment)

    def instants(self) -> FloatArray:
        """The instants of the first curve's points, epoch seconds."""
        return self._curves[0].line.at_s if self._curves else np.empty(0)

    def _prepare(self) -> None:
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setClipToView(True)
        self._plot.setDownsampling(auto=True, mode="peak")
        self._plot.getPlotItem().setContentsMargins(0, sizes(self.font()).small, 0, 0)

    def _draw(self) -> None:
        tokens = colours(self.palette())
        self._plot.clear()
        self._plot.setBackground(tokens.surface)
        for position, curve in enumerate(self._curves):
            colour = QColor(tokens.series[position])
            if _has_band(curve.line):
                self._draw_band(curve.line, colour)
            pen = pg.mkPen(colour, width=1)
            points = curve.line.at_s, curve.line.value
            self._plot.plot(*points, pen=pen, connect="finite", antialias=True)
        self._draw_axes()
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._spoken())
        self._cross.setAccessibleName(f"{self._title}. {self._spoken()}")
        self.attend(None)
        self._cross.forget()

    def _draw_band(self, line: Line, colour: QColor) -> None:
        """Fill between the extremes of each bucket; a NaN row parts the fill."""
        fill = QColor(colour)
        fill.setAlpha(_BAND_ALPHA)
        for start, end in _unbroken(line.value):
            part = slice(start, end)
            low = pg.PlotDataItem(line.at_s[part], line.minimum[part])
            high = pg.PlotDataItem(line.at_s[part], line.maximum[part])
            self._plot.addItem(pg.FillBetweenItem(low, high, brush=pg.mkBrush(fill)))

    def _draw_axes(self) -> None:
        tokens, size = colours(self.palette()), sizes(self.font())
        self._plot.setXRange(*self._window, padding=0)
        left, bottom = self._plot.getAxis("left"), self._plot.getAxis("bottom")
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(tokens.border, width=1))
            axis.setTextPen(pg.mkPen(tokens.muted))
            axis.setStyle(tickFont=tabular(scaled(self.font(), 0.88)), tickLength=0)
        left.setStyle(hideOverlappingLabels=False)
        left.setWidth(_AXIS_CHARACTERS * size.character)
        if not self._curves:
            return
        metric = self._curves[0].metric
        end = top(metric.unit, max(_highest(curve.line) for curve in self._curves))
        self._plot.setYRange(0, end, padding=0.02)
        ticks = [(value, self._formats.value(metric, value)) for value in (0.0, end / 2, end)]
        left.setTicks([ticks])
        # The axis' own grid would drop the labels at both ends.
        for value, _label in ticks:
            pen = pg.mkPen(tokens.track, width=1)
            line = pg.InfiniteLine(value, angle=0, pen=pen)
            line.setZValue(_BEHIND_CURVES)
            self._plot.addItem(line, ignoreBounds=True)

    def _spoken(self) -> str:
        return " ".join(summary(c.metric, c.line, self._formats) for c in self._curves)

    def _entries(self, at_s: float | None) -> list[tuple[str, str, str]]:
        """Colour, label and value of each curve."""
        tokens = colours(self.palette())
        entries = []
        for position, curve in enumerate(self._curves):
            if at_s is None:
                finite = curve.line.value[~np.isnan(curve.line.value)]
                value = float(finite[-1]) if len(finite) else None
            else:
                value = self.value_at(curve.metric, at_s)
            label = self._label(curve.metric) if len(self._curves) > 1 else ""
            text = self._formats.value(curve.metric, value)
            entries.append((tokens.series[position], label, text))
        return entries

    def _label(self, metric: Metric) -> str:
        return self._formats.say(LABELS.get(metric, metric.label))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._curves:
            self._draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cross.cover()


class _Legend(QWidget):
    """The title, and each curve's colour, label and value."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._entries: list[tuple[str, str, str]] = []
        self._moment = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, entries: list[tuple[str, str, str]], moment: str) -> None:
        """Show other values; ``moment`` is empty for the newest."""
        if (entries, moment) != (self._entries, self._moment):
            self._entries, self._moment = entries, moment
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(sizes(self.font()).large * 1.4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, size = colours(self.palette()), sizes(self.font())
        font = tabular(self.font())
        metrics = QFontMetricsF(font)
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(scaled(font, 1.0, bold=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(QPointF(0, baseline), self._moment or self._title)
        painter.setFont(font)
        right = float(self.width())
        for colour, label, value in reversed(self._entries):
            text = f"{label} {value}" if label else value
            right -= metrics.horizontalAdvance(text)
            painter.drawText(QPointF(right, baseline), text)
            right -= size.small + size.tight
            swatch = QRectF(right, baseline - metrics.xHeight() / 2 - 1, size.small, 2)
            painter.fillRect(swatch, QColor(colour))
            right -= size.medium


class _Crosshair(QWidget):
    """Lies over the plot, shows a picture of it and draws its line on that: curves stay put."""

    def __init__(self, plot: pg.PlotWidget, chart: LineChart) -> None:
        super().__init__(chart)
        self._plot = plot
        self._chart = chart
        self._picture: QPixmap | None = None
        self._at_s: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def forget(self) -> None:
        """The curves changed: take another picture when next painted."""
        self._picture = None
        self._chart.attend(self._at_s)
        self.update()

    def cover(self) -> None:
        """Lie over the plot, wherever it is now."""
        self.setGeometry(self._plot.geometry())
        self.raise_()
        self.forget()

    def _move_to(self, at_s: float | None) -> None:
        self._at_s = at_s
        self._chart.attend(at_s)
        self.update()

    def _instant(self, x: float) -> float:
        view = self._plot.getPlotItem().getViewBox()
        return float(view.mapSceneToView(QPointF(x, 0)).x())

    def _left(self, at_s: float) -> float:
        view = self._plot.getPlotItem().getViewBox()
        return float(view.mapViewToScene(QPointF(at_s, 0)).x())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._plot.grab()
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._picture)
            tokens = colours(self.palette())
            if self._at_s is not None:
                x = round(self._left(self._at_s))
                painter.fillRect(x, 0, 1, self.height(), QColor(tokens.accent))
            if self.hasFocus():
                painter.setPen(QColor(tokens.accent))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        finally:
            painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at_s = self._instant(event.position().x())
        first, last = self._chart.window_s
        self._move_to(at_s if first <= at_s <= last else None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._move_to(None)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        instants = self._chart.instants()
        if steps is None or not len(instants):
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            steps *= _FAR_KEY_STEP
        here = len(instants) - 1
        if self._at_s is not None:
            here = int(np.argmin(np.abs(instants - self._at_s))) + steps
        self._move_to(float(instants[min(max(here, 0), len(instants) - 1)]))


def _has_band(line: Line) -> bool:
    return bool(np.any(line.maximum > line.minimum))


def _highest(line: Line) -> float:
    known = line.maximum[~np.isnan(line.maximum)]
    return float(known.max()) if len(known) else 0.0


def _unbroken(value: FloatArray) -> list[tuple[int, int]]:
    """Start and end of each run without NaN."""
    known = np.concatenate(([False], ~np.isnan(value), [False]))
    edges = np.flatnonzero(known[1:] != known[:-1])
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
