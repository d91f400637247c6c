"""The table of estates: one row is current, and the keyboard moves by rows."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
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

from pulse_desktop.ui.screens.estates.estate_model import EstateModel
from pulse_desktop.ui.theme import sizes


class EstateTable(QTableView):
    """Shows an ``EstateModel``; the first column takes the room that is left."""

    def __init__(self, rows: EstateModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setItemDelegate(_WholeRows(self))
        self.setAccessibleName(self.tr("Estates"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(sizes(self.font()).row)
        self._dress_header(self.horizontalHeader())

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Titles begin and end where the cells' texts do.
        inset = sizes(self.font()).tight
        header.setStyleSheet(f"QHeaderView::section {{ padding: {inset}px; }}")


class _WholeRows(QStyledItemDelegate):
    """The selected row is what has the focus, not one of its cells."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
