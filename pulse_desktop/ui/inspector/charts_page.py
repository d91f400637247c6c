"""The inspector's curves: recorded history of what one resource measures."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.inspector.events_page import Spawn
from pulse_desktop.ui.presentation import Presentation

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Recordings


class ChartsPage(QWidget):
    """Imports the chart library when it is first looked at, never before."""

    def __init__(
        self, recordings: "Recordings", spawn: Spawn, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._spawn = spawn
        QVBoxLayout(self)

    def show_resource(self, resource: Resource, presentation: Presentation) -> None:
        """Show its curves."""
