"""Every command of the window, made once: menus, shortcuts and their list come from here."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from pulse_desktop.model.resource import Resource
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui.clock.live_only import LiveOnly
from pulse_desktop.ui.clock.time_actions import TimeActions
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.travel_actions import TravelActions
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.screens.tab import GROUPING_TITLES, TITLES
from pulse_desktop.ui.translation import translate


class Actions(QObject):
    """Owns the actions; the window connects them."""

    def __init__(self, window: QWidget, time: TimeControl) -> None:
        super().__init__(window)
        self._window = window
        self._all: list[QAction] = []
        self._make_file()
        self._make_edit()
        self._make_view()
        self._make_go()
        self.time = TimeActions(window, time)
        self.travel = TravelActions(window)
        self._all += [*self.time.all(), *self.travel.all()]
        self.poll_now = self._make(self.tr("&Poll now"), "F5")
        self.history_use = self._make(self.tr("&History and disk use…"))
        self.diagnostics = self._make(self.tr("&Diagnostics…"), "Ctrl+Shift+D")
        self.tour = self._make(self.tr("&Tour"))
        self.demo = self._make(self.tr("&Demo estate"), checkable=True)
        self.shortcuts = self._make(self.tr("&Keyboard shortcuts"), "?")
        self.about = self._make(self.tr("&About Pulse Desktop"))
        self._make_row_commands()
        needing = [self.poll_now, self.open_web, *self.on_words()]
        self._live_only = LiveOnly(time, needing, self)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into menus."""
        file = bar.addMenu(self.tr("&File"))
        file.addActions([self.add_connection, self.chart_window])
        file.addActions([self.connections, self.estates])
        file.addSeparator()
        self._fill_export(file.addMenu(self.tr("E&xport")))
        file.addAction(self.print_chart)
        file.addSeparator()
        file.addAction(self.quit)
        edit = bar.addMenu(self.tr("&Edit"))
        edit.addAction(self.undo)
        edit.addSeparator()
        edit.addActions([self.copy, self.find])
        edit.addSeparator()
        edit.addActions(self.on_words())
        edit.addSeparator()
        edit.addAction(self.preferences)
        self._fill_view(bar.addMenu(self.tr("&View")))
        go = bar.addMenu(self.tr("&Go"))
        go.addActions(self.tabs)
        go.addSeparator()
        self.travel.fill(go)
        self.time.fill(bar.addMenu(self.tr("&Charts")))
        tools = bar.addMenu(self.tr("&Tools"))
        tools.addActions([self.poll_now, self.history_use, self.diagnostics])
        guide = bar.addMenu(self.tr("&Help"))
        guide.addActions([self.tour, self.demo])
        guide.addSeparator()
        guide.addActions([self.shortcuts, self.about])
        for menu in (file, edit, tools):
            menu.setToolTipsVisible(True)

    def with_shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Every key and what it does, for the list of shortcuts."""
        return tuple(
            (
                action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                action.text().replace("&", "").rstrip("…"),
            )
            for action in self._all
            if not action.shortcut().isEmpty()
        )

    def tick(self, group: QActionGroup, value: str) -> None:
        """Check the action of ``group`` that stands for ``value``."""
        for action in group.actions():
            if action.data() == value:
                action.setChecked(True)

    def offer_groupings(self, groupings: Sequence[Grouping]) -> None:
        """Enable the groupings that the current tab has."""
        for action in self.groupings.actions():
            action.setVisible(Grouping(action.data()) in groupings)

    def _make_file(self) -> None:
        self.add_connection = self._make(self.tr("&Add connection…"), "Ctrl+N")
        self.connections = self._make(self.tr("&Connections…"), "Ctrl+7")
        self.chart_window = self._make(self.tr("New chart &window"), "Ctrl+Shift+N")
        self.estates = self._make(self.tr("&Estates…"), "Ctrl+Shift+O")
        self.export_chart = self._make(self.tr("Export &chart"), "Ctrl+E")
        self.export_chart_as = self._make(self.tr("Export chart &as…"))
        self.copy_chart = self._make(self.tr("Copy chart as &image"), "Ctrl+Shift+E")
        self.export_table = self._make(self.tr("&Table as CSV…"))
        self.print_chart = self._make(self.tr("&Print chart…"), "Ctrl+P")
        self.quit = self._make(self.tr("&Quit"), "Ctrl+Q")

    def _make_edit(self) -> None:
        self.undo = self._make(self.tr("&Undo"), "Ctrl+Z")
        self.undo.setEnabled(False)
        self.copy = self._make(self.tr("&Copy rows"), "Ctrl+C")
        self.find = self._make(self.tr("&Filter by name or tag"), "/")
        self.preferences = self._make(self.tr("&Preferences…"), "Ctrl+,")

    def _make_view(self) -> None:
        self.lens_bar = self._make(self.tr("&Lens bar"), "F9", checkable=True)
        self.inspector = self._make(self.tr("&Inspector"), "F4", checkable=True)
        self.strip = self._make(self.tr("&Summary charts"), "Ctrl+Shift+G", checkable=True)
        self.next_pane = self._make(self.tr("&Next pane"), "F6")
        self.columns = self._make(self.tr("&Columns…"))
        self.groupings = QActionGroup(self)
        for grouping, title in GROUPING_TITLES.items():
            self._choice(self.groupings, translate(title), grouping)
        self.themes = QActionGroup(self)
        for theme, name in (
            (Theme.SYSTEM, self.tr("Follow the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
        ):
            self._choice(self.themes, name, theme)

    def _make_go(self) -> None:
        self.tabs: list[QAction] = []
        for number, (identity, title) in enumerate(TITLES.items(), 1):
            action = self._make(translate(title), f"Ctrl+{number}")
            action.setData(identity)
            self.tabs.append(action)

    def _make_row_commands(self) -> None:
        self.inspect = self._make(self.tr("&Inspect"), "Return")
        self.open_web = self._make(self.tr("Open &web UI"), "Ctrl+Return")
        self.add_to_chart = self._make(self.tr("Add to &chart"), "C")
        self.edit_notes = self._make(self.tr("Edit &notes, link and tags…"), "F2")
        self.split = self._make(self.tr("&Split merged resource…"))
        self.merge = self._make(self.tr("&Merge with…"))
        for action in self.on_rows():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def offer_words(self, current: Resource | None) -> None:
        """Enable what can be said about the current row; only what was merged can be split."""
        for action in self.on_words():
            self._live_only.offer(action, offered=current is not None)
        is_merged = current is not None and len(current.members) > 1
        self._live_only.offer(self.split, offered=is_merged)

    def on_rows(self) -> list[QAction]:
        """Actions whose keys work while a table has the focus."""
        return [self.inspect, self.open_web, self.add_to_chart, self.copy]

    def on_words(self) -> list[QAction]:
        """What the user can say about the current row, in the order of every menu."""
        return [self.edit_notes, self.split, self.merge]

    def _fill_export(self, menu: QMenu) -> None:
        menu.addActions([self.export_chart, self.export_chart_as, self.copy_chart])
        menu.addSeparator()
        menu.addAction(self.export_table)

    def _fill_view(self, menu: QMenu) -> None:
        menu.addActions([self.lens_bar, self.inspector, self.strip, self.next_pane])
        menu.addSeparator()
        menu.addAction(self.columns)
        menu.addMenu(self._submenu(menu, self.tr("&Group by"), self.groupings))
        menu.addSeparator()
        menu.addMenu(self._submenu(menu, self.tr("&Theme"), self.themes))

    def _submenu(self, parent: QMenu, title: str, group: QActionGroup) -> QMenu:
        menu = QMenu(title, parent)
        menu.addActions(group.actions())
        return menu

    def _make(self, text: str, keys: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(text, self._window, checkable=checkable)
        if keys:
            action.setShortcut(QKeySequence(keys))
        self._all.append(action)
        return action

    def _choice(self, group: QActionGroup, text: str, value: str) -> None:
        action = QAction(text, group, checkable=True)
        action.setData(value)
