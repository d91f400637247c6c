"""Something that went wrong in a dialog, and the choice that it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.wording import sentence
from pulse_desktop.ui.theme import sizes


class Notice(QFrame):
    """A sentence, a button for what can be done, and one that puts the notice away."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        size = sizes(self.font())
        self._mark = StatusMark(Shape.WARNING, self)
        self._text = sentence("", self)
        self._accept = QPushButton(self, autoDefault=False)
        self._dismiss = QPushButton(self, autoDefault=False)
        self.setFocusProxy(self._accept)
        self._accept.clicked.connect(self.accepted)
        self._dismiss.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.medium, size.small, size.medium, size.small)
        row.setSpacing(size.small)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self._accept)
        row.addWidget(self._dismiss)
        self.hide()

    def say(
        self, text: str, dismissal: str, choice: str = "", shape: Shape = Shape.WARNING
    ) -> None:
        """Show ``text``; without ``choice`` there is only the dismissal."""
        self._mark.show_shape(shape)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._dismiss.setText(dismissal)
        self._accept.setText(choice)
        self._accept.setVisible(bool(choice))
        self.show()

    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def choose(self) -> None:
        """Take the choice it offers."""
        self._accept.click()

    def _put_away(self) -> None:
        self.hide()
        self.dismissed.emit()
