"""One line to be typed: the name of an estate."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from pulse_desktop.settings.estates import LONGEST_NAME
from pulse_desktop.ui.screens.connections.wording import sentence
from pulse_desktop.ui.theme import sizes

_WIDTH = 44
"""Characters."""


class NameDialog(QDialog):
    """Asks as often as it is told to, and each time stays open until the name was taken."""

    entered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._name = QLineEdit(self)
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setMinimumWidth(_WIDTH * size.character)
        label = QLabel(self.tr("&Name"), self)
        label.setBuddy(self._name)
        self._refusal = sentence("", self)
        self._refusal.hide()
        cancel = QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(cancel, self)
        self._accept = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setDefault(True)
        self._buttons.accepted.connect(self._enter)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.small)
        for widget in (label, self._name, self._refusal):
            column.addWidget(widget)
        column.addSpacing(size.small)
        column.addWidget(self._buttons)

    def ask(self, title: str, action: str, name: str = "") -> None:
        """Let the user type a name, or edit ``name``; ``action`` is what is then done."""
        self.setWindowTitle(title)
        self._accept.setText(action)
        self._name.setText(name)
        self._name.selectAll()
        self._name.setFocus()
        self._refusal.hide()
        self.open()

    def refuse(self, reason: str) -> None:
        """Say why the name is not taken, and let the user type another one."""
        self._refusal.setText(reason)
        self._refusal.show()
        self._name.setFocus()
        self._name.selectAll()

    def refusal(self) -> str:
        """Why the name was not taken; empty until one was refused."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def _enter(self) -> None:
        self.entered.emit(self._name.text())
