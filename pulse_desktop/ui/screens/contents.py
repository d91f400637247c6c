"""What is in the main window: composes the panes, connects them, and asks the desk."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text
from pulse_desktop.settings.preferences import Preferences, Theme
from pulse_desktop.ui.clock.range_button import RangeButton
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.travel_commands import TravelCommands
from pulse_desktop.ui.clock.wording import at as instant_at
from pulse_desktop.ui.diagnostics.diagnostics_commands import DiagnosticsCommands
from pulse_desktop.ui.inspector.inspector import Inspector, PageId
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.banner import Banner
from pulse_desktop.ui.screens.chart_commands import ChartCommands
from pulse_desktop.ui.screens.demo_commands import DemoCommands
from pulse_desktop.ui.screens.estates.estate_commands import EstateCommands
from pulse_desktop.ui.screens.export.export_commands import ExportCommands
from pulse_desktop.ui.screens.export.table_export import TableExport
from pulse_desktop.ui.screens.inspection import Inspection
from pulse_desktop.ui.screens.lens_bar import LensBar
from pulse_desktop.ui.screens.navigation import Navigation, Places
from pulse_desktop.ui.screens.operator_commands import OperatorCommands
from pulse_desktop.ui.screens.pages import Pages
from pulse_desktop.ui.screens.panes import Panes
from pulse_desktop.ui.screens.preference_commands import PreferenceCommands
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.row_commands import RowCommands
from pulse_desktop.ui.screens.status_strip import StatusStrip
from pulse_desktop.ui.screens.strip_commands import StripCommands
from pulse_desktop.ui.screens.surroundings import Surroundings
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.screens.top_bar import TopBar
from pulse_desktop.ui.screens.tour_commands import TourCommands, Ways
from pulse_desktop.ui.screens.undo_notice import UndoNotice
from pulse_desktop.ui.screens.upkeep.upkeep_commands import UpkeepCommands
from pulse_desktop.ui.screens.window_state import WindowState
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.tour.detour import Detour
from pulse_desktop.ui.translation import localised, translate
from pulse_desktop.ui.workspace.charts import Charts
from pulse_desktop.ui.workspace.commands import chart_keys
from pulse_desktop.ui.workspace.seam import WindowSeam

if TYPE_CHECKING:  # numpy: with the first chart
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.desk import Desk, Published

_MESSAGE_MS = 8000


class Contents(QObject):
    """Shows what is published in the panes of one window."""

    quit_requested = Signal()
    connections_requested = Signal()
    add_connection_requested = Signal()
    titled = Signal(str)
    """Carries the name of the open estate; empty while there is no other."""

    preferences_saved = Signal(object)
    """Carries the ``Preferences`` that were saved."""

    def __init__(self, window: QMainWindow, desk: "Desk", spawn: Spawn, now: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._spawn = spawn
        self._now = now
        self._published: Published | None = None
        self._time = TimeControl(now, self._recorded_since_s, window)
        self._presentation = self._presented(desk.preferences())

    def restore(self, left: WindowState) -> None:
        """Compose everything as it was left, and put it into the window."""
        self._compose(left)
        self._connect()
        self._connect_actions()
        self._arrange(left)
        self._move_in()

    def show_published(self, published: "Published") -> None:
        """Take a newer state. What the user does is done to it, also while the past is shown."""
        self._estates.show_published(published)
        self._operator.show_published(published)
        if not self._travel.holds(published):
            self._show(published)
        self._demo.show_published(published)
        self._tour.show_published(published)

    def _show(self, published: "Published") -> None:
        before, self._published = self._published, published
        if before is None or before.shown != published.shown:
            self._undo.forget()
            self._present_again()
            published = replace(published, touched=None)
        self._auditor.show_published(published)
        self._pages.show_published(published)
        self._charts.show_published(published)
        self._around.show_published(published, self._presentation)
        self._inspection.show_published(published)
        self._diagnostics.show_published(published)

    def turn_to(self, tab: TabId) -> None:
        """Bring a tab up."""
        self._navigation.turn_to(tab)

    def select(self, identity: ResourceId) -> None:
        """Make a resource the current one, in the tab that lists it."""
        resource = self._published.state.by_id.get(identity) if self._published else None
        if resource is not None:
            self._navigation.select(identity, resource)

    def chart(self, resource: Resource) -> None:
        """Draw a resource in the tab of charts."""
        self._charting.chart(resource)

    def enter_demo(self) -> None:
        """Show the demo estate in place of what is the user's."""
        self._demo.enter()

    def say(self, message: Text) -> None:
        """Tell the user in the status bar, for a while."""
        self._strip.showMessage(translate(message), _MESSAGE_MS)

    def inspect(self, page: PageId) -> None:
        """Show a page of the current resource."""
        self._actions.inspector.setChecked(True)
        self._inspector.open_page(page)

    def travel_to(self, instant: datetime) -> None:
        """Show everything as it was then."""
        self._travel.go(instant)

    @property
    def is_past(self) -> bool:
        """Whether something else than the present is shown."""
        return self._travel.is_past

    def step_back(self) -> None:
        """Esc: close what lies over the table, or else clear the filter, or else end the tour."""
        if self._panes.is_overlaid and self._inspector.isVisible():
            self._close_inspector()
        elif self._pages.page is not None and self._pages.page.strip.step_back():
            return
        elif self._top.text():
            self._navigation.clear_filter()
            self._navigation.focus_rows()
        else:
            self._tour.end()

    def state(self, geometry: bytes) -> WindowState:
        """How everything is left, in a window with this ``geometry``."""
        self._charts.flush()
        return WindowState(
            geometry=geometry,
            tab=self._top.tab,
            lens=self._lens_bar.lens or "",
            inspector_page=self._inspector.page,
            is_lens_bar_shown=self._actions.lens_bar.isChecked(),
            is_inspector_shown=self._panes.is_inspector_wanted,
            tables=self._pages.remembered(),
        )

    def _presented(self, preferences: Preferences) -> Presentation:
        titles = {platform.id: platform.title for platform in self._desk.platforms()}
        live = Presentation(
            formats=localised(preferences),
            now=self._now,
            titles=titles,
            can_visit=self._published is None or not self._published.is_demo,
        )
        past_s = self._time.instant_s
        return live if past_s is None else live.at(instant_at(past_s))

    def _present_again(self) -> None:
        self._present(self._desk.preferences())

    def _present(self, preferences: Preferences) -> None:
        """Take other units or another theme."""
        self._presentation = self._presented(preferences)
        self._actions.tick(self._actions.themes, preferences.theme)
        self._pages.present(self._presentation)
        self._charts.present()
        self._inspector.present(self._presentation)
        self._strip.present(self._presentation)

    def _compose(self, left: WindowState) -> None:
        self._actions = Actions(self._window, self._time)
        self._centre = QWidget(self._window)
        self._undo = UndoNotice(self._window)
        self._compose_frame()
        self._compose_pages(left)
        self._compose_commands()
        self._lay_out()

    def _compose_frame(self) -> None:
        """What stands around the pages."""
        desk, spawn, actions, window = self._desk, self._spawn, self._actions, self._window
        self._estates = EstateCommands(desk, spawn, self.say, actions.estates, window)
        self._range = RangeButton(self._time, actions.time, self._presents, window)
        self._travel = TravelCommands(
            desk.recordings, self._time, actions.travel, spawn, self._presents, window
        )
        unfit = (actions.add_connection, actions.open_web)
        self._demo = DemoCommands(desk.demo, spawn, actions.demo, unfit, window)
        of_estate = (self._estates.button, self._demo.leave_button)
        beside = (*of_estate, self._range, self._travel.button)
        self._top = TopBar(beside, self._centre)
        self._lens_bar = LensBar(self._centre)
        self._banner = Banner(self._centre)
        self._strip = StatusStrip(self._presentation, window)
        self._strip.addPermanentWidget(self._undo)
        self._strip.addPermanentWidget(self._demo.pill)

    def _compose_pages(self, left: WindowState) -> None:
        """What shows resources."""
        recordings = self._desk.recordings
        source = StripSource(recordings, self._time, self._spawn)
        self._charts = Charts(self._desk, self._time, self._seam(), self._now, self._window)
        charts = self._charts.tab
        self._auditor = Auditor(self._spawn, self._now, self._window)
        self._pages = Pages(
            self._presentation, left.tables, source, self._auditor, charts, self._centre
        )
        self._inspector = Inspector(
            recordings, self._time, self._auditor, self._spawn, self._presentation, self._centre
        )

    def _compose_commands(self) -> None:
        """What the user can do."""
        desk, spawn, actions, window = self._desk, self._spawn, self._actions, self._window
        self._preferences = PreferenceCommands(desk, spawn, self.say, window)
        self._summaries = StripCommands(actions, self._pages, window)
        self._charting = ChartCommands(actions, self._charts, self._pages, self.turn_to, window)
        offer = self._undo.offer
        self._operator = OperatorCommands(desk.operator, spawn, offer, self._presents, window)
        self._on_rows = RowCommands(actions, self._page, self._operator, window)
        on_show = self._chart_on_show
        self._export = ExportCommands(actions, desk, spawn, self.say, on_show, window)
        self._table_export = TableExport(actions, desk, spawn, self.say, self._page, window)
        cost, shown = self._preferences.cost, actions.history_use
        self._upkeep = UpkeepCommands(desk, spawn, self._now, cost, shown, window)
        self._diagnostics = DiagnosticsCommands(actions.diagnostics, self._presents, window)
        ways = self._ways()
        self._tour = TourCommands(desk.demo, self._demo, ways, Detour(self._time), window)

    def _seam(self) -> WindowSeam:
        """What charts need of this window."""
        return WindowSeam(
            recordings=self._desk.recordings,
            notes=self._desk.notes,
            spawn=self._spawn,
            presents=self._presents,
            offer=self._undo.tell,
            say=self.say,
        )

    def _ways(self) -> Ways:
        """How a tour gets around in this window."""
        return Ways(
            turn_to=self.turn_to,
            select=self.select,
            inspect=self.inspect,
            show_present=self._travel.back,
            focus_rows=self._focus_rows,
        )

    def _chart_on_show(self) -> "Subject | None":
        """What an export is of: a chart, the inspector's charts, or else the summary cards."""
        page = self._pages.page
        if self._top.tab is TabId.CHARTS or self._charts.is_apart:
            shown = self._charts.subject()
        else:
            shown = self._inspector.subject() or (page.strip.subject() if page else None)
        if shown is None:
            return None
        from pulse_desktop.ui.screens.export.signature import signed

        return signed(shown, self._published, self._time.present, self._presentation.formats)

    def _lay_out(self) -> None:
        content = QWidget(self._centre)
        column = _tight_column(content)
        column.addWidget(self._demo.notice)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)
        rows = _tight_column(self._centre)
        rows.addWidget(self._top)
        rows.addWidget(self._travel.banner)
        self._panes = Panes(self._lens_bar, content, self._inspector, self._centre)
        rows.addWidget(self._panes, 1)
        rows.addWidget(self._tour.card)
        around = (self._top, self._lens_bar, self._banner, self._strip, self._pages)
        self._around = Surroundings(*around)
        self._inspection = Inspection(self._inspector, self._pages, self._panes, self._actions)
        places = Places(
            top=self._top,
            lens_bar=self._lens_bar,
            pages=self._pages,
            inspector=self._inspector,
            foot=self._tour.card,
            around=self._around,
            inspection=self._inspection,
        )
        self._navigation = Navigation(places, self._actions, self._presents, self._window)

    def _move_in(self) -> None:
        self._actions.fill(self._window.menuBar())
        self._window.setStatusBar(self._strip)
        self._window.setCentralWidget(self._centre)
        self._navigation.focus_rows()

    def _connect(self) -> None:
        self._inspector.followed.connect(self.select)
        self._inspector.closed.connect(self._close_inspector)
        self._inspector.edit_requested.connect(self._operator.edit)
        self._inspector.split_requested.connect(self._operator.split)
        self._inspector.merge_requested.connect(self._operator.merge)
        self._inspector.undo_requested.connect(self._operator.undo_decision)
        self._undo.undoable_changed.connect(self._actions.undo.setEnabled)
        self._strip.connections_requested.connect(self.connections_requested)
        self._preferences.changed.connect(self._present)
        self._preferences.saved.connect(self.preferences_saved)
        self._upkeep.kept.connect(self._preferences.save)
        self._estates.titled.connect(self.titled)
        self._time.travelled.connect(self._present_again)
        self._travel.shown.connect(self._show)
        self._travel.told.connect(self.say)
        self._actions.time.live.triggered.connect(self._travel.back)
        self._pages.made.connect(self._connect_page)

    def _connect_page(self, page: ResourcePage) -> None:
        page.table.addActions(self._actions.on_rows())
        page.add_requested.connect(self.add_connection_requested)
        page.demo_requested.connect(self._demo.enter)
        page.table.current_changed.connect(self._inspection.inspect_current)
        page.table.opened.connect(self._inspection.open)
        page.table.menu_requested.connect(self._on_rows.show_menu)
        page.table.columns_requested.connect(self._on_rows.choose_columns_at)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.add_connection.triggered.connect(self.add_connection_requested)
        actions.connections.triggered.connect(self.connections_requested)
        actions.quit.triggered.connect(self.quit_requested)
        actions.copy.triggered.connect(self._on_rows.copy)
        actions.preferences.triggered.connect(self._preferences.show_dialog)
        actions.lens_bar.toggled.connect(self._lens_bar.setVisible)
        actions.columns.triggered.connect(self._on_rows.choose_columns)
        actions.themes.triggered.connect(self._choose_theme)
        actions.poll_now.triggered.connect(self._poll_now)
        actions.tour.triggered.connect(self._tour.start)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(self._show_about)
        actions.open_web.triggered.connect(self._on_rows.open_web)
        actions.edit_notes.triggered.connect(self._on_rows.edit_notes)
        actions.split.triggered.connect(self._on_rows.split)
        actions.merge.triggered.connect(self._on_rows.merge)
        actions.undo.triggered.connect(self._undo.undo)

    def _recorded_since_s(self) -> float | None:
        since = None if self._published is None else self._published.recorder.since
        return None if since is None else since.timestamp()

    def _presents(self) -> Presentation:
        return self._presentation

    def _page(self) -> ResourcePage | None:
        return self._pages.page

    def _focus_rows(self) -> None:
        self._navigation.focus_rows()

    def _close_inspector(self) -> None:
        self._actions.inspector.setChecked(False)
        self._navigation.focus_rows()

    def _poll_now(self) -> None:
        self._desk.connections.poll_now(None)

    def _choose_theme(self) -> None:
        chosen = self._actions.themes.checkedAction()
        if chosen is not None:
            self._preferences.choose_theme(Theme(chosen.data()))

    def _show_shortcuts(self) -> None:
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.screens.shortcuts import ShortcutsDialog

        keys = (*self._actions.with_shortcuts(), *chart_keys())
        ShortcutsDialog(keys, self._window).open()

    def _show_about(self) -> None:
        from pulse_desktop.ui.screens.about import AboutDialog

        AboutDialog(self._window).open()

    def _arrange(self, left: WindowState) -> None:
        self._actions.tick(self._actions.themes, self._desk.preferences().theme)
        if left.inspector_page in list(PageId):
            self._inspector.open_page(PageId(left.inspector_page))
        self._actions.lens_bar.setChecked(left.is_lens_bar_shown)
        self._lens_bar.setVisible(left.is_lens_bar_shown)
        self._panes.prefer_inspector(wanted=left.is_inspector_shown)
        self._lens_bar.prefer(PlatformId(left.lens) if left.lens else None)
        tab = TabId(left.tab) if left.tab in list(TabId) else TabId.INFRASTRUCTURE
        self._navigation.begin(tab)


def _tight_column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
