"""The table of figures: the keyboard moves by rows, and the titles sort."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.ui.diagnostics.figure_model import FigureModel
from pulse_desktop.ui.diagnostics.figure_row import (
    AGE,
    FIGURE,
    LABEL,
    NAME,
    REASON,
    TRUST,
    VALUE,
)
from pulse_desktop.ui.theme import sizes

_CHARACTERS = {NAME: 22, FIGURE: 12, VALUE: 34, LABEL: 27, TRUST: 13, REASON: 30, AGE: 12}
"""Widths in average characters; the reason takes what is left."""


class FigureTable(QTableView):
    """Shows a ``FigureModel``."""

    copied = Signal()
    """The keys for copying were pressed: the rows are meant, not a cell of them."""

    def __init__(self, rows: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setItemDelegate(_WholeRows(self))
        self.setAccessibleName(self.tr("Memory and disk figures"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(sizes(self.font()).row)
        self._dress_header(self.horizontalHeader())
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def selected_rows(self) -> list[int]:
        """From top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        size = sizes(self.font())
        for column, characters in _CHARACTERS.items():
            header.resizeSection(column, characters * size.character)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        # Titles begin and end where the cells' texts do.
        header.setStyleSheet(f"QHeaderView::section {{ padding: {size.tight}px; }}")
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {size.tight}px; }}")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class _WholeRows(QStyledItemDelegate):
    """The selected row is what has the focus, not one of its cells."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
