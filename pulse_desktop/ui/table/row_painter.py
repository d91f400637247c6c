"""Paints one row of a table in one call: shape, name, bars and figures."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPixmap

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui import shapes
from pulse_desktop.ui.formatting import MISSING, UNKNOWN_THEN
from pulse_desktop.ui.models.column import Cell, CellKind, Column
from pulse_desktop.ui.severity import Severity, thresholds
from pulse_desktop.ui.theme import Colours, colours, scaled, sizes, tabular

_ELIDE = Qt.TextElideMode.ElideRight
_FADED = 0.6
"""Opacity of what is as expected, so that exceptions stand out."""

_SMALL = 0.88
"""Of the titles that a section has, beside those of the head."""

_NOTHING = frozenset({MISSING, UNKNOWN_THEN})
_MOST_ADVANCES = 10_000
_TINT_ALPHA = 36
_STALE = 0.55
"""Opacity of the values of a stale row."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a visible column lies in the viewport, in device-independent pixels."""

    position: int
    """The column's place in the model."""

    column: Column
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Title:
    """What a section calls one of its columns."""

    text: str
    slot: Slot


class RowPainter:
    """Colours, pens and pixmaps for one font and palette; made anew when either changes."""

    def __init__(self, font: QFont, palette: QPalette, ratio: float) -> None:
        self.size = sizes(font)
        self.colours: Colours = colours(palette)
        self._font = tabular(font)
        self._heading = scaled(self._font, 1.0, bold=True)
        self._small = scaled(self._font, _SMALL)
        self._metrics = QFontMetricsF(self._font)
        self._advances: dict[str, float] = {}
        self._percent = self._advance("100 %")
        self._text = QPen(QColor(self.colours.text))
        self._muted = QPen(QColor(self.colours.muted))
        self._track = QColor(self.colours.track)
        self._tick = QColor(self.colours.tick)
        self._selected = QColor(self.colours.selected)
        self._hovered = QColor(self.colours.raised)
        self._alternate = QColor(self.colours.alternate)
        self._band = QColor(self.colours.window)
        self._border = QColor(self.colours.border)
        self._focus = QColor(self.colours.accent)
        self._tinted = QColor(self.colours.accent)
        self._tinted.setAlpha(_TINT_ALPHA)
        self._fills = {
            Severity.NORMAL: QColor(self.colours.bar),
            Severity.WARNING: QColor(self.colours.warn),
            Severity.CRITICAL: QColor(self.colours.crit),
        }
        self._exceptions = {
            shape: QPen(QColor(self.colours.of(shape)))
            for shape in (Shape.WARNING, Shape.CRITICAL, Shape.CHANGING)
        }
        self._shapes: dict[Shape, QPixmap] = {
            shape: shapes.pixmap(shape, self.colours, self.size.shape, ratio) for shape in Shape
        }

    def background(self, painter: QPainter, row: QRect, *, selected: bool, striped: bool) -> None:
        """Fill what lies under a row."""
        if selected:
            painter.fillRect(row, self._selected)
        elif striped:
            painter.fillRect(row, self._alternate)

    def hover(self, painter: QPainter, row: QRect) -> None:
        """Fill what lies under the row at the pointer."""
        painter.fillRect(row, self._hovered)

    def tint(self, painter: QPainter, row: QRect) -> None:
        """Mark the row that a chart points at."""
        painter.fillRect(row, self._tinted)
        painter.fillRect(row.left(), row.top(), 3, row.height(), self._focus)

    def focus(self, painter: QPainter, row: QRect) -> None:
        """Mark the row that keys act on."""
        width = 2
        painter.fillRect(row.left(), row.top(), row.width(), width, self._focus)
        painter.fillRect(row.left(), row.bottom() - 1, row.width(), width, self._focus)
        painter.fillRect(row.left(), row.top(), width, row.height(), self._focus)
        painter.fillRect(row.right() - 1, row.top(), width, row.height(), self._focus)

    def row(
        self,
        painter: QPainter,
        box: QRect,
        slots: list[Slot],
        resource: Resource,
        cells: tuple[Cell, ...],
    ) -> None:
        """Draw the cells of a resource."""
        painter.setFont(self._font)
        baseline = self._baseline(box)
        for slot in slots:
            cell = cells[slot.position]
            kind = slot.column.kind
            if kind is CellKind.NAME:
                self._name(painter, box, slot, resource, cell)
                if resource.is_stale:
                    painter.setOpacity(_STALE)
            elif cell.text in _NOTHING:
                self._missing(painter, baseline, slot, cell.text)
            elif kind is CellKind.BAR:
                self._bar(painter, box, slot, cell)
            elif kind is CellKind.NUMBER:
                self._number(painter, baseline, slot, cell.text)
            else:
                self._plain(painter, baseline, slot, cell.text, self._pen(kind, resource, cell))
        painter.setOpacity(1.0)

    def section(
        self, painter: QPainter, box: QRect, text: str, titles: list[Title], *, is_open: bool
    ) -> None:
        """Draw a section's heading with its chevron, and what it calls columns of its own."""
        painter.fillRect(box, self._band)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._border)
        painter.setFont(self._heading)
        painter.setPen(self._text)
        left = box.left() + self.size.small
        self._chevron(painter, QPointF(left + self.size.shape / 2, box.center().y() + 0.5), is_open)
        start = left + self.size.shape + self.size.small
        end = titles[0].slot.left if titles else box.right()
        shown = painter.fontMetrics().elidedText(text, _ELIDE, int(end - start - self.size.small))
        painter.drawText(QPointF(start, self._baseline(box)), shown)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        for title in titles:
            self._title(painter, self._baseline(box), title)

    def _title(self, painter: QPainter, baseline: float, title: Title) -> None:
        slot, size, metrics = title.slot, self.size, painter.fontMetrics()
        shown = metrics.elidedText(title.text, _ELIDE, slot.width - size.small)
        left = float(slot.left + size.small)
        if slot.column.kind is CellKind.NUMBER:
            left = slot.left + slot.width - size.small - metrics.horizontalAdvance(shown)
        painter.drawText(QPointF(left, baseline), shown)

    def _baseline(self, box: QRect) -> float:
        metrics = self._metrics
        return box.top() + (box.height() + metrics.ascent() - metrics.descent()) / 2

    def _name(
        self, painter: QPainter, box: QRect, slot: Slot, resource: Resource, cell: Cell
    ) -> None:
        size = self.size
        shape = cell.shape or resource.condition.shape
        left = slot.left + size.small
        if shape is Shape.OK:
            painter.setOpacity(_FADED)
        painter.drawPixmap(
            QPointF(left, box.top() + (box.height() - size.shape) / 2), self._shapes[shape]
        )
        painter.setOpacity(1.0)
        start = left + size.shape + size.small
        painter.setPen(self._muted if resource.is_stale else self._text)
        room = slot.left + slot.width - size.tight - start
        painter.drawText(QPointF(start, self._baseline(box)), self._fitted(cell.text, room))

    def _pen(self, kind: CellKind, resource: Resource, cell: Cell) -> QPen:
        if kind is not CellKind.STATUS:
            return self._muted
        return self._exceptions.get(cell.shape or resource.condition.shape, self._muted)

    def _plain(self, painter: QPainter, baseline: float, slot: Slot, text: str, pen: QPen) -> None:
        painter.setPen(pen)
        room = slot.width - 2 * self.size.small
        painter.drawText(QPointF(slot.left + self.size.small, baseline), self._fitted(text, room))

    def _missing(self, painter: QPainter, baseline: float, slot: Slot, mark: str) -> None:
        painter.setPen(self._muted)
        left = float(slot.left + self.size.small)
        if slot.column.kind in (CellKind.NUMBER, CellKind.BAR):
            left = slot.left + slot.width - self.size.small
            left -= self._advance(mark)
        painter.drawText(QPointF(left, baseline), mark)

    def _number(self, painter: QPainter, baseline: float, slot: Slot, text: str) -> None:
        right = slot.left + slot.width - self.size.small
        left = right - self._advance(text)
        self._figure(painter, QPointF(left, baseline), text)

    def _figure(self, painter: QPainter, at: QPointF, text: str) -> None:
        """A number in the text's colour, and its unit dimmed."""
        number, space, unit = text.rpartition(" ")
        painter.setPen(self._text)
        if not number or unit[0].isdigit():
            painter.drawText(at, text)
            return
        painter.drawText(at, number)
        painter.setPen(self._muted)
        shift = self._advance(number + space)
        painter.drawText(QPointF(at.x() + shift, at.y()), unit)

    def _bar(self, painter: QPainter, box: QRect, slot: Slot, cell: Cell) -> None:
        size = self.size
        right = slot.left + slot.width - size.small
        text_left = right - self._advance(cell.text)
        self._figure(painter, QPointF(text_left, self._baseline(box)), cell.text)
        left = slot.left + size.small
        room = right - self._percent - size.small - left
        if room < size.bar or cell.ratio is None:
            return
        track = QRectF(left, box.top() + (box.height() - size.bar) / 2, room, size.bar)
        self.bar(painter, track, cell, slot.column)

    def bar(self, painter: QPainter, track: QRectF, cell: Cell, column: Column) -> None:
        """A filled track with a tick where the warning begins."""
        painter.fillRect(track, self._track)
        if cell.ratio is None:
            return
        share = min(1.0, max(0.0, cell.ratio))
        filled = QRectF(track)
        filled.setWidth(track.width() * share)
        painter.fillRect(filled, self._fills[cell.severity])
        warning, _critical = thresholds(column.metric) if column.metric else (1.0, 1.0)
        if share < warning < 1:
            tick = track.left() + track.width() * warning
            painter.fillRect(QRectF(tick, track.top(), 1, track.height()), self._tick)

    def _advance(self, text: str) -> float:
        """The width of ``text``, measured once: a table repeats itself."""
        known = self._advances.get(text)
        if known is None:
            if len(self._advances) >= _MOST_ADVANCES:
                self._advances.clear()
            known = self._advances[text] = self._metrics.horizontalAdvance(text)
        return known

    def _fitted(self, text: str, room: float) -> str:
        if self._advance(text) <= room:
            return text
        return self._metrics.elidedText(text, _ELIDE, room)

    def _chevron(self, painter: QPainter, centre: QPointF, is_open: bool) -> None:  # noqa: FBT001 - one of two drawings
        reach = self.size.shape * 0.28
        pen = QPen(QColor(self.colours.muted), 1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        x, y = centre.x(), centre.y()
        if is_open:
            points = [(x - reach, y - reach / 2), (x, y + reach / 2), (x + reach, y - reach / 2)]
        else:
            points = [(x - reach / 2, y - reach), (x + reach / 2, y), (x - reach / 2, y + reach)]
        painter.drawPolyline([QPointF(*point) for point in points])
        painter.restore()
