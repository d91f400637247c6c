"""The list of the Events page: how a line is measured and painted, and when more is wanted."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPen,
    QShortcut,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.ui import shapes
from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.inspector.event_line import EventLine
from pulse_desktop.ui.inspector.event_model import ROW, DayHeading, EventModel
from pulse_desktop.ui.theme import colours, scaled, sizes, tabular

Index = QModelIndex | QPersistentModelIndex

_NEAR_THE_END: Final = 2.0
"""Heights of the viewport below which the rest of the list is short."""

_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus
_TIME_CHARACTERS = 9


class EventList(QListView):
    """Events below each other. Asks for older ones before the end is reached."""

    wanted = Signal()
    """There is little left to scroll through."""

    def __init__(self, model: EventModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self.setModel(model)
        self.setItemDelegate(_EventDelegate(self))
        self.setAccessibleName(self.tr("Events"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.verticalScrollBar().rangeChanged.connect(self._look_ahead)
        model.rowsAboutToBeInserted.connect(self._remember_place)
        model.rowsInserted.connect(self._keep_place)

    @property
    def is_near_the_end(self) -> bool:
        """Whether there is little left below what is on show."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value() < _NEAR_THE_END * self.viewport().height()

    def _look_ahead(self) -> None:
        if self.isVisible() and self.is_near_the_end:
            self.wanted.emit()

    def _remember_place(self) -> None:
        """Of who reads further down; at the top, what is new comes into view."""
        top = self.indexAt(self.viewport().rect().topLeft())
        if self.verticalScrollBar().value() > 0 and top.isValid():
            self._anchor = (QPersistentModelIndex(top), self.visualRect(top).top())

    def _keep_place(self) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor is None or not anchor[0].isValid():
            return
        self.doItemsLayout()
        index, top = anchor
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.visualRect(self._model.index(index.row())).top() - top)

    def _copy(self) -> None:
        chosen = sorted(self.selectedIndexes(), key=lambda index: index.row())
        rows = [self._model.row(index) for index in chosen]
        put("\n".join(row.spoken for row in rows if isinstance(row, EventLine)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self.setItemDelegate(_EventDelegate(self))
            self.scheduleDelayedItemsLayout()


class _EventDelegate(QStyledItemDelegate):
    """Time at the left, then shape, sentence and, below it, its kind and source."""

    def __init__(self, view: EventList) -> None:
        super().__init__(view)
        self._view = view
        self._size = sizes(view.font())
        self._colours = colours(view.palette())
        self._font = tabular(view.font())
        self._heading = scaled(view.font(), 1.0, bold=True)
        self._line_height = view.fontMetrics().height()
        self._wrap = QTextOption()
        self._wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._heights: dict[str, tuple[str, int]] = {}
        """Of each line, by its id, with its sentence, at ``_width``. The view asks for all of them
        again whenever a row is added."""

        self._width = 0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = index.data(ROW), self._view.viewport().width()
        if isinstance(row, EventLine):
            return QSize(width, self._height(row, width))
        return QSize(width, self._line_height + self._size.small + self._size.tight)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = index.data(ROW), option.rect
        painter.save()
        try:
            if isinstance(row, DayHeading):
                self._paint_heading(painter, box, row)
            elif isinstance(row, EventLine):
                self._paint_ground(painter, box, option)
                self._paint_line(painter, box, row)
        finally:
            painter.restore()

    def _height(self, line: EventLine, width: int) -> int:
        if width != self._width:
            self._width = width
            self._heights.clear()
        said, known = self._heights.get(line.id, ("", 0))
        if not known or said != line.sentence:
            sentence = self._broken(line.sentence, width - self._indent() - self._size.medium)
            height = sentence.boundingRect().height() + self._line_height + 2 * self._size.tight
            known = round(height)
            self._heights[line.id] = (line.sentence, known)
        return known

    def _paint_heading(self, painter: QPainter, box: QRect, heading: DayHeading) -> None:
        painter.setFont(self._heading)
        painter.setPen(QColor(self._colours.muted))
        below = box.adjusted(0, 0, 0, -self._size.tight)
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(below, int(bottom), heading.title)

    def _paint_ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        state = option.state
        if state & _SELECTED:
            painter.fillRect(box, QColor(self._colours.selected))
        if state & _FOCUSED:
            painter.setPen(QPen(QColor(self._colours.accent), 1))
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_line(self, painter: QPainter, box: QRect, line: EventLine) -> None:
        size, top = self._size, box.top() + self._size.tight
        painter.setFont(self._font)
        painter.setPen(QColor(self._colours.muted))
        painter.drawText(
            QRect(box.left() + size.tight, top, self._indent(), self._line_height),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            line.time,
        )
        self._paint_shape(painter, box, line)
        left = box.left() + self._indent()
        sentence = self._broken(line.sentence, box.right() - left - size.medium)
        painter.setPen(QColor(self._colours.text))
        sentence.draw(painter, QPointF(left, top))
        below = top + sentence.boundingRect().height()
        caption = QRectF(left, below, box.right() - left - size.medium, self._line_height)
        painter.setPen(QColor(self._colours.muted))
        shown = self._view.fontMetrics().elidedText(
            line.caption, Qt.TextElideMode.ElideRight, round(caption.width())
        )
        painter.drawText(caption, shown)

    def _paint_shape(self, painter: QPainter, box: QRect, line: EventLine) -> None:
        """The shape of the state it led to; a small dot for what is neither good nor bad."""
        side = float(self._size.shape)
        left = box.left() + self._indent() - side - self._size.small
        top = box.top() + self._size.tight + (self._line_height - side) / 2
        mark = QRectF(left, top, side, side)
        if line.shape is not None:
            shapes.paint(painter, line.shape, mark, self._colours)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.off))
        painter.drawEllipse(mark.center(), side * 0.18, side * 0.18)

    def _indent(self) -> int:
        """Where sentences begin."""
        time = _TIME_CHARACTERS * self._size.character
        return self._size.tight + time + self._size.shape + self._size.small

    def _broken(self, text: str, width: float) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        layout.setTextOption(self._wrap)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, self._size.character))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout
