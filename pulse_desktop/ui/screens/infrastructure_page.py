"""The Infrastructure tab: every machine, and how many workloads run on it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.guests_column import guests_column
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.tab import Tab
from pulse_desktop.ui.strip.source import StripSource


class InfrastructurePage(ResourcePage):
    """Counts guests in the state that it shows."""

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        parent: QWidget | None = None,
    ) -> None:
        own = guests_column(self._guests)
        columns = tuple(own if each.id == own.id else each for each in tab.columns)
        super().__init__(replace(tab, columns=columns), presentation, source, parent)

    def _guests(self, resource: Resource) -> int | None:
        if self._published is None:
            return None
        return self._published.state.guest_counts().get(resource.id, 0)
