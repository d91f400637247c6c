"""The pages of the tabs, one on top of the other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.screens import table_memory
from pulse_desktop.ui.screens.infrastructure_page import InfrastructurePage
from pulse_desktop.ui.screens.recovery_page import RecoveryPage
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.storage_page import StoragePage
from pulse_desktop.ui.screens.tab import TABLES, TabId
from pulse_desktop.ui.screens.window_state import TableState
from pulse_desktop.ui.screens.workloads_page import WorkloadsPage
from pulse_desktop.ui.strip.source import StripSource

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published

_TABS = {tab.id: tab for tab in TABLES}


class Pages(QStackedWidget):
    """Makes a page when it is first looked at, and keeps every one that was made up to date."""

    made = Signal(object)
    """Carries a new ``ResourcePage``, arranged as it was left."""

    def __init__(
        self,
        presentation: Presentation,
        left: Mapping[str, TableState],
        source: StripSource,
        auditor: Auditor,
        charts: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self._source = source
        self._auditor = auditor
        self._left = left
        self._lens: PlatformId | None = None
        self._published: Published | None = None
        self._made: dict[TabId, ResourcePage] = {}
        self._charts = charts
        self.addWidget(charts)

    @property
    def page(self) -> ResourcePage | None:
        """The page that is up, where it has a table."""
        shown = self.currentWidget()
        return shown if isinstance(shown, ResourcePage) else None

    def turn_to(self, tab: TabId) -> None:
        """Bring a tab's page up."""
        is_table = tab in _TABS
        page = (self._made.get(tab) or self._make(tab)) if is_table else self._charts
        self.setCurrentWidget(page)

    def show_published(self, published: "Published") -> None:
        """Take a newer state. Each row is in one page, so all pages cost what was touched."""
        self._published = published
        for page in self._made.values():
            page.show_published(published)

    def look_through(self, lens: PlatformId | None) -> None:
        """Show only what one platform reports, or everything, in every tab."""
        self._lens = lens
        for page in self._made.values():
            page.look_through(lens)

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self._presentation = presentation
        for page in self._made.values():
            page.present(presentation)

    def remembered(self) -> Mapping[str, TableState]:
        """By tab, how each table is left; one that was not looked at stays as it was."""
        looked_at = {str(tab): table_memory.remembered(page) for tab, page in self._made.items()}
        return {**self._left, **looked_at}

    def _make(self, tab: TabId) -> ResourcePage:
        page = self._new(tab)
        self._made[tab] = page
        self.addWidget(page)
        if tab in self._left:
            table_memory.restore(page, self._left[tab])
        page.look_through(self._lens)
        if self._published is not None:
            page.show_published(self._published)
        self.made.emit(page)
        return page

    def _new(self, tab: TabId) -> ResourcePage:
        if tab is TabId.RECOVERY:
            return RecoveryPage(_TABS[tab], self._presentation, self._source, self._auditor, self)
        if tab is TabId.WORKLOADS:
            return WorkloadsPage(_TABS[tab], self._presentation, self._source, self._auditor, self)
        kind = StoragePage if tab is TabId.STORAGE else InfrastructurePage
        return kind(_TABS[tab], self._presentation, self._source, self)
