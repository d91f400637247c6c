"""A legend of one figure a curve, in the line of a panel's title: as the screen shows it."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter_curve import sample_pen
from pulse_desktop.ui.charts.picture import LegendRow, Panel

_SAMPLE = 14.0
_GAP = 6.0
_APART = 18.0
"""Pixels between two curves, and between them and the title."""


def fit_beside_title(panel: Panel, width: float, look: Look) -> bool:
    """Whether the curves have one figure each, and together with the title room in a line."""
    if any(len(row.figures) > 1 for row in panel.legend):
        return False
    text, title = QFontMetricsF(look.text_font), QFontMetricsF(look.heading_font)
    taken = title.horizontalAdvance(panel.title)
    return taken + sum(_APART + _width(w, text) for w in _words(panel)) <= width


def paint_beside_title(painter: QPainter, box: QRectF, panel: Panel, look: Look) -> None:
    """Sample, name and figure of each curve, at the right of ``box``."""
    metrics = QFontMetricsF(look.text_font)
    painter.setFont(look.text_font)
    baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    left = box.right()
    for row, words in reversed(list(zip(panel.legend, _words(panel), strict=True))):
        left -= _width(words, metrics)
        painter.setPen(sample_pen(row.stroke, look.series(row.stroke.hue), look))
        middle = float(int(box.center().y())) + 1
        painter.drawLine(QLineF(left, middle, left + _SAMPLE, middle))
        painter.setPen(QColor(look.colours.text))
        painter.drawText(QPointF(left + _SAMPLE + _GAP, baseline), words)
        left -= _APART


def _words(panel: Panel) -> Sequence[str]:
    return [_said(row, panel.title) for row in panel.legend]


def _said(row: LegendRow, title: str) -> str:
    """The name goes without saying where the title is it."""
    figures = [figure for _, figure in row.figures]
    return " ".join(figures if row.name == title and figures else [row.name, *figures])


def _width(words: str, metrics: QFontMetricsF) -> float:
    return _SAMPLE + _GAP + metrics.horizontalAdvance(words)
