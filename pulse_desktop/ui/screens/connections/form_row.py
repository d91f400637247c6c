"""One line of the form: its label, its entry, what is wrong with it, and help."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui.screens.connections.entry import Entry
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.wording import caption, sentence
from pulse_desktop.ui.theme import sizes


class ProblemLine(QWidget):
    """A sentence with the mark of what is wrong; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = sentence("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes(self.font()).small)
        row.addWidget(StatusMark(Shape.CRITICAL, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text``; nothing when it is empty."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._text.text()


class FormRow:
    """Places its parts into two columns of ``grid``."""

    def __init__(self, title: str, entry: Entry, help_text: str, grid: QGridLayout) -> None:
        parent = entry.parentWidget()
        size = sizes(entry.font())
        self.entry = entry
        self._label = QLabel(title, parent)
        self._label.setBuddy(entry)
        self._label.setContentsMargins(0, size.tight, 0, 0)
        self._box = QWidget(parent)
        self._problem = ProblemLine(self._box)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.tight)
        column.addWidget(entry)
        column.addWidget(self._problem)
        if help_text:
            column.addWidget(caption(help_text, self._box))
        row = grid.rowCount()
        grid.addWidget(self._label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._box, row, 1)

    def set_visible(self, *, visible: bool) -> None:
        """Show or hide all of it."""
        self._label.setVisible(visible)
        self._box.setVisible(visible)

    def is_shown(self) -> bool:
        """Whether it is part of the form now."""
        return not self._box.isHidden()

    def show_problem(self, text: str) -> None:
        """Say what is wrong; nothing when ``text`` is empty."""
        self._problem.say(text)

    def problem(self) -> str:
        """What it says is wrong."""
        return self._problem.text()
