"""Rows of the Events page: a heading a day, and its lines below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from pulse_desktop.ui.inspector.event_line import EventLine

Index = QModelIndex | QPersistentModelIndex

ROW = int(Qt.ItemDataRole.UserRole)
"""Role under which a row itself is handed out."""

_NO_PARENT = QModelIndex()
_SPOKEN = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class DayHeading:
    """Stands above the lines of one day."""

    day: date
    title: str


Row = DayHeading | EventLine


class EventModel(QAbstractListModel):
    """Takes whole lists, and tells the view only what is new in them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take ``rows``; those that are there already stay where they are."""
        if not _contains(rows, self._rows):
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for first, added in _runs(rows, {_key(row) for row in self._rows}):
            self.beginInsertRows(_NO_PARENT, first, first + len(added) - 1)
            self._rows[first:first] = added
            self.endInsertRows()
        self._update(rows)

    def row(self, index: Index) -> Row | None:
        """The row behind ``index``."""
        return self._rows[index.row()] if index.isValid() else None

    def _update(self, rows: Sequence[Row]) -> None:
        """Words may differ: a day is no longer today, units are other ones."""
        for position, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            if old is not new and old != new:
                self._rows[position] = new
                index = self.index(position)
                self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role in _SPOKEN:
            return row.title if isinstance(row, DayHeading) else row.spoken
        if role == _TOOLTIP and isinstance(row, EventLine):
            return row.moment
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), EventLine):
            return _READABLE | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags


def _key(row: Row) -> date | str:
    return row.day if isinstance(row, DayHeading) else row.id


def _contains(rows: Iterable[Row], known: Iterable[Row]) -> bool:
    """Whether all of ``known`` is in ``rows``, in the same order."""
    keys = iter([_key(row) for row in rows])
    return all(_key(row) in keys for row in known)


def _runs(rows: Sequence[Row], known: set[date | str]) -> Iterator[tuple[int, list[Row]]]:
    """Each run of rows that are not ``known``, with the position at which it begins."""
    run: list[Row] = []
    for position, row in enumerate(rows):
        if _key(row) not in known:
            run.append(row)
        elif run:
            yield position - len(run), run
            run = []
    if run:
        yield len(rows) - len(run), run
