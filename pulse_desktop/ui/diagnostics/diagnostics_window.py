"""The window of diagnostics: a filter, the figures, and what the current one was chosen from."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.diagnostics.figure_model import FigureModel
from pulse_desktop.ui.diagnostics.figure_row import heading
from pulse_desktop.ui.diagnostics.figure_table import FigureTable
from pulse_desktop.ui.diagnostics.inputs_list import InputsList
from pulse_desktop.ui.inspector.captions import muted
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.spreadsheet import harmless
from pulse_desktop.ui.theme import sizes

_WIDTH, _HEIGHT = 170, 34
"""Characters, rows."""

_TABLE_SHARE, _INPUTS_SHARE = 7, 3


class DiagnosticsWindow(QDialog):
    """Stays beside the main window and follows what that shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Diagnostics: memory and disk figures"))
        self._presentation = Presentation()
        self._rows = FigureModel(self)
        self.filter = QLineEdit(self, placeholderText=self.tr("Filter figures"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter figures"))
        self.doubtful = QCheckBox(self.tr("&Only figures that are not preferred"), self)
        self.table = FigureTable(self._rows, self)
        self.inputs = InputsList(self)
        self._nothing = muted("", self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self._connect()

    def show_resources(self, resources: Iterable[Resource], presentation: Presentation) -> None:
        """Take a newer state."""
        self._presentation = presentation
        self._rows.show_resources(resources, presentation)
        self._follow()

    def words(self) -> str:
        """What stands in the place of rows where there are none."""
        return self._nothing.text() if self._shelf.currentWidget() is self._nothing else ""

    def copy_rows(self) -> None:
        """Place the selected rows on the clipboard, all where none is."""
        chosen = self.table.selected_rows() or range(self._rows.rowCount())
        found = (self._rows.row_at(number) for number in chosen)
        lines = [row.line(self._presentation) for row in found if row is not None]
        put("\n".join(map(harmless, (heading(self._presentation), *lines))) + "\n")

    def _arrange(self) -> None:
        size = sizes(self.font())
        head = QHBoxLayout()
        head.setSpacing(size.medium)
        head.addWidget(self.filter, 1)
        head.addWidget(self.doubtful)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.inputs)
        parts.setStretchFactor(0, _TABLE_SHARE)
        parts.setStretchFactor(1, _INPUTS_SHARE)
        self._parts, self._shelf = parts, QStackedWidget(self)
        self._shelf.addWidget(parts)
        self._shelf.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addLayout(head)
        column.addWidget(self._shelf, 1)
        column.addWidget(self._buttons())
        self.resize(_WIDTH * size.character, _HEIGHT * size.row)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._copy = QPushButton(self.tr("&Copy as text"), self, autoDefault=False)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self._enter_rows)
        self.doubtful.toggled.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self._copy.clicked.connect(self.copy_rows)
        find = QShortcut(QKeySequence("/"), self.table)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.filter.setFocus)
        self.table.copied.connect(self.copy_rows)

    def _narrow(self) -> None:
        doubtful = self.doubtful.isChecked()
        self._rows.narrow(self.filter.text(), is_doubtful_only=doubtful)
        self._follow()

    def _enter_rows(self) -> None:
        """From the filter to the first row that it left."""
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 < self._rows.rowCount():
            self.table.selectRow(0)

    def _follow(self) -> None:
        has_rows = self._rows.rowCount() > 0
        self._shelf.setCurrentWidget(self._parts if has_rows else self._nothing)
        if not has_rows:
            self._nothing.setText(self._why_nothing())
        elif self.table.currentIndex().row() < 0:
            self.table.selectRow(0)
        self._show_current(self.table.currentIndex())

    def _why_nothing(self) -> str:
        if self._rows.is_empty:
            return self.tr(
                "Nothing to show yet. Once a hypervisor is polled, the memory and disk of its "
                "nodes and guests are listed here."
            )
        return self.tr("No figure matches the filter.")

    def _show_current(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        inputs = row.truth.inputs if row is not None and row.truth is not None else ()
        self.inputs.show_inputs(inputs, self._presentation.formats)
