"""Writing a note at an instant, in one line below the chart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.note import LONGEST, Note, new_note_id, one_line
from pulse_desktop.ui.tasks import is_alive
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.workspace.seam import WindowSeam

_NEAR = 0.01
"""Of the window: a note that close to the crosshair is the one that is meant."""


def nearest(notes: Sequence[Note], at_s: float, window_s: tuple[float, float]) -> Note | None:
    """The note at an instant, as closely as the crosshair can be put there."""
    reach_s = (window_s[1] - window_s[0]) * _NEAR
    near = [note for note in notes if abs(epoch_ms(note.at) / 1000 - at_s) <= reach_s]
    return min(near, key=lambda note: abs(epoch_ms(note.at) / 1000 - at_s), default=None)


class NoteLine(QFrame):
    """Keeps, changes and deletes one note; all of it can be undone."""

    changed = Signal()
    """A note is another one: what shows them has to be read again."""

    closed = Signal()

    def __init__(self, seam: WindowSeam, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seam = seam
        self._note: Note | None = None
        self._is_new = True
        self._moment = QLabel(self)
        self._text = QLineEdit(self)
        self._text.setMaxLength(LONGEST)
        self._text.setPlaceholderText(self.tr("What happened"))
        self._keep = QPushButton(self.tr("Keep note"), self)
        self._delete = QPushButton(self.tr("Delete"), self)
        self._lay_out()
        self._text.returnPressed.connect(self.keep)
        self._keep.clicked.connect(self.keep)
        self._delete.clicked.connect(self.delete)
        self.hide()

    def write_at(self, at: datetime, known: Note | None) -> None:
        """Let the user write at an instant, or change the note that is there."""
        self._is_new = known is None
        self._note = known or Note(new_note_id(), at, "")
        moment = self._seam.presents().formats.absolute(self._note.at)
        self._moment.setText(self.tr("Note at {moment}").format(moment=moment))
        self._text.setAccessibleName(self._moment.text())
        self._text.setText(self._note.text)
        self._text.selectAll()
        self._delete.setVisible(not self._is_new)
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what was written; nothing written deletes the note."""
        note, text = self._note, one_line(self._text.text())
        if note is None or (not text and self._is_new):
            self._close()
        elif not text:
            self.delete()
        else:
            self._put(replace(note, text=text), None if self._is_new else note)

    def delete(self) -> None:
        """Take the note off the timeline."""
        note = self._note
        self._close()
        if note is not None and not self._is_new:
            self._seam.spawn(self._remove(note, is_told=True))

    def _put(self, note: Note, before: Note | None) -> None:
        self._close()
        self._seam.spawn(self._write(note, before, is_told=True))

    async def _write(self, note: Note, before: Note | None, *, is_told: bool) -> None:
        try:
            await self._seam.notes.keep(note)
        except PulseError as error:
            self._seam.say(error.message)
            return
        if not is_alive(self):
            return
        self.changed.emit()
        if is_told:
            said = self.tr("Kept the note “{text}”").format(text=note.text)
            self._seam.offer(said, lambda: self._take_back(note, before))

    async def _remove(self, note: Note, *, is_told: bool) -> None:
        try:
            await self._seam.notes.remove(note.id)
        except PulseError as error:
            self._seam.say(error.message)
            return
        if not is_alive(self):
            return
        self.changed.emit()
        if is_told:
            said = self.tr("Deleted the note “{text}”").format(text=note.text)
            self._seam.offer(said, lambda: self._bring_back(note))

    def _take_back(self, note: Note, before: Note | None) -> None:
        if before is None:
            self._seam.spawn(self._remove(note, is_told=False))
        else:
            self._bring_back(before)

    def _bring_back(self, note: Note) -> None:
        self._seam.spawn(self._write(note, None, is_told=False))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        size = sizes(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(size.large, size.tight, size.large, size.tight)
        row.setSpacing(size.small)
        row.addWidget(self._moment)
        row.addWidget(self._text, 1)
        row.addWidget(self._keep)
        row.addWidget(self._delete)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
