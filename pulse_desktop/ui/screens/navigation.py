"""Where the user is in the window: tab, filter, lens, grouping, pane."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.inspector.inspector import Inspector
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.inspection import Inspection
from pulse_desktop.ui.screens.lens_bar import LensBar
from pulse_desktop.ui.screens.pages import Pages
from pulse_desktop.ui.screens.pane_cycle import focus_next
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.surroundings import Surroundings
from pulse_desktop.ui.screens.tab import TABLES, TabId
from pulse_desktop.ui.screens.top_bar import TopBar


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What can be gone to, and what follows."""

    top: TopBar
    lens_bar: LensBar
    pages: Pages
    inspector: Inspector
    foot: QWidget
    """What stands below the panes, when it does."""

    around: Surroundings
    inspection: Inspection


class Navigation(QObject):
    """Brings tabs up and narrows them, and lets everything around follow."""

    def __init__(
        self,
        places: Places,
        actions: Actions,
        presents: Callable[[], Presentation],
        window: QObject,
    ) -> None:
        super().__init__(window)
        self._places = places
        self._actions = actions
        self._presents = presents
        places.top.turned.connect(self._turn)
        places.top.filtered.connect(self._filter)
        places.top.left.connect(self.focus_rows)
        places.lens_bar.chosen.connect(self._look_through)
        places.pages.made.connect(self._connect_page)
        actions.find.triggered.connect(places.top.focus_filter)
        actions.next_pane.triggered.connect(self._next_pane)
        actions.groupings.triggered.connect(self._group)
        for action in actions.tabs:
            action.triggered.connect(self._go)

    def begin(self, tab: TabId) -> None:
        """Bring up the first tab."""
        self._places.top.turn_to(tab)
        self._turn(tab)

    def turn_to(self, tab: TabId) -> None:
        """Bring a tab up."""
        self._places.top.turn_to(tab)

    def select(self, identity: ResourceId, resource: Resource) -> None:
        """Make a resource the current one, in the tab that is up or else the first, of its type."""
        tab = next((tab.id for tab in TABLES if resource.type in tab.types), None)
        if tab is None:
            return
        up = self._places.pages.page
        self.turn_to(up.tab.id if up is not None and resource.type in up.tab.types else tab)
        page = self._places.pages.page
        if page is None:
            return
        if not page.model.index_of(identity).isValid():
            self.clear_filter()
            self._clear_lens()
        page.table.bring(identity)

    def clear_filter(self) -> None:
        """Show all names again."""
        self._places.top.set_text("")

    def focus_rows(self) -> None:
        """Give the keys to the table that is up."""
        page = self._places.pages.page
        if page is not None and not page.is_empty():
            page.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect_page(self, page: ResourcePage) -> None:
        page.filter_cleared.connect(self.clear_filter)
        page.lens_cleared.connect(self._clear_lens)
        page.strip.left.connect(self.focus_rows)

    def _turn(self, tab: TabId) -> None:
        places, actions = self._places, self._actions
        places.pages.turn_to(tab)
        page = places.pages.page
        places.top.allow_filter(allowed=page is not None)
        places.top.set_text(page.model.query.text if page is not None else "")
        if page is not None:
            actions.offer_groupings(page.tab.groupings)
            actions.tick(actions.groupings, page.model.query.grouping)
        actions.columns.setEnabled(page is not None)
        actions.groupings.setEnabled(page is not None)
        places.around.show(self._presents())
        places.inspection.inspect_current()

    def _go(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.turn_to(TabId(sender.data()))

    def _filter(self, text: str) -> None:
        page = self._places.pages.page
        if page is not None:
            page.filter(text)
            self._narrowed()

    def _look_through(self, lens: PlatformId | None) -> None:
        self._places.pages.look_through(lens)
        self._narrowed()

    def _narrowed(self) -> None:
        self._places.around.tell_count()
        self._places.inspection.inspect_current()

    def _clear_lens(self) -> None:
        self._places.lens_bar.choose(None)

    def _next_pane(self) -> None:
        places = self._places
        page = places.pages.page
        panes: list[QWidget] = [places.lens_bar, places.inspector, places.foot]
        if page is not None:
            panes[1:1] = [page.strip, page.table]
        elif (current := places.pages.currentWidget()) is not None:
            panes.insert(1, current)
        focus_next(panes)

    def _group(self) -> None:
        page = self._places.pages.page
        chosen = self._actions.groupings.checkedAction()
        if page is not None and chosen is not None:
            page.group(Grouping(chosen.data()))
