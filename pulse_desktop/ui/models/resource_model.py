"""The one item model: resources in sections, kept in step by the smallest honest signals."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.arrangement import Query, Section, arrange
from pulse_desktop.ui.models.column import Cell, CellKind, Column
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.presentation import Presentation

Index = QModelIndex | QPersistentModelIndex

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL: Final = Qt.Orientation.Horizontal
_DESCENDING: Final = Qt.SortOrder.DescendingOrder
_NO_INDEX: Final = QModelIndex()
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROW_FLAGS: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_NO_FLAGS: Final = Qt.ItemFlag.NoItemFlags
_SECTION_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled
_UNGROUPED: Final = Grouping.NONE
_MOST_RUNS: Final = 32
"""Runs of changed rows announced one by one; a view visits every row of a range."""

_TOP: Final = 0
"""Internal id of what has no parent: sections, or every row of a table without sections."""


class ResourceModel(QAbstractItemModel):
    """Serves every table. Owns the order of rows and nothing else.

    A row of a section carries the section's serial number as internal id. Serials are never
    given twice, so that removing a section cannot make another row's index lie.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        presentation: Presentation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._presentation = presentation
        self._query = Query()
        self._resources: tuple[Resource, ...] = ()
        self._sections: list[Section] = [Section("", "", ())]
        self._serials: dict[str, int] = {}
        self._cells: dict[ResourceId, tuple[Cell, ...]] = {}

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
    def sections(self) -> tuple[Section, ...]:
        """What is shown, in order."""
        return tuple(self._sections)

    def count(self) -> int:
        """Resources shown."""
        return sum(len(section.resources) for section in self._sections)

    def show(self, resources: Sequence[Resource]) -> None:
        """Take a newer state. Only what differs is announced; indexes that stay, stay valid."""
        self._resources = tuple(resources)
        wanted = self._arranged()
        if _is_same_order(wanted, self._sections):
            self._replace(wanted)
        else:
            self._rearrange(wanted)

    def _replace(self, wanted: Sequence[Section]) -> None:
        """The same rows in the same places: only values differ."""
        touched = {
            new.id
            for section, known in zip(wanted, self._sections, strict=True)
            for new, old in zip(section.resources, known.resources, strict=True)
            if new is not old
        }
        self._forget(touched)
        self._sections = self._at_least_one(wanted)
        self._announce(touched)

    def _rearrange(self, wanted: Sequence[Section]) -> None:
        before = {r.id: r for s in self._sections for r in s.resources}
        touched = {
            r.id for section in wanted for r in section.resources if before.get(r.id) is not r
        }
        self._forget(touched | (before.keys() - {r.id for s in wanted for r in s.resources}))
        self._remove_absent(wanted)
        self._append_new(wanted)
        self._settle(wanted)
        self._announce(touched)

    def ask(self, query: Query) -> None:
        """Show something else: another filter, lens or grouping."""
        if query == self._query:
            return
        only_order = query == replace(
            self._query, sort_by=query.sort_by, descending=query.descending
        )
        self._query = query
        if only_order:
            self._settle(self._arranged())
            return
        self.beginResetModel()
        self._sections = self._at_least_one(self._arranged())
        self.endResetModel()

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self._presentation = presentation
        self._cells.clear()
        self.beginResetModel()
        self._sections = self._at_least_one(self._arranged())
        self.endResetModel()

    def resource(self, index: Index) -> Resource | None:
        """What a row shows; ``None`` for a section."""
        section = self._section_of(index)
        return None if section is None else section.resources[index.row()]

    def section(self, index: Index) -> Section | None:
        """The section that a top row of a grouped table heads."""
        if not self.is_grouped or not index.isValid() or index.internalId() != _TOP:
            return None
        return self._sections[index.row()]

    def cells(self, resource: Resource) -> tuple[Cell, ...]:
        """What the row of ``resource`` paints, column by column. Made once per state."""
        made = self._cells.get(resource.id)
        if made is None:
            made = tuple(column.cell(resource, self._presentation) for column in self.columns)
            self._cells[resource.id] = made
        return made

    def index_of(self, identity: ResourceId) -> QModelIndex:
        """The row of a resource; an invalid index when it is not shown."""
        for position, section in enumerate(self._sections):
            for row, resource in enumerate(section.resources):
                if resource.id == identity:
                    return self.index(row, 0, self._top(position))
        return QModelIndex()

    def _forget(self, identities: Iterable[ResourceId]) -> None:
        for identity in identities:
            self._cells.pop(identity, None)

    def _arranged(self) -> tuple[Section, ...]:
        return arrange(self._resources, self._query, self.columns, self._presentation)

    def _at_least_one(self, sections: Iterable[Section]) -> list[Section]:
        made = list(sections)
        return made if made or self.is_grouped else [Section("", "", ())]

    def _section_of(self, index: Index) -> Section | None:
        if not index.isValid():
            return None
        serial = index.internalId()
        if serial == _TOP:
            return None if self.is_grouped else self._sections[0]
        return self._sections[self._position(serial)]

    def _serial(self, key: str) -> int:
        return self._serials.setdefault(key, len(self._serials) + 1)

    def _position(self, serial: int) -> int:
        for position, section in enumerate(self._sections):
            if self._serials.get(section.key) == serial:
                return position
        return 0

    def _top(self, position: int) -> QModelIndex:
        """The parent index of the rows of the section at ``position``."""
        return self.index(position, 0) if self.is_grouped else QModelIndex()

    def _remove_absent(self, wanted: Sequence[Section]) -> None:
        stay = {section.key: {r.id for r in section.resources} for section in wanted}
        for position in range(len(self._sections) - 1, -1, -1):
            key = self._sections[position].key
            if key not in stay and self.is_grouped:
                self.beginRemoveRows(QModelIndex(), position, position)
                del self._sections[position]
                self.endRemoveRows()
            else:
                self._remove_rows(position, stay.get(key, set()))

    def _remove_rows(self, position: int, stay: set[ResourceId]) -> None:
        section = self._sections[position]
        gone = [row for row, r in enumerate(section.resources) if r.id not in stay]
        for first, last in reversed(list(_runs(gone))):
            rows = self._sections[position].resources
            self.beginRemoveRows(self._top(position), first, last)
            self._sections[position] = replace(section, resources=rows[:first] + rows[last + 1 :])
            self.endRemoveRows()

    def _append_new(self, wanted: Sequence[Section]) -> None:
        for section in wanted:
            position = self._found(section)
            have = {r.id for r in self._sections[position].resources}
            new = tuple(r for r in section.resources if r.id not in have)
            if new:
                self._append_rows(position, new)

    def _found(self, section: Section) -> int:
        for position, known in enumerate(self._sections):
            if known.key == section.key:
                return position
        position = len(self._sections)
        self._serial(section.key)
        self.beginInsertRows(QModelIndex(), position, position)
        self._sections.append(replace(section, resources=()))
        self.endInsertRows()
        return position

    def _append_rows(self, position: int, new: tuple[Resource, ...]) -> None:
        section = self._sections[position]
        first = len(section.resources)
        self.beginInsertRows(self._top(position), first, first + len(new) - 1)
        self._sections[position] = replace(section, resources=section.resources + new)
        self.endInsertRows()

    def _settle(self, wanted: Sequence[Section]) -> None:
        """Take the new order, which has the same rows, and move the indexes that views keep."""
        if _is_same_order(wanted, self._sections):
            self._sections = self._at_least_one(wanted)
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        what = [self._identity(index) for index in kept]
        self._sections = self._at_least_one(wanted)
        find = self._finder()
        moved = [find(name, index.column()) for name, index in zip(what, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _identity(self, index: QModelIndex) -> str:
        section = self.section(index)
        if section is not None:
            return f"section {section.key}"
        resource = self.resource(index)
        return "" if resource is None else resource.id

    def _finder(self) -> Callable[[str, int], QModelIndex]:
        places: dict[str, tuple[int, int]] = {}
        for position, section in enumerate(self._sections):
            serial = self._serial(section.key) if self.is_grouped else _TOP
            if self.is_grouped:
                places[f"section {section.key}"] = (position, _TOP)
            places.update((r.id, (row, serial)) for row, r in enumerate(section.resources))

        def find(name: str, column: int) -> QModelIndex:
            place = places.get(name)
            return QModelIndex() if place is None else self.createIndex(place[0], column, place[1])

        return find

    def _announce(self, touched: set[ResourceId]) -> None:
        """A few runs of rows, or one range over them all: one repaint either way."""
        if not touched:
            return
        last_column = len(self.columns) - 1
        for position, section in enumerate(self._sections):
            rows = [row for row, r in enumerate(section.resources) if r.id in touched]
            if not rows:
                continue
            top = self._top(position)
            runs = list(_runs(rows))
            for first, last in runs if len(runs) <= _MOST_RUNS else [(rows[0], rows[-1])]:
                begin, end = self.index(first, 0, top), self.index(last, last_column, top)
                self.dataChanged.emit(begin, end)
            if self.is_grouped:
                self.dataChanged.emit(top, top)

    @override
    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        # hasIndex() would ask for both counts through Python again, for every row of a layout.
        if not (0 <= column < len(self.columns) and 0 <= row < self.rowCount(parent)):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, _TOP)
        return self.createIndex(row, column, self._serial(self._sections[parent.row()].key))

    @override
    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject.parent() is the other overload
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(self._position(index.internalId()), 0, _TOP)

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._sections) if self.is_grouped else len(self._sections[0].resources)
        section = self.section(parent)
        return 0 if section is None or parent.column() > 0 else len(section.resources)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_FLAGS
        if index.internalId() == _TOP and self.is_grouped:
            return _SECTION_FLAGS
        return _ROW_FLAGS

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        resource = self.resource(index)
        if resource is None:
            return self._section_data(index, role)
        position = index.column()
        column = self.columns[position]
        if role == DISPLAY:
            return self.cells(resource)[position].text
        if role == ACCESSIBLE:
            return column.spoken(resource, self._presentation)
        if role == TOOLTIP:
            return column.explanation(resource, self._presentation)
        return _alignment(column) if role == ALIGNMENT else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (DISPLAY, TOOLTIP):
            return self._presentation.formats.say(column.title)
        return _alignment(column) if role == ALIGNMENT else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            name = self.columns[column].id
            self.ask(replace(self._query, sort_by=name, descending=order == _DESCENDING))

    def _section_data(self, index: Index, role: int) -> Any:
        section = self.section(index)
        if section is None or index.column() > 0 or role not in (DISPLAY, ACCESSIBLE):
            return None
        count = self._presentation.formats.number(len(section.resources))
        return f"{section.title} · {count}"


def _alignment(column: Column) -> int:
    return _RIGHT if column.kind is CellKind.NUMBER else _LEFT


def _is_same_order(these: Sequence[Section], those: Sequence[Section]) -> bool:
    """Whether both have the same resources in the same sections and places."""
    return len(these) == len(those) and all(
        one.key == other.key
        and len(one.resources) == len(other.resources)
        and all(a is b or a.id == b.id for a, b in zip(one.resources, other.resources, strict=True))
        for one, other in zip(these, those, strict=True)
    )


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending rows as first and last of each unbroken run."""
    first = previous = None
    for row in rows:
        if previous is None or row != previous + 1:
            if first is not None and previous is not None:
                yield first, previous
            first = row
        previous = row
    if first is not None and previous is not None:
        yield first, previous
