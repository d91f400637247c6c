"""The legend as a table: a sample of the curve, its name, and its figures below headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter_curve import sample_pen
from pulse_desktop.ui.charts.picture import LegendRow, Panel
from pulse_desktop.ui.translation import translate

_SAMPLE = 28.0
"""Pixels of curve that are shown: long enough for two dashes."""

_GAP = 8.0
_COLUMN_GAP = 12.0
_LEADING = 1.3
_SHORTEST_NAME = 60.0


@dataclass(frozen=True, slots=True)
class LegendTable:
    """How wide its columns are, so that the tables of all panels align. Pixels."""

    name: float
    figures: dict[str, float]
    """Width of the column below each heading, in order."""

    line: float
    """Height of a row."""

    has_headings: bool
    """Whether there are figures, or several tables that have to say whose they are."""

    @property
    def width(self) -> float:
        """Of the whole."""
        return _SAMPLE + _GAP + self.name + sum(w + _COLUMN_GAP for w in self.figures.values())

    def height(self, rows: int) -> float:
        """Of that many curves with the headings."""
        return self.line * (rows + self.has_headings) if rows else 0.0

    def within(self, width: float) -> "LegendTable":
        """The same with names cut so that it fits, as far as names can be."""
        name = max(_SHORTEST_NAME, self.name - max(0.0, self.width - width))
        return replace(self, name=min(name, self.name))


def legend_table(panels: Sequence[Panel], look: Look) -> LegendTable:
    """One table for all panels, as wide as its longest entries."""
    text, caption = QFontMetricsF(look.text_font), QFontMetricsF(look.caption_font)
    name, figures = 0.0, dict[str, float]()
    for row in (row for panel in panels for row in panel.legend):
        name = max(name, text.horizontalAdvance(row.name))
        for heading, figure in row.figures:
            wide = max(caption.horizontalAdvance(heading), text.horizontalAdvance(figure))
            figures[heading] = max(figures.get(heading, 0.0), wide)
    has_headings = bool(figures) or len(panels) > 1
    return LegendTable(name + 1, figures, text.height() * _LEADING, has_headings)


def paint_legend(
    painter: QPainter, box: QRectF, panel: Panel, table: LegendTable, look: Look
) -> None:
    """The curves that ``box`` has room for below the headings, and how many more there are."""
    rows, y = panel.legend, box.top()
    room = int(box.height() / table.line + 0.01) - table.has_headings
    shown = rows if len(rows) <= room else rows[: max(0, room - 1)]
    if table.has_headings and shown:
        _paint_headings(painter, box.topLeft(), table, look)
        y += table.line
    for row in shown:
        _paint_row(painter, QRectF(box.left(), y, table.width, table.line), row, table, look)
        y += table.line
    if len(shown) < len(rows) and room > 0:
        painter.setPen(QColor(look.colours.muted))
        more = translate(mark("Charts", "and {count} more").given(count=len(rows) - len(shown)))
        painter.drawText(QPointF(box.left() + _SAMPLE + _GAP, _baseline(y, table, look)), more)


def paint_owner(
    painter: QPainter, box: QRectF, panel: Panel, table: LegendTable, look: Look
) -> None:
    """Whose curves they are, in the line of the headings, where the plot is elsewhere."""
    painter.setFont(look.heading_font)
    painter.setPen(QColor(look.colours.text))
    painter.drawText(QPointF(box.left(), _baseline(box.top(), table, look)), panel.title)


def _paint_headings(painter: QPainter, at: QPointF, table: LegendTable, look: Look) -> None:
    metrics = QFontMetricsF(look.caption_font)
    painter.setFont(look.caption_font)
    painter.setPen(QColor(look.colours.muted))
    right = at.x() + _SAMPLE + _GAP + table.name
    for heading, width in table.figures.items():
        right += _COLUMN_GAP + width
        x = right - metrics.horizontalAdvance(heading)
        painter.drawText(QPointF(x, _baseline(at.y(), table, look)), heading)


def _paint_row(
    painter: QPainter, box: QRectF, row: LegendRow, table: LegendTable, look: Look
) -> None:
    metrics = QFontMetricsF(look.text_font)
    painter.setPen(sample_pen(row.stroke, look.series(row.stroke.hue), look))
    middle = float(int(box.center().y())) + 1
    painter.drawLine(QLineF(box.left(), middle, box.left() + _SAMPLE, middle))
    painter.setFont(look.text_font)
    painter.setPen(QColor(look.colours.text))
    baseline = _baseline(box.top(), table, look)
    name = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, table.name)
    painter.drawText(QPointF(box.left() + _SAMPLE + _GAP, baseline), name)
    figures = dict(row.figures)
    right = box.left() + _SAMPLE + _GAP + table.name
    for heading, width in table.figures.items():
        right += _COLUMN_GAP + width
        figure = figures.get(heading, "")
        painter.drawText(QPointF(right - metrics.horizontalAdvance(figure), baseline), figure)


def _baseline(top: float, table: LegendTable, look: Look) -> float:
    metrics = QFontMetricsF(look.text_font)
    return top + (table.line + metrics.ascent() - metrics.descent()) / 2
