"""What stands where there are no rows: one sentence of why, and one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.ui.theme import scaled, sizes


class EmptyState(QWidget):
    """A heading, a sentence and, if there is one, a button."""

    acted = Signal()
    """The button was pressed."""

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
        self._button = QPushButton(self)
        self._button.setAccessibleName(self.tr("Next step"))
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(size.medium)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addLayout(self._centred(self._sentence))
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _centred(self, label: QLabel) -> QHBoxLayout:
        """A row that keeps a wrapped text narrow and still lets it be as high as it needs."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(label, 2)
        row.addStretch(1)
        return row

    def say(self, heading: str, sentence: str, button: str = "") -> None:
        """Show other words; without ``button`` there is none."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button))

    def heading(self) -> str:
        """The heading on show."""
        return self._heading.text()
