"""The saved connections as a table, one row selected at a time."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon
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

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.ui import shapes
from pulse_desktop.ui.screens.connections.connection_model import ConnectionModel
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.standing import shape_of
from pulse_desktop.ui.theme import colours, sizes


class ConnectionTable(QTableView):
    """Shows statuses; keeps the selection on its connection while they change."""

    selected_changed = Signal()

    def __init__(
        self,
        titles: dict[PlatformId, str],
        describer: Callable[[], Describer],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = ConnectionModel(titles, describer, self._icon, self)
        self.setModel(self.rows)
        self.setItemDelegate(_WholeRows(self))
        self.setAccessibleName(self.tr("Connections"))
        self._select_rows()
        self._dress()
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_statuses(self, statuses: tuple[ConnectionStatus, ...]) -> None:
        """Show these. When the selected one is gone, its place is selected."""
        before = self.selected()
        place = max(0, self.currentIndex().row())
        self.rows.show_statuses(statuses)
        row = self.rows.row_of(before.connection.id) if before is not None else None
        row = min(place, self.rows.rowCount() - 1) if row is None else row
        if self.currentIndex().row() != row:
            self.selectRow(row)

    def selected(self) -> ConnectionStatus | None:
        """The status in the current row."""
        return self.rows.status_at(self.currentIndex().row())

    def _select_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _dress(self) -> None:
        size = sizes(self.font())
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(size.shape, size.shape))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(size.row)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        # Titles begin where the cells' texts do.
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {size.tight}px; }}")

    def _icon(self, status: ConnectionStatus) -> QIcon:
        tokens, side = colours(self.palette()), sizes(self.font()).shape
        icon = shapes.icon(shape_of(status.state), tokens, side)
        # Without one of its own, the style would tint the shape of a selected row.
        selected = icon.pixmap(QSize(side, side), self.devicePixelRatioF())
        icon.addPixmap(selected, QIcon.Mode.Selected)
        return icon

    def _tell(self) -> None:
        self.selected_changed.emit()


class _WholeRows(QStyledItemDelegate):
    """The selected row is what has the focus, not one of its cells."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
