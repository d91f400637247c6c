"""The table of every tab: a tree view whose rows are painted in one pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.column import Column
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.models.suite import Placed, united
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.table.column_fit import fitting
from pulse_desktop.ui.table.header import Header, RowHeight
from pulse_desktop.ui.table.pointing import Place, Pointing, place_of
from pulse_desktop.ui.table.row_painter import RowPainter, Slot, Title

_ONLY_THAT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_REPAINTERS = frozenset(
    {
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.StyleChange,
        QEvent.Type.DevicePixelRatioChange,
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the user arranged in a table."""

    shown: frozenset[str]
    """Columns chosen, by id."""

    widths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Widths that were dragged, in device-independent pixels."""


class ResourceTable(QTreeView):
    """Rows of a ``ResourceModel``. Signals say what the user did; the page acts."""

    current_changed = Signal(object)
    """The resource that keys act on, or ``None``."""

    opened = Signal(object)
    """Enter or a double click on a resource."""

    menu_requested = Signal(QPoint)
    """Where on the screen the context menu belongs."""

    columns_requested = Signal(QPoint)
    """Where on the screen the column chooser belongs."""

    def __init__(self, model: ResourceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._layout = Layout(frozenset(c.id for c in model.columns if c.shown))
        self._painter: RowPainter | None = None
        self._slots: dict[int, list[Slot]] = {}
        """By what they are of: made anew each time the table is painted."""

        self._selected: set[Place] = set()
        self.pointing = Pointing(model, self)
        """Which row is pointed at, here or in a chart."""

        self._closed: set[str] = set()
        self._wanted: ResourceId | None = None
        self._begun: ResourceId | None = None
        """What was made current without anybody choosing it."""

        self._laid_out: int | None = None
        """The shape of the model that Qt laid out; ``None`` to have it do so again."""

        self._opened: int | None = None
        """The shape of the model whose sections were opened."""

        self._is_fitting = False
        self._is_losing_rows = False
        self._arrange_view()
        self._header = Header(self)
        self.setHeader(self._header)
        # Before the selection hears of it and moves on to a neighbour.
        model.rowsAboutToBeRemoved.connect(self._freeze)
        self.setModel(model)
        self._arrange_header()
        self._connect()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column there is, shown or not."""
        return self._rows.columns

    @property
    def presentation(self) -> Presentation:
        """How values are written."""
        return self._rows.presentation

    def visible_positions(self) -> list[int]:
        """The columns on show, left to right."""
        return [at for at in range(len(self.columns)) if not self.isColumnHidden(at)]

    def titles(self, positions: Sequence[int]) -> list[str]:
        """Titles of columns."""
        say = self._rows.presentation.formats.say
        return [say(self.columns[position].title) for position in positions]

    def columns_of(self, resources: Sequence[Resource]) -> tuple[Column, ...]:
        """What the rows of ``resources`` show, left to right, each column once."""
        return united(map(self._rows.columns_of, resources), self.visible_positions())

    @property
    def layout_choice(self) -> Layout:
        """What the user arranged."""
        return self._layout

    def arrange(self, layout: Layout) -> None:
        """Show the columns of ``layout`` with its widths."""
        self._layout = layout
        self.fit_columns()

    def choose_column(self, name: str, *, shown: bool) -> None:
        """Show or hide one column."""
        chosen = self._layout.shown | {name} if shown else self._layout.shown - {name}
        self.arrange(Layout(chosen, self._layout.widths))

    @property
    def wanted(self) -> ResourceId | None:
        """The resource that is current, or will be when it appears."""
        return self._wanted

    def sort_as(self, name: str, *, descending: bool) -> None:
        """Order by a column; an unknown one is ignored."""
        known = [column.id for column in self.columns]
        if name in known:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.sortByColumn(known.index(name), order)

    def current_resource(self) -> Resource | None:
        """The resource that keys act on."""
        return self._rows.resource(self.currentIndex())

    def selected_resources(self) -> tuple[Resource, ...]:
        """Every selected resource, top to bottom."""
        indexes = sorted(
            self.selectionModel().selectedRows(),
            key=lambda index: (index.parent().row(), index.row()),
        )
        found = (self._rows.resource(index) for index in indexes)
        return tuple(resource for resource in found if resource is not None)

    def select(self, identity: ResourceId | None) -> None:
        """Make a resource the current one, now or as soon as it appears."""
        self._wanted = identity
        if identity is None:
            return
        index = self._rows.index_of(identity)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _ONLY_THAT_ROW)

    def bring(self, identity: ResourceId) -> None:
        """Make a resource the current one, with what is around it where it was out of sight."""
        index = self._rows.index_of(identity)
        if index.isValid() and not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.select(identity)

    def restore(self) -> None:
        """After rows came or moved between sections: find the current resource again."""
        self._open_sections()
        current = self.current_resource()
        if self._wanted is not None and (current is None or current.id != self._wanted):
            self.select(self._wanted)

    def begin(self, *, is_filling: bool) -> None:
        """Make the first row current when none was chosen; while rows still come, the new first."""
        is_free = self._wanted is None or (is_filling and self._wanted == self._begun)
        first = self._rows.first() if is_free else None
        if first is not None and first.id != self._wanted:
            self._begun = first.id
            self.select(first.id)

    def start_over(self) -> None:
        """Forget what was chosen: the rows are another estate's."""
        self._wanted = self._begun = None

    def settle_for_neighbour(self) -> None:
        """The wanted resource is gone for good: take the one that Qt moved on to."""
        current = self.current_resource()
        if current is not None:
            self._wanted = current.id

    def fit_columns(self) -> None:
        """Give every chosen column its width, the name the rest; drop what has no room."""
        if self._is_fitting:
            return
        self._is_fitting = True
        say = self._rows.presentation.formats.say
        widths = self._header.widths(self._rows.columns, say, self._layout.widths, self.font())
        columns = self._rows.columns
        room = self.viewport().width()
        kept = fitting(columns, self._layout.shown, widths, room)
        spare = room - sum(widths[name] for name in kept)
        for position, column in enumerate(columns):
            self.setColumnHidden(position, column.id not in kept)
            extra = max(0, spare) if position == 0 else 0
            self.header().resizeSection(position, widths[column.id] + extra)
        self._is_fitting = False

    def _arrange_view(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setItemDelegate(RowHeight(self))
        self.setAccessibleName(self.tr("Resources"))

    def _arrange_header(self) -> None:
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setAccessibleName(self.tr("Columns"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _connect(self) -> None:
        self.activated.connect(self._open)
        self.clicked.connect(self._toggle)
        self.entered.connect(self.pointing.enter)
        self.viewportEntered.connect(self.pointing.leave)
        self.collapsed.connect(self._note_closed)
        self.expanded.connect(self._note_opened)
        self.selectionModel().currentRowChanged.connect(self._announce_current)
        self._rows.rowsRemoved.connect(self._thaw)
        self._rows.modelReset.connect(self.restore)
        self.header().sectionResized.connect(self._note_width)
        self.header().customContextMenuRequested.connect(self._request_columns)

    def _open(self, index: QModelIndex) -> None:
        resource = self._rows.resource(index)
        if resource is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.opened.emit(resource)

    def _toggle(self, index: QModelIndex) -> None:
        if self._rows.heading(index) is not None:
            self.setExpanded(index, not self.isExpanded(index))

    def _note_closed(self, index: QModelIndex) -> None:
        self._laid_out = None
        heading = self._rows.heading(index)
        if heading is not None:
            self._closed.add(heading[0])

    def _note_opened(self, index: QModelIndex) -> None:
        self._laid_out = None
        heading = self._rows.heading(index)
        if heading is not None:
            self._closed.discard(heading[0])

    def _open_sections(self) -> None:
        if self._opened == self._rows.shape:
            return
        self._opened = self._rows.shape
        for position, (key, _) in enumerate(self._rows.headings):
            index = self._rows.index(position, 0)
            if not self.isExpanded(index) and key not in self._closed:
                self.setExpanded(index, True)  # noqa: FBT003 - Qt's signature

    def _is_in_sight(self, first: int, last: int) -> bool:
        """Whether some of these rows are on show; in a table with sections, they may be."""
        highest = self.indexAt(QPoint(0, 0))
        if self._rows.is_grouped or not highest.isValid():
            return True
        lowest = self.indexAt(QPoint(0, self.viewport().height() - 1))
        return last >= highest.row() and not (lowest.isValid() and first > lowest.row())

    def _freeze(self) -> None:
        self._is_losing_rows = True

    def _thaw(self) -> None:
        self._is_losing_rows = False

    def _announce_current(self, current: QModelIndex) -> None:
        if self._is_losing_rows:
            return
        resource = self._rows.resource(current)
        if resource is not None:
            self._wanted = resource.id
        self.current_changed.emit(resource)

    def _note_width(self, position: int, _old: int, new: int) -> None:
        if self._is_fitting or position == 0 or new == 0:
            return
        name = self._rows.columns[position].id
        self._layout = Layout(
            self._layout.shown, MappingProxyType({**self._layout.widths, name: new})
        )

    def _request_columns(self, at: QPoint) -> None:
        self.columns_requested.emit(self.header().mapToGlobal(at))

    def _paint_hint(self) -> None:
        painter = QPainter(self.viewport())
        try:
            self.pointing.paint_hint(painter)
        finally:
            painter.end()

    def _visible_slots(self, columns: Placed) -> list[Slot]:
        known = self._slots.get(id(columns))
        if known is None:
            header = self.header()
            known = self._slots[id(columns)] = [
                Slot(
                    position,
                    column,
                    header.sectionViewportPosition(position),
                    header.sectionSize(position),
                )
                for position, column in enumerate(columns)
                if column is not None and not self.isColumnHidden(position)
            ]
        return known

    def _own_titles(self, columns: Placed) -> list[Title]:
        """What a section says of its columns: those that the head of the table does not name."""
        say, heads = self.presentation.formats.say, self._rows.heads
        return [
            Title(say(slot.column.title), slot)
            for slot in self._visible_slots(columns)
            if slot.column is not heads[slot.position]
        ]

    @override
    def reset(self) -> None:
        self._laid_out = None
        super().reset()

    @override
    def doItemsLayout(self) -> None:
        """Where no row came or went, only what they show differs; Qt would visit them all."""
        if self._laid_out != self._rows.shape:
            self._laid_out = self._rows.shape
            super().doItemsLayout()
        else:
            self.viewport().update()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Values change no height and no shape; Qt would visit every row of the range for them."""
        if QAccessible.isActive():
            super().dataChanged(topLeft, bottomRight, roles)
        elif self._is_in_sight(topLeft.row(), bottomRight.row()):
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painter is None:
            self._painter = RowPainter(self.font(), self.palette(), self.devicePixelRatioF())
        self._slots = {}
        self._selected = {place_of(index) for index in self.selectionModel().selectedRows()}
        super().paintEvent(event)
        if self.pointing.tinted is not None:
            self._paint_hint()

    @override
    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rows = self._painter
        if rows is None:
            return
        box = QRect(0, options.rect.top(), self.viewport().width(), options.rect.height())
        place = place_of(index)
        rows.background(
            painter, box, selected=place in self._selected, striped=bool(index.row() & 1)
        )
        if place == self.pointing.hovered and place not in self._selected:
            rows.hover(painter, box)
        resource = self._rows.resource(index)
        if resource is not None:
            if resource.id == self.pointing.tinted:
                rows.tint(painter, box)
            slots = self._visible_slots(self._rows.columns_of(resource))
            rows.row(painter, box, slots, resource, self._rows.cells(resource))
        else:
            title = str(self._rows.data(index))
            titles = self._own_titles(self._rows.columns_below(index))
            rows.section(painter, box, title, titles, is_open=self.isExpanded(index))
        if self.hasFocus() and place_of(self.currentIndex()) == place:
            rows.focus(painter, box)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.pointing.leave()
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard or index.isValid():
            self.menu_requested.emit(event.globalPos())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REPAINTERS:
            self._painter = self._laid_out = None
            self.viewport().update()
