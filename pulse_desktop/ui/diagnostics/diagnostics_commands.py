"""What the user can look up about figures, from the main window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.presentation import Presentation

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published
    from pulse_desktop.ui.diagnostics.diagnostics_window import DiagnosticsWindow


class DiagnosticsCommands(QObject):
    """Owner of the window of diagnostics once it was asked for."""

    def __init__(
        self, show: QAction, presentation: Callable[[], Presentation], window: QWidget
    ) -> None:
        super().__init__(window)
        self._presentation, self._window = presentation, window
        self._state: ReadState = EMPTY
        self._shown: DiagnosticsWindow | None = None
        show.triggered.connect(self.show_window)

    def show_published(self, published: "Published") -> None:
        """Take a newer state. It is not looked at while nobody does."""
        self._state = published.state
        if self._shown is not None and self._shown.isVisible():
            self._tell(self._shown)

    def show_window(self) -> "DiagnosticsWindow":
        """Open the window, or bring it to the front."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.diagnostics.diagnostics_window import DiagnosticsWindow

        if self._shown is None:
            self._shown = DiagnosticsWindow(self._window)
        self._tell(self._shown)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()
        self._shown.table.setFocus()
        return self._shown

    def _tell(self, shown: "DiagnosticsWindow") -> None:
        resources = (view.resource for view in self._state.views())
        shown.show_resources(resources, self._presentation())
