"""The points of a chart in figures, for those who do not see the curves, and for copying."""

import math
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from pulse_desktop.ui import clipboard
from pulse_desktop.ui.charts.legend import IMPORTED
from pulse_desktop.ui.charts.local_spelling import local_spelling
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import sizes, tabular
from pulse_desktop.ui.workspace.points import NO_POINTS, Points

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CHARACTERS = 14
"""Room for a value, in average characters: those that come may be longer than those there are."""


class PointTable(QTableView):
    """Rows are instants, newest first; a cell without a point is a dash.

    What another program recorded says so, and is 1 in a column of its own in what is copied.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _PointModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Data table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFont(tabular(self.font()))
        size = sizes(self.font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(size.row)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    @property
    def points(self) -> Points:
        """What it shows."""
        return self._model.points

    @property
    def is_being_read(self) -> bool:
        """Whether the user went down or selected something: newer rows would take it away."""
        return self.verticalScrollBar().value() > 0 or self.selectionModel().hasSelection()

    def show_points(self, points: Points, formats: Formats) -> None:
        """Take newer points."""
        here = self.currentIndex()
        place = here.row(), here.column()
        fitted = self._fitted()
        self._model.show_points(points, formats)
        if self._fitted() != fitted:
            self._fit()
        if here.isValid() or place[0] >= 0:
            self.setCurrentIndex(self._model.index(*place))

    def _fitted(self) -> tuple[bool, bool, tuple[str, ...]]:
        """What widths are chosen by; while it is the same, those of the user stay."""
        points = self._model.points
        titles = tuple(column.title for column in points.columns)
        return bool(len(points.at_s)), points.imported is not None, titles

    def _fit(self) -> None:
        """Give each column room for its title, and for its newest and its oldest cell."""
        rows = {0, max(0, self._model.rowCount() - 1)}
        least = _CHARACTERS * sizes(self.font()).character
        for column in range(self._model.columnCount()):
            cells = (self.sizeHintForIndex(self._model.index(row, column)) for row in rows)
            title = self.horizontalHeader().sectionSizeHint(column)
            width = max(title, least, *(cell.width() for cell in cells))
            self.setColumnWidth(column, width + sizes(self.font()).character)

    def text(self) -> str:
        """The selected rows, or all of them, tab-separated below their titles."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        chosen = rows if len(rows) > 1 else range(self._model.rowCount())
        lines = [self._model.titles(), *(self._model.exact(row) for row in chosen)]
        return "\n".join("\t".join(line) for line in lines) + "\n"

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            clipboard.put(self.text())
        else:
            super().keyPressEvent(event)


class _PointModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.points = NO_POINTS
        self._formats = Formats()
        self._spelling = local_spelling()
        self._mixed: list[int] = []

    def show_points(self, points: Points, formats: Formats) -> None:
        """Take newer points."""
        self.beginResetModel()
        self.points, self._formats = points, formats
        self._mixed = _mixed(points)
        self.endResetModel()

    def title(self, column: int) -> str:
        """What stands above a column."""
        return self.tr("Time") if column == 0 else self.points.columns[column - 1].title

    def titles(self) -> list[str]:
        """Those of what is copied."""
        here = [self.title(column) for column in range(self.columnCount())]
        word = self._formats.say(IMPORTED)
        return [*here, *(f"{self.title(1 + column)} {word}" for column in self._mixed)]

    def exact(self, row: int) -> list[str]:
        """For the clipboard: ISO 8601, and numbers in the metrics' own units."""
        instant = _instant(self.points, row).isoformat().replace("+00:00", "Z")
        values = self.points.values[:, row].tolist()
        told = ["" if math.isnan(value) else repr(value) for value in values]
        foreign = (
            told[column] and str(int(self._is_imported(row, column))) for column in self._mixed
        )
        return [instant, *told, *foreign]

    def _is_imported(self, row: int, series: int) -> bool:
        imported = self.points.imported
        return imported is not None and bool(imported[series, row])

    def _text(self, row: int, column: int) -> str:
        if column == 0:
            local = self._spelling.local(float(self.points.at_s[row]))
            day = self._formats.day(_instant(self.points, row))
            return f"{day}  {self._spelling.seconds(local)}"
        value = float(self.points.values[column - 1, row])
        known = None if math.isnan(value) else value
        text = self._formats.value(self.points.columns[column - 1].metric, known)
        is_imported = self._is_imported(row, column - 1)
        return f"{self._formats.say(IMPORTED)}  {text}" if is_imported else text

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.points.at_s)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.points.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return self.title(section) if role == Qt.ItemDataRole.DisplayRole else None


def _instant(points: Points, row: int) -> datetime:
    return datetime.fromtimestamp(float(points.at_s[row]), UTC)


def _mixed(points: Points) -> list[int]:
    """The series of which another program recorded something."""
    if points.imported is None:
        return []
    found: list[int] = np.flatnonzero(points.imported.any(axis=1)).tolist()
    return found
