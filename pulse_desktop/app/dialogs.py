"""The windows beside the main one: connections, and the first run."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import PulseError
from pulse_desktop.ui.desk import Desk, Published
from pulse_desktop.ui.hub import StateHub
from pulse_desktop.ui.screens.main_window import MainWindow
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:  # loaded when they are asked for
    from pulse_desktop.ui.screens.connections.connections_window import ConnectionsWindow
    from pulse_desktop.ui.screens.connections.editor import ConnectionEditor
    from pulse_desktop.ui.screens.connections.welcome import Welcome


class Dialogs(QObject):
    """Opens each when it is asked for, and keeps the one Connections window."""

    def __init__(
        self, window: MainWindow, desk: Desk, hub: StateHub, spawn: Spawn, now: Clock
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._spawn = spawn
        self._now = now
        self._published: Published | None = None
        self._connections: ConnectionsWindow | None = None
        self._form: ConnectionEditor | None = None
        """That of a new connection, which may be open without the Connections window."""

        hub.published.connect(self._take)

    @property
    def connections(self) -> "ConnectionsWindow":
        """The one Connections window, made when it is first asked for."""
        from pulse_desktop.ui.screens.connections.connections_window import ConnectionsWindow

        if self._connections is None:
            made = ConnectionsWindow(self._desk, self._spawn, self._now, self._window)
            self._connections = made
            if self._published is not None:
                made.show_published(self._published)
        return self._connections

    def show_connections(self) -> None:
        """Open the Connections window, or bring it to the front."""
        self.connections.show()
        self.connections.raise_()
        self.connections.activateWindow()

    def add_connection(self) -> None:
        """Open the form of a new connection."""
        form = self._form = self.connections.add()
        form.finished.connect(self._lose_form)

    def welcome(self, data_folder: Path) -> "Welcome":
        """Greet a first run. Nothing is contacted before the user agrees."""
        from pulse_desktop.ui.screens.connections.welcome import Welcome

        dialog = Welcome(self._desk, self._spawn, str(data_folder), self._window)
        dialog.agreed.connect(self._agree)
        dialog.add_wanted.connect(self.add_connection)
        dialog.demo_wanted.connect(self._window.enter_demo)
        dialog.finished.connect(self._remember_welcome)
        dialog.open()
        return dialog

    def _take(self, published: Published) -> None:
        before, self._published = self._published, published
        if before is not None and before.shown != published.shown:
            self._close_connections()
        if self._connections is not None:
            self._connections.show_published(published)

    def _close_connections(self) -> None:
        """What is open there belongs to the estate that is no longer shown."""
        if self._form is not None:
            self._form.reject()
        window, self._connections = self._connections, None
        if window is not None:
            for dialog in window.findChildren(QDialog):
                dialog.reject()
            window.close()
            window.deleteLater()

    def _lose_form(self) -> None:
        self._form = None

    def _agree(self, connections: tuple[Connection, ...]) -> None:
        self._spawn(self._save(connections))

    async def _save(self, connections: tuple[Connection, ...]) -> None:
        for connection in connections:
            try:
                await self._desk.connections.save(connection, None)
            except PulseError as error:
                self._window.say(error.message)
                return

    def _remember_welcome(self) -> None:
        self._spawn(self._welcomed())

    async def _welcomed(self) -> None:
        try:
            await self._desk.save_preferences(replace(self._desk.preferences(), welcomed=True))
        except PulseError as error:
            self._window.say(error.message)
