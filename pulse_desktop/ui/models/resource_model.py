"""The one item model: resources in sections, kept in step by the smallest honest signals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    SIGNAL,
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.arrangement import Query, Section
from pulse_desktop.ui.models.column import NOTHING, Cell, CellKind, Column
from pulse_desktop.ui.models.grouping import Grouping, Heading
from pulse_desktop.ui.models.suite import Placed, Suite, all_of
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tool_tip import as_written

if TYPE_CHECKING:  # numpy is not loaded before the first rows
    from pulse_desktop.ui.models.layout import Layout
    from pulse_desktop.ui.models.rows import Rows
    from pulse_desktop.ui.models.transition import Step

Index = QModelIndex | QPersistentModelIndex

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL: Final = Qt.Orientation.Horizontal
_DESCENDING: Final = Qt.SortOrder.DescendingOrder
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SECTION_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled
_ONLY_ROWS_MOVED: Final = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
"""Spares the header from following its columns."""

_UNGROUPED: Final = Grouping.NONE
_MOST_RUNS: Final = 8
"""Runs of changed rows announced one by one; beyond that, one range over them all."""

_ROOT: Final = QModelIndex()
_DATA_CHANGED: Final = "dataChanged(QModelIndex,QModelIndex,QList<int>)"


class ResourceModel(QStandardItemModel):
    """Serves every table. What is in which row is its own; how many rows there are is Qt's.

    A view that lays itself out visits every row. Qt's model answers it without asking Python,
    in 0.1 instead of 8 µs a row. Its items are empty: ``data`` makes what a row shows.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        presentation: Presentation,
        parent: QObject | None = None,
        suites: Sequence[Suite] = (),
    ) -> None:
        super().__init__(0, len(columns), parent)
        self.columns = tuple(columns)
        self._known_columns = all_of(self.columns, suites)
        self._suites: dict[ResourceType, Placed] = {
            suite.type: suite.placed(self.columns) for suite in suites
        }
        self._heads: Placed = self.columns
        self._presentation = presentation
        self._query = Query()
        self._rows: Rows | None = None
        self._layout: Layout | None = None
        self._coming: Layout | None = None
        self._shape = 0
        self._cells: dict[ResourceId, tuple[Cell, ...]] = {}
        # Qt's model would look at every cell of a range that changed, to tell of its item.
        disconnect: Any = QObject.disconnect  # the stubs know it with a receiver only
        disconnect(self, SIGNAL(_DATA_CHANGED), None, None)
        # Before any view hears of it and asks what the rows are.
        self.rowsInserted.connect(self._arrive)
        self.rowsRemoved.connect(self._arrive)

    @property
    def query(self) -> Query:
        """What the table shows, in which order."""
        return self._query

    @property
    def presentation(self) -> Presentation:
        """How values are written."""
        return self._presentation

    @property
    def is_grouped(self) -> bool:
        """Whether top rows are sections."""
        return self._query.grouping is not _UNGROUPED

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Key and title of every section, in order; none in a table without sections."""
        return self._layout.headings if self._layout is not None and self.is_grouped else ()

    @property
    def sections(self) -> tuple[Section, ...]:
        """All that is shown, in order. Walks every row."""
        rows, layout = self._rows, self._layout
        if rows is None or layout is None:
            return ()
        return tuple(
            Section(key, title, tuple(map(rows.slots.resources.__getitem__, layout.of_section(n))))
            for n, (key, title) in enumerate(layout.headings)
        )

    @property
    def shape(self) -> int:
        """Another number whenever rows came or went."""
        return self._shape

    @property
    def heads(self) -> Placed:
        """The columns that the head of the table names: those of all its rows, or its own."""
        return self._heads

    def columns_of(self, resource: Resource) -> Placed:
        """What the row of a resource shows, by the place of the table's columns."""
        if self._query.grouping is not Grouping.TYPE:
            return self.columns
        return self._suites.get(resource.type, self.columns)

    def columns_below(self, index: Index) -> Placed:
        """What the rows of the section at ``index`` show."""
        return self._columns_in(index.row()) if self.heading(index) is not None else self.columns

    def shown_columns(self) -> tuple[Placed, ...]:
        """What the rows of each section show; of a table without sections, once."""
        sections = range(len(self.headings))
        return tuple(map(self._columns_in, sections)) or (self.columns,)

    def count(self) -> int:
        """Resources shown."""
        return 0 if self._layout is None else len(self._layout.slots)

    def total(self) -> int:
        """Resources there are, whatever the filter and the lens leave out."""
        return 0 if self._rows is None else len(self._rows.slots)

    def show(self, resources: Sequence[Resource]) -> None:
        """Take a newer state of everything. Only what differs is announced."""
        if self._rows is None and not resources:
            return
        known = self._begun().slots
        gone = known.identities - {resource.id for resource in resources}
        self.update([r for r in resources if known.known(r.id) is not r], gone)

    def update(self, changed: Iterable[Resource], gone: Iterable[ResourceId]) -> None:
        """Take what is newer, and drop what is no more. Indexes of what stays, stay valid."""
        rows = self._begun()
        touched = rows.take(changed, gone)
        for slot in touched:
            self._cells.pop(rows.slots.resources[slot].id, None)
        known = self._layout
        self._follow(rows.layout())
        self._announce([s for s in touched if known is not None and known.shows(s)])

    def ask(self, query: Query) -> None:
        """Show something else: another filter, lens or grouping."""
        if query == self._query:
            return
        only_order = query == replace(
            self._query, sort_by=query.sort_by, descending=query.descending
        )
        if query.grouping is not self._query.grouping:
            self._cells.clear()
        self._query = query
        if self._rows is None:
            return
        self._rows.ask(query)
        if only_order:
            self._follow(self._rows.layout())
        else:
            self._restart(self._rows.layout())

    def present(self, presentation: Presentation) -> None:
        """Write values another way. At another instant, sections are called as they were."""
        before, self._presentation = self._presentation, presentation
        self._cells.clear()
        if self._rows is None:
            return
        self._rows.present(presentation)
        if before.calls_as(presentation):
            self._announce_everything()
        else:
            self._rows.divide()
            self._restart(self._rows.layout())

    def resource(self, index: Index) -> Resource | None:
        """What a row shows; ``None`` for a section."""
        rows, layout = self._rows, self._layout
        if rows is None or layout is None or not index.isValid():
            return None
        section = 0
        if self.is_grouped:
            top = index.parent()
            if not top.isValid():
                return None
            section = top.row()
        return rows.slots.resources[layout.slot(section, index.row())]

    def heading(self, index: Index) -> Heading | None:
        """Key and title of the section that a top row of a grouped table heads."""
        if self._layout is None or not self.is_grouped or not index.isValid():
            return None
        return None if index.parent().isValid() else self._layout.headings[index.row()]

    def first(self) -> Resource | None:
        """What the first row shows that is no section."""
        if self._rows is None or self._layout is None or not self.count():
            return None
        return self._rows.slots.resources[self._layout.slot(0, 0)]

    def cells(self, resource: Resource) -> tuple[Cell, ...]:
        """What the row of ``resource`` paints, column by column. Made once per state."""
        made = self._cells.get(resource.id)
        if made is None:
            made = tuple(
                NOTHING if column is None else column.cell(resource, self._presentation)
                for column in self.columns_of(resource)
            )
            self._cells[resource.id] = made
        return made

    def index_of(self, identity: ResourceId) -> QModelIndex:
        """The row of a resource; an invalid index when it is not shown."""
        slot = None if self._rows is None else self._rows.slots.of(identity)
        return QModelIndex() if slot is None else self._index_of_slot(slot, 0)

    def _begun(self) -> "Rows":
        if self._rows is None:
            from pulse_desktop.ui.models.rows import Rows  # numpy: not before the first rows

            self._rows = Rows(self._known_columns, self._presentation)
            self._rows.ask(self._query)
        return self._rows

    def _index_of_slot(self, slot: int, column: int) -> QModelIndex:
        place = None if self._layout is None else self._layout.place(slot)
        return QModelIndex() if place is None else self.index(place[1], column, self._top(place[0]))

    def _top(self, section: int) -> QModelIndex:
        """The parent index of the rows of a section."""
        return self.index(section, 0) if self.is_grouped else _ROOT

    def _columns_in(self, section: int) -> Placed:
        rows, layout = self._rows, self._layout
        if rows is None or layout is None or not layout.size(section):
            return self.columns
        return self.columns_of(rows.slots.resources[layout.slot(section, 0)])

    def _head(self) -> None:
        """Name the columns of the rows where all have the same, and else those of the table."""
        sections = range(len(self.headings)) if self._suites else ()
        found = {id(placed): placed for placed in map(self._columns_in, sections)}
        heads = next(iter(found.values())) if len(found) == 1 else self.columns
        if heads is not self._heads:
            self._heads = heads
            self.headerDataChanged.emit(_HORIZONTAL, 0, len(self.columns) - 1)

    def _follow(self, layout: "Layout") -> None:
        """Come to ``layout`` in steps, each of them announced."""
        from pulse_desktop.ui.models.transition import steps

        if self._layout is None or not len(self._layout.slots):
            self._restart(layout)
            return
        for step in steps(self._layout, layout):
            self._take(step)
        self._layout = layout
        self._head()

    def _restart(self, layout: "Layout") -> None:
        self._shape += 1
        self.beginResetModel()
        self._layout = layout
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature; a reset says it all
        self.setRowCount(0)
        if self.is_grouped:
            for section in range(len(layout.headings)):
                self._add_section(section, layout.size(section))
        else:
            self.setRowCount(len(layout.slots))
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.endResetModel()
        self._head()

    def _add_section(self, section: int, size: int) -> None:
        items = [QStandardItem() for _ in self.columns]
        for item in items:
            item.setFlags(_SECTION_FLAGS)
        items[0].setColumnCount(len(self.columns))
        items[0].setRowCount(size)
        self.insertRow(section, items)

    def _take(self, step: "Step") -> None:
        from pulse_desktop.ui.models.transition import Act

        if step.act is Act.SETTLE:
            self._settle(step.after)
            return
        self._shape += 1
        self._coming = step.after
        parent = _ROOT if step.section is None else self._top(step.section)
        count = step.last - step.first + 1
        if step.act is Act.REMOVE:
            self.removeRows(step.first, count, parent)
        elif step.section is None:
            self._add_section(step.first, 0)
        else:
            self.insertRows(step.first, count, parent)

    def _arrive(self) -> None:
        """Qt's model has as many rows as the coming layout now."""
        if self._coming is not None:
            self._layout, self._coming = self._coming, None

    def _settle(self, layout: "Layout") -> None:
        """Take another order of the same rows, and move the indexes that views keep."""
        before = self._layout
        if before is None:
            return
        _hinted(self.layoutAboutToBeChanged).emit([], _ONLY_ROWS_MOVED)
        kept = [index for index in self.persistentIndexList() if self.resource(index) is not None]
        slots = [before.slot(max(0, i.parent().row()), i.row()) for i in kept]
        self._layout = layout
        moved = [self._index_of_slot(s, i.column()) for s, i in zip(slots, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        _hinted(self.layoutChanged).emit([], _ONLY_ROWS_MOVED)

    def _announce(self, touched: list[int]) -> None:
        """A few runs of rows, or one range over them all: one repaint either way."""
        from pulse_desktop.ui.models.layout import runs

        layout = self._layout
        if layout is None or not touched:
            return
        rows = layout.rows_of(touched)
        bounds = rows.searchsorted(layout.starts)
        for section in range(len(layout.headings)):
            own = rows[bounds[section] : bounds[section + 1]] - layout.starts[section]
            if len(own):
                self._announce_runs(section, runs(own))

    def _announce_everything(self) -> None:
        layout = self._layout
        for section in range(0 if layout is None else len(layout.headings)):
            if layout is not None and layout.size(section):
                self._announce_runs(section, [(0, layout.size(section) - 1)])

    def _announce_runs(self, section: int, changed: list[tuple[int, int]]) -> None:
        top, last_column = self._top(section), len(self.columns) - 1
        if len(changed) > _MOST_RUNS:
            changed = [(changed[0][0], changed[-1][1])]
        for first, last in changed:
            self.dataChanged.emit(self.index(first, 0, top), self.index(last, last_column, top))
        if self.is_grouped:
            self.dataChanged.emit(top, top)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        resource = self.resource(index)
        if resource is None:
            return self._section_data(index, role)
        position = index.column()
        column = self.columns_of(resource)[position]
        if column is None:
            return None
        if role == DISPLAY:
            return self.cells(resource)[position].text
        if role == ACCESSIBLE:
            return column.spoken(resource, self._presentation)
        if role == TOOLTIP:
            return as_written(column.explanation(resource, self._presentation))
        return _alignment(column) if role == ALIGNMENT else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        column = self._heads[section]
        if column is None:
            return None
        if role in (DISPLAY, TOOLTIP):
            return self._presentation.formats.say(column.title)
        return _alignment(column) if role == ALIGNMENT else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        chosen = self._heads[column] if 0 <= column < len(self.columns) else None
        if chosen is not None:
            wanted = replace(self._query, sort_by=chosen.id, descending=order == _DESCENDING)
            self.ask(wanted)

    def _section_data(self, index: Index, role: int) -> Any:
        heading = self.heading(index)
        if heading is None or index.column() > 0 or role not in (DISPLAY, ACCESSIBLE):
            return None
        count = self._presentation.formats.number(self.rowCount(index))
        return f"{heading[1]} · {count}"


def _hinted(signal: Any) -> Any:
    """The overload that takes a hint; the stubs of PySide6 know the plain one only."""
    return signal["QList<QPersistentModelIndex>", "QAbstractItemModel::LayoutChangeHint"]


def _alignment(column: Column) -> int:
    return _RIGHT if column.kind is CellKind.NUMBER else _LEFT
