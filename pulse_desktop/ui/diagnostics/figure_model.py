"""Figures as rows of a table, filtered and sorted."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.diagnostics.figure_row import (
    AGE,
    NAME,
    TITLES,
    VALUE,
    FigureRow,
    figure_rows,
)
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tool_tip import as_written

Index = QModelIndex | QPersistentModelIndex

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ASCENDING: Final = Qt.SortOrder.AscendingOrder
_NOWHERE: Final = QModelIndex()
_FIGURES = frozenset({VALUE, AGE})


class FigureModel(QAbstractTableModel):
    """Keeps its rows while only values change, so that the current row stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presentation = Presentation()
        self._known: dict[ResourceId, tuple[FigureRow, ...]] = {}
        self._rows: list[FigureRow] = []
        self._words: tuple[str, ...] = ()
        self._is_doubtful_only = False
        self._column, self._order = NAME, _ASCENDING

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to filter."""
        return not any(self._known.values())

    def show_resources(self, resources: Iterable[Resource], presentation: Presentation) -> None:
        """Show these, in their present state. What did not change is not looked at again."""
        known, self._presentation = self._known, presentation
        self._known = {each.id: _kept(known.get(each.id), each) for each in resources}
        self._arrange()

    def narrow(self, text: str, *, is_doubtful_only: bool) -> None:
        """Show only rows that have every word of ``text``, or only what is second best."""
        self._words, self._is_doubtful_only = tuple(text.casefold().split()), is_doubtful_only
        self._arrange()

    def row_at(self, row: int) -> FigureRow | None:
        """The figure in that row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _arrange(self) -> None:
        found = [row for rows in self._known.values() for row in rows if self._is_wanted(row)]
        is_backwards = self._order != _ASCENDING
        found.sort(key=lambda row: row.order(self._column), reverse=is_backwards)
        if [_key(row) for row in found] == [_key(row) for row in self._rows]:
            self._rows = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, AGE))
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(_key(self._rows[index.row()]), index.column()) for index in before]
        self._rows = found
        places = {_key(row): number for number, row in enumerate(found)}
        after = [
            self.createIndex(places[key], column) if key in places else QModelIndex()
            for key, column in kept
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _is_wanted(self, row: FigureRow) -> bool:
        if self._is_doubtful_only and row.is_preferred:
            return False
        if not self._words:
            return True
        cells = (row.text(column, self._presentation) for column in range(AGE))
        written = " ".join(cells).casefold()
        return all(word in written for word in self._words)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == DISPLAY:
            return row.text(index.column(), self._presentation)
        if role == _TOOLTIP:
            return as_written(row.explanation(self._presentation))
        return _RIGHT if role == _ALIGNMENT and index.column() in _FIGURES else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == DISPLAY:
            return self._presentation.formats.say(TITLES[section])
        return _RIGHT if role == _ALIGNMENT and section in _FIGURES else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        self._column, self._order = column, order
        self._arrange()


def _kept(known: tuple[FigureRow, ...] | None, now: Resource) -> tuple[FigureRow, ...]:
    if known and known[0].resource is now:
        return known
    return tuple(figure_rows(now))


def _key(row: FigureRow) -> tuple[str, str]:
    return row.resource.id, row.metric.value
