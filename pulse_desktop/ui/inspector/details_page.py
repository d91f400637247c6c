"""The inspector's raw page: every labelled value, searchable and copyable."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.inspector.details import Group
from pulse_desktop.ui.theme import scaled, sizes
from pulse_desktop.ui.tool_tip import as_written


class DetailsPage(QWidget):
    """A filter over a two-column tree. Keeps its items while only values change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._groups: tuple[Group, ...] = ()
        self._rows: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._filter = QLineEdit(self, placeholderText=self.tr("Filter details"))
        self._filter.setClearButtonEnabled(True)
        self._filter.setAccessibleName(self.tr("Filter details"))
        self._tree = QTreeWidget(self)
        self._tree.setAccessibleName(self.tr("Details"))
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(0)
        self._tree.setUniformRowHeights(True)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._tree.header().resizeSection(0, 22 * size.character)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._tree)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        self._filter.textChanged.connect(self._apply_filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.medium, size.medium, 0, 0)
        column.addWidget(self._filter)
        column.addWidget(self._tree)

    def show_details(self, groups: tuple[Group, ...]) -> None:
        """Show another resource, or the same a moment later."""
        if groups == self._groups:
            return
        same = _labels(groups) == _labels(self._groups)
        self._groups = groups
        if same:
            self._update()
        else:
            self._fill()

    def _fill(self) -> None:
        self._tree.clear()
        self._rows = []
        muted = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for title, rows in self._groups:
            head = QTreeWidgetItem(self._tree, [title])
            head.setFirstColumnSpanned(True)
            head.setFont(0, scaled(self.font(), 1.0, bold=True))
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            made = []
            for label, value in rows:
                row = QTreeWidgetItem(head, [label, value])
                row.setForeground(0, muted)
                row.setToolTip(1, as_written(value))
                made.append(row)
            self._rows.append((head, made))
        self._tree.expandAll()
        self._apply_filter()

    def _update(self) -> None:
        for (_head, items), (_title, rows) in zip(self._rows, self._groups, strict=True):
            for item, (_label, value) in zip(items, rows, strict=True):
                item.setText(1, value)
                item.setToolTip(1, as_written(value))
        self._apply_filter()

    def _apply_filter(self) -> None:
        wanted = self._filter.text().strip().casefold()
        for (head, items), (title, rows) in zip(self._rows, self._groups, strict=True):
            kept = [wanted in f"{title} {label} {value}".casefold() for label, value in rows]
            for item, keep in zip(items, kept, strict=True):
                item.setHidden(not keep)
            head.setHidden(not any(kept))

    def _copy(self) -> None:
        rows = [item for item in self._tree.selectedItems() if item.parent() is not None]
        put("\n".join(f"{row.text(0)}\t{row.text(1)}" for row in rows))


def _labels(groups: tuple[Group, ...]) -> list[tuple[str, list[str]]]:
    return [(title, [label for label, _ in rows]) for title, rows in groups]
