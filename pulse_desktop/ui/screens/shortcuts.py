"""The list of keys, made from the actions themselves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.ui.theme import scaled, sizes, tabular


class ShortcutsDialog(QDialog):
    """Keys at the left, what they do at the right. Deletes itself when closed."""

    def __init__(self, shortcuts: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        size = sizes(self.font())
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.large * 2)
        grid.setVerticalSpacing(size.tight)
        rows = (*shortcuts, ("Esc", self.tr("Clear the filter")))
        half = (len(rows) + 1) // 2
        for number, (keys, meaning) in enumerate(rows):
            row, column = number % half, number // half * 2
            key = QLabel(keys, self)
            key.setFont(scaled(tabular(self.font()), 1.0, bold=True))
            grid.addWidget(key, row, column)
            grid.addWidget(QLabel(meaning, self), row, column + 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(size.large, size.large, size.large, size.large)
        column_box.setSpacing(size.large)
        column_box.addLayout(grid)
        column_box.addWidget(buttons)
