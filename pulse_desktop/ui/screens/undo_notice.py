"""What was just done, in the status bar, and the button that undoes it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.tool_tip import as_written

_SHOWN_MS = 30_000
_LONGEST = 48
"""Average characters: the status bar has more to say, and Undo stays within the window."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """Something done that can be undone."""

    text: str
    """What was done, as a sentence without its full stop."""

    undo: Callable[[], None]


class UndoNotice(QWidget):
    """Tells for a while; the last thing done stays undoable until the next one or its undo."""

    undoable_changed = Signal(bool)
    """Whether there is anything to undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: Undoable | None = None
        self._said = ""
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self.tr("Undo"), self)
        self._button.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        size = sizes(self.font())
        row.setContentsMargins(size.large, 0, 0, 0)
        row.setSpacing(size.small)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.hide()

    def offer(self, done: Undoable) -> None:
        """Tell what was done."""
        self._last = done
        self._said = " ".join(done.text.split())
        self._text.setText(self._cut())
        self._text.setToolTip(as_written(self._said))
        self._button.setAccessibleName(self.tr("Undo: {text}").format(text=done.text))
        self.show()
        self._timer.start()
        self.undoable_changed.emit(True)  # noqa: FBT003 - Qt's signature

    def tell(self, text: str, undo: Callable[[], None]) -> None:
        """As ``offer``, for those who have no ``Undoable``."""
        self.offer(Undoable(text, undo))

    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._said

    def undo(self) -> None:
        """Undo the last thing done, also after the notice went away."""
        last = self._last
        self.forget()
        if last is not None:
            last.undo()

    def forget(self) -> None:
        """Offer nothing any more: what was done belongs to what is no longer on show."""
        self._last = None
        self.hide()
        self.undoable_changed.emit(False)  # noqa: FBT003 - Qt's signature

    def _cut(self) -> str:
        room = _LONGEST * sizes(self.font()).character
        return self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideMiddle, room)
