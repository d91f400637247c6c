"""The line above a plot: its title, and each curve's colour, name and figure."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.charts.picture import Dash, LegendRow
from pulse_desktop.ui.theme import Colours, colours, scaled, sizes, tabular

_LINES_HIGH = 1.4
_MORE = "+88"
"""Room for the number of curves that have none."""

_DASHES = {
    Dash.SOLID: Qt.PenStyle.SolidLine,
    Dash.DASH: Qt.PenStyle.DashLine,
    Dash.DOT: Qt.PenStyle.DotLine,
    Dash.DASH_DOT: Qt.PenStyle.DashDotLine,
}


def header_px(font: QFont) -> int:
    """How high a header with ``font`` is."""
    return round(sizes(font).large * _LINES_HIGH)


class ChartHeader(QWidget):
    """Shows as many curves as have room; the others as their number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ""
        self._rows: tuple[LegendRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[LegendRow, ...]:
        """What it says of the curves."""
        return self._rows

    def shown_rows(self, room: float) -> int:
        """How many curves have room side by side in so many pixels."""
        metrics, size = QFontMetricsF(tabular(self.font())), sizes(self.font())
        swatch = size.large + size.small
        widths = [metrics.horizontalAdvance(text) + swatch for text in self._texts()]
        return _fitting(widths, room, size.medium, metrics.horizontalAdvance(_MORE))

    def tell(self, title: str, rows: Sequence[LegendRow]) -> None:
        """Show another title and other figures."""
        if (title, tuple(rows)) != (self._title, self._rows):
            self._title, self._rows = title, tuple(rows)
            self.update()

    def _texts(self) -> list[str]:
        return [_text(row, has_name=len(self._rows) > 1) for row in self._rows]

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, header_px(self.font()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter, colours(self.palette()))
        finally:
            painter.end()

    def _paint(self, painter: QPainter, tokens: Colours) -> None:
        bold = scaled(self.font(), 1.0, bold=True)
        metrics = QFontMetricsF(bold)
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() * 0.6)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QPointF(0, baseline), title)
        room = self.width() - metrics.horizontalAdvance(title) - sizes(self.font()).large
        self._paint_rows(painter, tokens, baseline, room)

    def _paint_rows(self, painter: QPainter, tokens: Colours, baseline: float, room: float) -> None:
        font, size = tabular(self.font()), sizes(self.font())
        metrics = QFontMetricsF(font)
        count = self.shown_rows(room)
        painter.setFont(font)
        right = float(self.width())
        if count < len(self._rows):
            rest = f"+{len(self._rows) - count}"
            right -= metrics.horizontalAdvance(rest)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QPointF(right, baseline), rest)
            right -= size.medium
        for row, text in reversed(list(zip(self._rows[:count], self._texts(), strict=False))):
            right -= metrics.horizontalAdvance(text)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QPointF(right, baseline), text)
            right -= size.large + size.small
            y = baseline - metrics.xHeight() / 2
            colour = QColor(tokens.series[row.stroke.hue])
            painter.setPen(QPen(colour, 2, _DASHES[row.stroke.dash]))
            painter.drawLine(QLineF(right, y, right + size.large, y))
            right -= size.medium


def _text(row: LegendRow, *, has_name: bool) -> str:
    figures = " ".join(figure for _heading, figure in row.figures)
    return f"{row.name} {figures}" if has_name else figures


def _fitting(widths: Sequence[float], room: float, gap: float, rest: float) -> int:
    """How many of ``widths`` have room side by side, with ``rest`` beside them if not all."""
    if sum(widths) + gap * (len(widths) - 1) <= room:
        return len(widths)
    room -= rest
    count = 0
    for width in widths:
        room -= width + gap
        if room < 0:
            break
        count += 1
    return count
