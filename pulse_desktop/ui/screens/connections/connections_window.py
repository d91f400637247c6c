"""The Connections window: every saved connection, how it stands, and what can be done with it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.text import Text
from pulse_desktop.provider.platform import Platform
from pulse_desktop.ui.desk import Desk, Published
from pulse_desktop.ui.screens.connections.connection_details import ConnectionDetails
from pulse_desktop.ui.screens.connections.connection_table import ConnectionTable
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.screens.connections.editor import ConnectionEditor
from pulse_desktop.ui.screens.connections.examination import Subject
from pulse_desktop.ui.screens.connections.examination_dialog import ExaminationDialog
from pulse_desktop.ui.screens.connections.notice import Notice
from pulse_desktop.ui.screens.connections.saving import Saving
from pulse_desktop.ui.screens.empty_state import EmptyState
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import localised, translate
from pulse_desktop.ui.web import is_web_address, open_web

_TICK_MS: Final = 1000
_WIDTH, _HEIGHT = 160, 38
"""In characters and lines."""


class ConnectionsWindow(QWidget):
    """Shows what is published; every act goes to the desk and comes back published."""

    def __init__(self, desk: Desk, spawn: Spawn, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk, self._spawn, self._now = desk, spawn, now
        self._statuses: tuple[ConnectionStatus, ...] = ()
        self._is_demo = False
        self._removed: list[Connection] = []
        self._saving = Saving(desk.connections, spawn, self)
        self._ticking = QTimer(self, interval=_TICK_MS)
        self.setWindowTitle(self.tr("Connections"))
        self._make_actions()
        self._make_table()
        self._make_parts()
        self._arrange()
        self._connect()
        self._follow_selection()

    def show_published(self, published: Published) -> None:
        """Take what the hub brings."""
        self._statuses, self._is_demo = published.connections, published.is_demo
        self.table.show_statuses(published.connections)
        self._pages.setCurrentIndex(1 if published.connections else 0)
        self._follow_selection()

    def selected(self) -> ConnectionStatus | None:
        """The status in the current row."""
        return self.table.selected()

    def add(self) -> ConnectionEditor:
        """Open an empty form."""
        editor = self._editor()
        editor.add()
        editor.open()
        return editor

    def edit(self, connection: Connection) -> ConnectionEditor:
        """Open the form of a saved connection."""
        editor = self._editor()
        editor.edit(connection)
        editor.open()
        return editor

    def test(self, connection: Connection) -> ExaminationDialog:
        """Test a saved connection as it is; its record takes the result (P-02)."""
        subject = Subject(connection, None, connection)
        dialog = ExaminationDialog(subject, self._desk, self._spawn, self._now, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self._save_tested)
        dialog.other_wanted.connect(partial(self._start_over, connection))
        dialog.open()
        dialog.start()
        return dialog

    def notice(self) -> Notice:
        """The bar that offers to undo, or says what could not be done."""
        return self._notice

    def _make_actions(self) -> None:
        self.add_action = self._action(self.tr("Add connection…"), "Ctrl+N")
        self.edit_action = self._action(self.tr("Edit…"), "F2")
        self.test_action = self._action(self.tr("Test…"), "Ctrl+T")
        self.pause_action = self._action(self.tr("Pause"), "Ctrl+P")
        self.try_action = self._action(self.tr("Try now"), "F5")
        self.web_action = self._action(self.tr("Open web UI"), "Ctrl+Return")
        self.remove_action = self._action(self.tr("Remove"), "Del")
        self.undo_action = self._action(self.tr("Undo"), "Ctrl+Z")
        self.close_action = self._action(self.tr("Close"), "Esc")

    def _make_table(self) -> None:
        titles = {platform.id: platform.title for platform in self._desk.platforms()}
        self.table = ConnectionTable(titles, self._describer, self)
        self.table.addActions(self._row_actions())

    def _make_parts(self) -> None:
        self.details = ConnectionDetails(self.try_action, self)
        self._notice = Notice(self)
        self._empty = EmptyState(self)
        self._empty.say(
            self.tr("No connections yet"),
            self.tr("A connection is a machine or a service that Pulse watches from here."),
            self.tr("Add connection…"),
        )
        self._add = PrimaryButton(self.add_action.text(), self)
        self._add.set_primary(primary=True)
        self._pages = QStackedWidget(self)

    def _arrange(self) -> None:
        size = sizes(self.font())
        split = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        split.addWidget(self.table)
        below = QScrollArea(split, widgetResizable=True)
        below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        below.setWidget(self.details)
        split.addWidget(below)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addLayout(self._bar())
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes(self.font()).tight)
        row.addWidget(self._add)
        row.addStretch(1)
        for action in self._row_actions():
            button = QToolButton(self, autoRaise=True)
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._add.clicked.connect(self.add)
        self._empty.acted.connect(self.add)
        self.add_action.triggered.connect(self.add)
        self.edit_action.triggered.connect(self._edit_selected)
        self.test_action.triggered.connect(self._test_selected)
        self.pause_action.triggered.connect(self._pause_selected)
        self.try_action.triggered.connect(self._poll_selected)
        self.web_action.triggered.connect(self._open_selected)
        self.remove_action.triggered.connect(self._remove_selected)
        self.undo_action.triggered.connect(self._undo)
        self.close_action.triggered.connect(self.close)
        self.table.activated.connect(self.edit_action.trigger)
        self.table.selected_changed.connect(self._follow_selection)
        self._notice.accepted.connect(self._undo)
        self._notice.dismissed.connect(self._removed.clear)
        self._saving.refused.connect(self._refuse)
        self._ticking.timeout.connect(self._tick)

    def _row_actions(self) -> list[QAction]:
        return [
            self.edit_action,
            self.test_action,
            self.pause_action,
            self.try_action,
            self.web_action,
            self.remove_action,
        ]

    def _action(self, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(_tool_tip(action))
        self.addAction(action)
        return action

    def _describer(self) -> Describer:
        return Describer(localised(self._desk.preferences()), self._now())

    def _follow_selection(self) -> None:
        self._offer_what_the_selection_allows()
        self._forbid_what_the_demo_has_not()

    def _offer_what_the_selection_allows(self) -> None:
        status = self.selected()
        for action in self._row_actions():
            action.setEnabled(status is not None)
        self.details.setVisible(status is not None)
        if status is None:
            return
        self._show_details(status)
        self._enable_what_needs_the_platform(status.connection)
        is_running = status.connection.enabled
        self.pause_action.setText(self.tr("Pause") if is_running else self.tr("Resume"))
        self.try_action.setEnabled(is_running)
        self.web_action.setEnabled(is_web_address(_web_address(status.connection)))

    def _show_details(self, status: ConnectionStatus) -> None:
        platform = status.connection.platform
        modes = (each.ingestion for each in self._desk.platforms() if each.id == platform)
        self.details.show_status(status, next(modes, None), self._describer())

    def _enable_what_needs_the_platform(self, connection: Connection) -> None:
        is_known = any(each.id == connection.platform for each in self._desk.platforms())
        reason = self.tr("This version does not know the platform {platform}.").format(
            platform=connection.platform
        )
        for action in (self.edit_action, self.test_action):
            action.setEnabled(is_known)
            action.setToolTip(_tool_tip(action) if is_known else reason)

    def _forbid_what_the_demo_has_not(self) -> None:
        """Its connections are there to be looked at: nothing answers at their addresses."""
        if not self._is_demo:
            return
        reason = self.tr("It belongs to the demo estate and stays as it is. Leave the demo first.")
        changing = (self.pause_action, self.remove_action, self.web_action)
        for action in (self.add_action, self.edit_action, self.test_action, *changing):
            action.setEnabled(False)
            action.setToolTip(reason)
        self._add.setEnabled(False)
        self._add.setToolTip(reason)

    def _tick(self) -> None:
        self.table.rows.refresh()
        status = self.selected()
        if status is not None:
            self._show_details(status)

    def _editor(self) -> ConnectionEditor:
        others = tuple(status.connection for status in self._statuses)
        # The form may be asked for while this window is closed.
        owner = self if self.isVisible() else self.parentWidget()
        editor = ConnectionEditor(self._desk, self._spawn, self._now, others, owner)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return editor

    def _edit_selected(self) -> None:
        status = self.selected()
        if status is not None:
            self.edit(status.connection)

    def _test_selected(self) -> None:
        status = self.selected()
        if status is not None:
            self.test(status.connection)

    def _pause_selected(self) -> None:
        status = self.selected()
        if status is not None:
            connection = status.connection
            self._attempt(
                partial(self._desk.connections.set_paused, connection.id, paused=connection.enabled)
            )

    def _poll_selected(self) -> None:
        status = self.selected()
        if status is not None:
            self._desk.connections.poll_now(status.connection.id)

    def _open_selected(self) -> None:
        status = self.selected()
        if status is not None:
            open_web(_web_address(status.connection))

    def _remove_selected(self) -> None:
        status = self.selected()
        if status is not None:
            self._attempt(partial(self._remove, status.connection))

    async def _remove(self, connection: Connection) -> None:
        await self._desk.connections.remove(connection.id)
        self._removed.append(connection)
        self._offer_undo()

    def _undo(self) -> None:
        if self._removed:
            self._attempt(partial(self._desk.connections.restore, self._removed.pop().id))
        self._offer_undo()

    def _offer_undo(self) -> None:
        if not self._removed:
            self._notice.hide()
            return
        text = self.tr("Removed “{name}”.").format(name=self._removed[-1].name)
        self._notice.say(text, self.tr("Dismiss"), self.tr("Undo"), Shape.OFF)

    def _attempt(self, act: Callable[[], Awaitable[None]]) -> None:
        self._spawn(self._carry_out(act))

    async def _carry_out(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except SettingsError as error:
            self._refuse(error.message)

    def _start_over(self, connection: Connection, platform: Platform) -> None:
        self.edit(connection).start_over(platform)

    def _save_tested(self, connection: Connection) -> None:
        self._saving.save(connection, None)

    def _refuse(self, message: Text) -> None:
        self._notice.say(translate(message), self.tr("Dismiss"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticking.start()
        self.table.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()


def _tool_tip(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text().rstrip('…')} ({keys})"


def _web_address(connection: Connection) -> str:
    return connection.web_url or connection.address
