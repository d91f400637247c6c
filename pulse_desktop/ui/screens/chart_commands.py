"""What leads from tables, strips and menus into charts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.pages import Pages
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.workspace.charts import Charts


class ChartCommands(QObject):
    """Puts rows into the chart of the tab, and opens chart windows."""

    def __init__(
        self,
        actions: Actions,
        charts: Charts,
        pages: Pages,
        turn_to: Callable[[TabId], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._charts, self._pages, self._turn_to = charts, pages, turn_to
        actions.add_to_chart.triggered.connect(self.add)
        actions.chart_window.triggered.connect(charts.new_window)
        exports = [actions.export_chart, actions.export_chart_as, actions.copy_chart]
        self._shared = [actions.undo, *exports, actions.print_chart, actions.shortcuts]
        pages.made.connect(self._connect_page)
        charts.made.connect(self._share)
        charts.export_requested.connect(actions.export_chart_as.trigger)

    def add(self) -> None:
        """Draw the selected rows' main metrics."""
        page = self._pages.page
        if page is not None:
            self._charts.add(page.table.selected_resources())

    def chart(self, resource: Resource) -> None:
        """Show what one resource is mostly looked at for."""
        self._charts.document.add_resources([resource])
        self._turn_to(TabId.CHARTS)

    def open(self, keys: Sequence[SeriesKey]) -> None:
        """Show a chart of what a summary card is about."""
        self._charts.show_series(keys)
        self._turn_to(TabId.CHARTS)

    def _share(self, window: QWidget) -> None:
        """Let a chart window have the main one's keys that concern charts."""
        window.addActions(self._shared)

    def _connect_page(self, page: ResourcePage) -> None:
        page.strip.opened.connect(self.open)
