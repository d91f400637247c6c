"""What the user can do about the disk space of recorded history, from the main window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.clock import Clock
from pulse_desktop.ui.screens.upkeep.retention_choice import Estimate
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk
    from pulse_desktop.ui.screens.upkeep.upkeep_dialog import UpkeepDialog


class UpkeepCommands(QObject):
    """Owner of the dialog once it was asked for."""

    kept = Signal(object)
    """Carries the ``Preferences`` with another retention, to be saved."""

    def __init__(
        self,
        desk: "Desk",
        spawn: Spawn,
        now: Clock,
        estimate: Estimate,
        show: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._spawn, self._now = desk, spawn, now
        self._estimate = estimate
        self._window = window
        self._dialog: UpkeepDialog | None = None
        show.triggered.connect(self.show_dialog)

    def show_dialog(self) -> "UpkeepDialog":
        """Open the dialog, or bring it to the front."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.screens.upkeep.upkeep_dialog import UpkeepDialog

        if self._dialog is None:
            self._dialog = UpkeepDialog(
                self._desk, self._spawn, self._now, self._estimate, self._window
            )
            self._dialog.kept.connect(self.kept)
        self._dialog.open()
        return self._dialog
