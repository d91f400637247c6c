"""What stands where there are no rows: one sentence of why, what to do, and what else."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.theme import scaled, sizes


class EmptyState(QWidget):
    """A heading, a sentence and, if there are any, a first and a second button."""

    acted = Signal()
    """The first button was pressed."""

    turned_elsewhere = Signal()
    """The second button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._heading = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setFont(scaled(self.font(), 1.35, bold=True))
        self._sentence = QLabel(self, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setForegroundRole(self._sentence.palette().ColorRole.PlaceholderText)
        self._sentence.setMinimumWidth(48 * size.character)
        self._button = PrimaryButton("", self)
        self._button.set_primary(primary=True)
        self._button.clicked.connect(self.acted)
        self._other = QPushButton(self)
        self._other.clicked.connect(self.turned_elsewhere)
        column = QVBoxLayout(self)
        column.setSpacing(size.medium)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addLayout(self._centred(self._sentence))
        column.addLayout(self._buttons())
        column.addStretch(3)

    def _centred(self, label: QLabel) -> QHBoxLayout:
        """A row that keeps a wrapped text narrow and still lets it be as high as it needs."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(label, 2)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes(self.font()).small)
        row.addStretch(1)
        row.addWidget(self._button)
        row.addWidget(self._other)
        row.addStretch(1)
        return row

    def say(self, heading: str, sentence: str, button: str = "", other: str = "") -> None:
        """Show other words; a button without any is hidden."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        for each, text in ((self._button, button), (self._other, other)):
            each.setText(text)
            each.setVisible(bool(text))

    def heading(self) -> str:
        """The heading on show."""
        return self._heading.text()
