"""The main window: a frame that is painted at once, and what is put into it afterwards."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from pulse_desktop.ui.icons import program_icon
from pulse_desktop.ui.screens import window_state

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.model.clock import Clock
    from pulse_desktop.model.ids import ResourceId
    from pulse_desktop.model.text import Text
    from pulse_desktop.ui.desk import Desk, Published
    from pulse_desktop.ui.hub import StateHub
    from pulse_desktop.ui.screens.contents import Contents
    from pulse_desktop.ui.screens.tab import TabId
    from pulse_desktop.ui.tasks import Spawn

_TITLE = "Pulse Desktop"
_DEFAULT_SIZE = (1360, 840)
_MINIMUM_SIZE = (960, 600)


class MainWindow(QMainWindow):
    """Where the window was left, empty until ``furnish``. Closing it asks; the application decides.

    Whatever concerns its contents may be called once they are there.
    """

    quit_requested = Signal()
    connections_requested = Signal()
    add_connection_requested = Signal()
    preferences_saved = Signal(object)
    """Carries the ``Preferences`` that were saved."""

    def __init__(self, window_file: Path) -> None:
        super().__init__()
        self._window_file = window_file
        self._left = window_state.load(window_file)
        self._contents: Contents | None = None
        self.setWindowTitle(_TITLE)
        self.setWindowIcon(program_icon())
        self.resize(*_DEFAULT_SIZE)
        self.setMinimumSize(*_MINIMUM_SIZE)
        if self._left.geometry:
            self.restoreGeometry(QByteArray(self._left.geometry))

    @property
    def contents(self) -> "Contents":
        """What is in the frame, from ``furnish`` on."""
        if self._contents is None:
            raise RuntimeError("the window is not furnished yet")
        return self._contents

    def furnish(self, desk: "Desk", hub: "StateHub", spawn: "Spawn", now: "Clock") -> None:
        """Put everything into the frame, as it was left."""
        from pulse_desktop.ui.screens.contents import Contents

        contents = self._contents = Contents(self, desk, spawn, now)
        contents.restore(self._left)
        contents.quit_requested.connect(self.quit_requested)
        contents.connections_requested.connect(self.connections_requested)
        contents.add_connection_requested.connect(self.add_connection_requested)
        contents.preferences_saved.connect(self.preferences_saved)
        contents.titled.connect(self._entitle)
        hub.published.connect(contents.show_published)

    def show_published(self, published: "Published") -> None:
        """Take a newer state."""
        self.contents.show_published(published)

    def turn_to(self, tab: "TabId") -> None:
        """Bring a tab up."""
        self.contents.turn_to(tab)

    def select(self, identity: "ResourceId") -> None:
        """Make a resource the current one, in the tab that lists it."""
        self.contents.select(identity)

    def enter_demo(self) -> None:
        """Show the demo estate in place of what is the user's."""
        self.contents.enter_demo()

    def say(self, message: "Text") -> None:
        """Tell the user in the status bar, for a while."""
        self.contents.say(message)

    def remember(self) -> bool:
        """Write down how the window is left. Returns whether that was possible."""
        geometry = bytes(self.saveGeometry().data())
        return window_state.save(self._window_file, self.contents.state(geometry))

    def _entitle(self, estate: str) -> None:
        title = f"{estate} – {_TITLE}" if estate else _TITLE
        if self.windowTitle() != title:
            self.setWindowTitle(title)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask to quit; the application hides the window when everything is on disk."""
        event.ignore()
        self.quit_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._contents is not None:
            self._contents.step_back()
