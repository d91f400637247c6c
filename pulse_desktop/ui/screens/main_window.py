"""The main window: composes the panes, connects them, and asks the desk."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.clock import Clock, utc_now
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.text import Text
from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.settings.preferences import Preferences, Retention, Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.hub import StateHub
from pulse_desktop.ui.icons import program_icon
from pulse_desktop.ui.inspector.events_page import Spawn
from pulse_desktop.ui.inspector.inspector import Inspector, PageId
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens import estate_view, table_memory, window_state
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.banner import Banner
from pulse_desktop.ui.screens.lens_bar import LensBar
from pulse_desktop.ui.screens.pane_cycle import focus_next
from pulse_desktop.ui.screens.panes import Panes
from pulse_desktop.ui.screens.recovery_page import RecoveryPage
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.row_commands import RowCommands
from pulse_desktop.ui.screens.status_strip import StatusStrip
from pulse_desktop.ui.screens.tab import TABLES, TabId
from pulse_desktop.ui.screens.top_bar import TopBar
from pulse_desktop.ui.screens.window_state import WindowState
from pulse_desktop.ui.translation import localised, translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk, Published

_DEFAULT_SIZE = (1360, 840)
_MINIMUM_SIZE = (960, 600)
_MESSAGE_MS = 8000


class MainWindow(QMainWindow):
    """Shows what the hub publishes. Closing it is a request; the application decides."""

    quit_requested = Signal()
    connections_requested = Signal()
    add_connection_requested = Signal()
    preferences_saved = Signal(object)
    """Carries the ``Preferences`` that were saved."""

    def __init__(
        self,
        desk: "Desk",
        hub: StateHub,
        window_file: Path,
        spawn: Spawn,
        now: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._spawn = spawn
        self._now = now
        self._window_file = window_file
        self._published: Published | None = None
        self._presentation = self._presented(desk.preferences())
        self._compose()
        self._connect(hub)
        self._restore(window_state.load(window_file))

    def show_published(self, published: "Published") -> None:
        """Take a newer state."""
        self._published = published
        for page in self._pages.values():
            page.show_published(published)
        self._show_frame()
        self._inspect_current()

    def turn_to(self, tab: TabId) -> None:
        """Bring a tab up."""
        self._top.turn_to(tab)

    def select(self, identity: ResourceId) -> None:
        """Make a resource the current one, in the tab that lists it."""
        resource = self._published.state.by_id.get(identity) if self._published else None
        tab = next((t.id for t in TABLES if resource and resource.type in t.types), None)
        if tab is None:
            return
        self.turn_to(tab)
        page = self._pages[tab]
        if not page.model.index_of(identity).isValid():
            self._top.set_text("")
            self._lens_bar.choose(None)
        page.table.select(identity)

    def remember(self) -> bool:
        """Write down how the window is left. Returns whether that was possible."""
        return window_state.save(self._window_file, self._state())

    def say(self, message: Text) -> None:
        """Tell the user in the status bar, for a while."""
        self._strip.showMessage(translate(message), _MESSAGE_MS)

    def apply_preferences(self, preferences: Preferences) -> None:
        """Take other units or another theme."""
        self._presentation = self._presented(preferences)
        theme.apply(_application(), preferences.theme)
        self._actions.tick(self._actions.themes, preferences.theme)
        for page in self._pages.values():
            page.present(self._presentation)
        self._inspector.present(self._presentation)
        self._strip.present(self._presentation)

    def _presented(self, preferences: Preferences) -> Presentation:
        titles = {platform.id: platform.title for platform in self._desk.platforms}
        return Presentation(formats=localised(preferences), now=self._now, titles=titles)

    def _compose(self) -> None:
        self.setWindowTitle("Pulse Desktop")
        self.setWindowIcon(program_icon())
        self.resize(*_DEFAULT_SIZE)
        self.setMinimumSize(*_MINIMUM_SIZE)
        self._actions = Actions(self)
        self._actions.fill(self.menuBar())
        self._on_rows = RowCommands(self._actions, self._page, self)
        self._top = TopBar(self)
        self._lens_bar = LensBar(self)
        self._banner = Banner(self)
        self._pages = {tab.id: ResourcePage(tab, self._presentation, self) for tab in TABLES}
        self._inspector = Inspector(self._desk.recordings, self._spawn, self._presentation, self)
        self._strip = StatusStrip(self._presentation, self)
        self.setStatusBar(self._strip)
        self.setCentralWidget(self._centre())
        for page in self._pages.values():
            page.table.addActions(self._actions.on_rows())
        self._actions.tick(self._actions.themes, self._desk.preferences().theme)

    def _centre(self) -> QWidget:
        self._stack = QStackedWidget(self)
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._stack.addWidget(RecoveryPage(self))
        content = QWidget(self)
        column = _tight_column(content)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        centre = QWidget(self)
        rows = _tight_column(centre)
        rows.addWidget(self._top)
        self._panes = Panes(self._lens_bar, content, self._inspector, centre)
        rows.addWidget(self._panes, 1)
        return centre

    def _connect(self, hub: StateHub) -> None:
        hub.published.connect(self.show_published)
        self._connect_actions()
        self._top.turned.connect(self._turn)
        self._top.filtered.connect(self._filter)
        self._top.left.connect(self._focus_rows)
        self._lens_bar.chosen.connect(self._look_through)
        self._inspector.followed.connect(self.select)
        self._inspector.closed.connect(self._close_inspector)
        self._panes.inspector_shown.connect(self._tick_inspector)
        self._strip.connections_requested.connect(self.connections_requested)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        for page in self._pages.values():
            page.add_requested.connect(self.add_connection_requested)
            page.filter_cleared.connect(self._clear_filter)
            page.lens_cleared.connect(self._clear_lens)
            page.table.current_changed.connect(self._inspect_current)
            page.table.opened.connect(self._inspect)
            page.table.menu_requested.connect(self._on_rows.show_menu)
            page.table.columns_requested.connect(self._on_rows.choose_columns_at)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.add_connection.triggered.connect(self.add_connection_requested)
        actions.connections.triggered.connect(self.connections_requested)
        actions.quit.triggered.connect(self.quit_requested)
        actions.copy.triggered.connect(self._on_rows.copy)
        actions.find.triggered.connect(self._top.focus_filter)
        actions.preferences.triggered.connect(self._show_preferences)
        actions.lens_bar.toggled.connect(self._lens_bar.setVisible)
        actions.inspector.toggled.connect(self._toggle_inspector)
        actions.next_pane.triggered.connect(self._next_pane)
        actions.columns.triggered.connect(self._on_rows.choose_columns)
        actions.groupings.triggered.connect(self._group)
        actions.themes.triggered.connect(self._choose_theme)
        actions.poll_now.triggered.connect(self._poll_now)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(self._show_about)
        actions.inspect.triggered.connect(self._inspect)
        actions.open_web.triggered.connect(self._on_rows.open_web)
        for action in actions.tabs:
            action.triggered.connect(self._go)

    def _page(self) -> ResourcePage | None:
        return self._pages.get(self._top.tab)

    def _turn(self, tab: TabId) -> None:
        self._stack.setCurrentIndex(list(TabId).index(tab))
        page = self._page()
        self._top.allow_filter(allowed=page is not None)
        self._top.set_text(page.model.query.text if page is not None else "")
        if page is not None:
            self._actions.offer_groupings(page.tab.groupings)
            self._actions.tick(self._actions.groupings, page.model.query.grouping)
        self._actions.columns.setEnabled(page is not None)
        self._actions.groupings.setEnabled(page is not None)
        self._show_frame()
        self._inspect_current()

    def _go(self) -> None:
        self.turn_to(TabId(self._sent_by()))

    def _sent_by(self) -> str:
        """The value of the action that was triggered."""
        sender = self.sender()
        return str(sender.data()) if isinstance(sender, QAction) else ""

    def _filter(self, text: str) -> None:
        page = self._page()
        if page is not None:
            page.filter(text)
            self._tell_count()
            self._inspect_current()

    def _look_through(self, lens: PlatformId | None) -> None:
        for page in self._pages.values():
            page.look_through(lens)
        self._tell_count()
        self._inspect_current()

    def _clear_filter(self) -> None:
        self._top.set_text("")

    def _clear_lens(self) -> None:
        self._lens_bar.choose(None)

    def _show_frame(self) -> None:
        """Lens bar, banner, counts and status bar."""
        published = self._published
        if published is None:
            return
        page = self._page()
        types = page.tab.types if page is not None else frozenset()
        self._lens_bar.show_lenses(estate_view.lenses(published, types, self._presentation))
        self._banner.show_lines(estate_view.banner_lines(published, self._presentation))
        self._strip.show_published(published)
        self._tell_count()

    def _tell_count(self) -> None:
        page = self._page()
        if page is None or self._published is None:
            self._top.tell_count(0, 0)
            return
        total = len(self._published.state.of_type(page.tab.types))
        self._top.tell_count(page.model.count(), total)

    def _inspect_current(self) -> None:
        page, published = self._page(), self._published
        wanted = page.table.wanted if page is not None else None
        self._panes.tell_subject(present=page is not None and not page.is_empty())
        if published is None or wanted is None:
            self._inspector.show_resource(None, EMPTY)
        else:
            self._inspector.show_resource(published.state.by_id.get(wanted), published.state)

    def _inspect(self) -> None:
        self._actions.inspector.setChecked(True)
        self._inspector.setFocus()

    def _toggle_inspector(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._panes.want_inspector(wanted=wanted)

    def _tick_inspector(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Follow what the room allowed, without asking for it again."""
        self._actions.inspector.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._actions.inspector.setChecked(shown)
        self._actions.inspector.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _close_inspector(self) -> None:
        self._actions.inspector.setChecked(False)
        self._focus_rows()

    def _focus_rows(self) -> None:
        page = self._page()
        if page is not None and not page.is_empty():
            page.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_pane(self) -> None:
        page = self._page()
        panes: list[QWidget] = [self._lens_bar, self._inspector]
        if page is not None:
            panes.insert(1, page.table)
        focus_next(panes)

    def _group(self) -> None:
        page = self._page()
        chosen = self._actions.groupings.checkedAction()
        if page is not None and chosen is not None:
            page.group(Grouping(chosen.data()))

    def _poll_now(self) -> None:
        self._desk.connections.poll_now(None)

    def _choose_theme(self) -> None:
        chosen = self._actions.themes.checkedAction()
        if chosen is not None:
            changed = replace(self._desk.preferences(), theme=Theme(chosen.data()))
            self._spawn(self._save(changed))

    async def _save(self, preferences: Preferences) -> None:
        """Apply at once, then write down; say so when that fails."""
        self.apply_preferences(preferences)
        try:
            await self._desk.save_preferences(preferences)
        except PulseError as error:
            self.say(error.message)
            return
        self.preferences_saved.emit(preferences)

    def _follow_system(self) -> None:
        theme.apply(_application(), self._desk.preferences().theme)

    def _show_preferences(self) -> None:
        # Dialogs are loaded when they are asked for, not before the first paint.
        from pulse_desktop.ui.screens.preferences import PreferencesDialog

        dialog = PreferencesDialog(
            self._desk.preferences(), self._desk.platforms, self, estimate=self._cost
        )
        dialog.saved.connect(self._save_preferences)
        dialog.open()

    def _cost(self, retention: Retention) -> str:
        """What a preset takes on disk, in words."""
        size = self._desk.retention_bytes(retention)
        if size is None:
            return self.tr("The size is known once something is recorded.")
        shown = self._presentation.formats.size(size)
        return self.tr("About {size} after a year, as things are now.").format(size=shown)

    def _save_preferences(self, preferences: Preferences) -> None:
        self._spawn(self._save(preferences))

    def _show_shortcuts(self) -> None:
        from pulse_desktop.ui.screens.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions.with_shortcuts(), self).open()

    def _show_about(self) -> None:
        from pulse_desktop.ui.screens.about import AboutDialog

        AboutDialog(self).open()

    def _restore(self, state: WindowState) -> None:
        if state.geometry:
            self.restoreGeometry(QByteArray(state.geometry))
        for page in self._pages.values():
            table = state.tables.get(page.tab.id)
            if table is not None:
                table_memory.restore(page, table)
        if state.inspector_page in list(PageId):
            self._inspector.open_page(PageId(state.inspector_page))
        self._actions.lens_bar.setChecked(state.is_lens_bar_shown)
        self._lens_bar.setVisible(state.is_lens_bar_shown)
        self._panes.prefer_inspector(wanted=state.is_inspector_shown)
        self._lens_bar.prefer(PlatformId(state.lens) if state.lens else None)
        tab = TabId(state.tab) if state.tab in list(TabId) else TabId.INFRASTRUCTURE
        self.turn_to(tab)
        self._turn(tab)
        self._focus_rows()

    def _state(self) -> WindowState:
        return WindowState(
            geometry=bytes(self.saveGeometry().data()),
            tab=self._top.tab,
            lens=self._lens_bar.lens or "",
            inspector_page=self._inspector.page,
            is_lens_bar_shown=self._actions.lens_bar.isChecked(),
            is_inspector_shown=self._panes.is_inspector_wanted,
            tables={name: table_memory.remembered(page) for name, page in self._pages.items()},
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask to quit; the application hides the window when everything is on disk."""
        event.ignore()
        self.quit_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._panes.is_overlaid and self._inspector.isVisible():
            self._close_inspector()
        elif self._top.text():
            self._clear_filter()
            self._focus_rows()


def _tight_column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the window needs a QApplication")
    return app
