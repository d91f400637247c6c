"""Which row the pointer is over, and which one is pointed at from a chart."""

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QTreeView

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.models.resource_model import Index, ResourceModel
from pulse_desktop.ui.theme import colours, sizes

Place = tuple[int, int]
"""A row apart from its column."""

_NOWHERE: Place = (-1, -1)


def place_of(index: Index) -> Place:
    """Where a row is."""
    return (index.internalId(), index.row()) if index.isValid() else _NOWHERE


class Pointing(QObject):
    """Tells where the pointer comes to, once a row; knows the row that a chart points at."""

    row_changed = Signal(object)
    """Carries the ``ResourceId`` under the pointer, or ``None``."""

    section_changed = Signal(object)
    """Carries the key of the section whose heading is under the pointer, or ``None``."""

    def __init__(self, rows: ResourceModel, view: QTreeView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view
        self._row: ResourceId | None = None
        self._section: str | None = None
        self.hovered = _NOWHERE
        """Where the pointer is."""

        self.tinted: ResourceId | None = None
        """The row that a chart points at."""

    def enter(self, index: QModelIndex) -> None:
        """The pointer came to another cell."""
        resource, heading = self._rows.resource(index), self._rows.heading(index)
        self._tell(
            None if resource is None else resource.id, None if heading is None else heading[0]
        )
        self._hover(place_of(index))

    def leave(self) -> None:
        """The pointer is over no row."""
        self._tell(None, None)
        self._hover(_NOWHERE)

    def tint(self, row: ResourceId | None) -> None:
        """Show which row a chart points at."""
        if row != self.tinted:
            self._view.viewport().update(self._seen_of(self.tinted))
            self.tinted = row
            self._view.viewport().update(self._seen_of(row))

    def paint_hint(self, painter: QPainter) -> None:
        """Where the row that a chart points at lies outside of what is seen: which way to it."""
        if self.tinted is None:
            return
        index = self._rows.index_of(self.tinted)
        resource, box = self._rows.resource(index), self._view.visualRect(index)
        room = self._view.viewport().rect()
        if resource is not None and not box.isNull() and not box.intersects(room):
            chip = _chip(self._view, room, resource.name, is_above=box.top() < room.top())
            _paint_chip(painter, self._view, chip, resource.name, is_above=box.top() < room.top())

    def _seen_of(self, row: ResourceId | None) -> QRect:
        """Where a row, or else the way to it, is painted."""
        room = self._view.viewport().rect()
        index = QModelIndex() if row is None else self._rows.index_of(row)
        box = self._view.visualRect(index)
        if box.isNull():
            return QRect()
        if box.intersects(room):
            return QRect(0, box.top(), room.width(), box.height())
        height = 2 * sizes(self._view.font()).row
        top = room.top() if box.top() < room.top() else room.bottom() - height
        return QRect(0, top, room.width(), height + 1)

    def _hover(self, place: Place) -> None:
        if place != self.hovered:
            self.hovered = place
            self._view.viewport().update()

    def _tell(self, row: ResourceId | None, section: str | None) -> None:
        if row != self._row:
            self._row = row
            self.row_changed.emit(row)
        if section != self._section:
            self._section = section
            self.section_changed.emit(section)


def _chip(view: QTreeView, room: QRect, name: str, *, is_above: bool) -> QRectF:
    """In the middle of the edge beyond which a row lies."""
    size, metrics = sizes(view.font()), QFontMetricsF(view.font())
    width = metrics.horizontalAdvance(_fitted(view, name)) + size.shape + 3 * size.small
    height = metrics.height() + size.tight
    top = room.top() + size.tight if is_above else room.bottom() - size.tight - height
    return QRectF(room.center().x() - width / 2, top, width, height)


def _fitted(view: QTreeView, name: str) -> str:
    room = view.viewport().width() / 2
    return QFontMetricsF(view.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)


def _paint_chip(
    painter: QPainter, view: QTreeView, chip: QRectF, name: str, *, is_above: bool
) -> None:
    """A triangle and the name."""
    size, tokens = sizes(view.font()), colours(view.palette())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.accent))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
    mark = QRectF(chip.left() + size.small, chip.center().y() - size.shape / 2, *(size.shape,) * 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawPolygon(_triangle(mark, is_above=is_above))
    painter.setPen(QColor(tokens.text))
    beside = chip.adjusted(2 * size.small + size.shape, 0, 0, 0)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, _fitted(view, name))


def _triangle(box: QRectF, *, is_above: bool) -> QPolygonF:
    base, tip = (box.bottom(), box.top()) if is_above else (box.top(), box.bottom())
    return QPolygonF(
        [QPointF(box.left(), base), QPointF(box.right(), base), QPointF(box.center().x(), tip)]
    )
