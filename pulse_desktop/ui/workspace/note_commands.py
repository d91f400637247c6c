"""Writing notes at the crosshair, and finding those that are on show."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.note import Note
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.workspace.note_line import NoteLine, nearest
from pulse_desktop.ui.workspace.seam import WindowSeam


class NoteCommands(QObject):
    """Stands between the crosshair, the line in which notes are written, and their menu."""

    sought = Signal(float)
    """The crosshair is wanted at an instant, epoch seconds."""

    def __init__(
        self,
        control: TimeControl,
        crosshair: Callable[[], float | None],
        line: NoteLine,
        write: QAction,
        menu: QMenu,
        seam: WindowSeam,
    ) -> None:
        super().__init__(line)
        self._control, self._crosshair, self._line, self._seam = control, crosshair, line, seam
        self._write_action, self._menu = write, menu
        self._notes: Sequence[Note] = ()
        write.triggered.connect(self.write)
        menu.aboutToShow.connect(self._fill)

    def show(self, notes: Sequence[Note]) -> None:
        """Take those that are on show."""
        self._notes = notes

    def write(self) -> None:
        """Let the user write at the crosshair, or at the end of the window without one."""
        stretch = self._control.stretch
        at_s = self._crosshair()
        if at_s is None:
            at_s = stretch.end_s
        near = nearest(self._notes, at_s, (stretch.start_s, stretch.end_s))
        self._line.write_at(datetime.fromtimestamp(at_s, UTC), near)

    def _fill(self) -> None:
        formats = self._seam.presents().formats
        self._menu.clear()
        self._menu.addAction(self._write_action)
        if self._notes:
            self._menu.addSeparator()
        for note in reversed(self._notes):
            said = f"{formats.absolute(note.at)}  {note.text}".replace("&", "&&")
            self._menu.addAction(said).triggered.connect(partial(self._go_to, note))

    def _go_to(self, note: Note, *_checked: bool) -> None:
        self.sought.emit(epoch_ms(note.at) / 1000)
        self._line.write_at(note.at, note)
