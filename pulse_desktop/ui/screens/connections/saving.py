"""Saving a connection, and what happens when its secret cannot be kept."""

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SecretError, SettingsError
from pulse_desktop.model.secret import Secret
from pulse_desktop.ui.desk import Connections
from pulse_desktop.ui.tasks import Spawn


class Saving(QObject):
    """One attempt at a time; nothing is saved in part."""

    saved = Signal(object)
    """Carries the ``Connection``."""

    refused = Signal(object)
    """Carries a ``Text``: the settings could not be written."""

    unkept = Signal(object)
    """Carries a ``Text``: the keyring did not take the secret. ``keep_for_this_run`` may follow."""

    def __init__(
        self, connections: Connections, spawn: Spawn, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._connections = connections
        self._spawn = spawn
        self._unkept: tuple[Connection, Secret] | None = None

    def save(self, connection: Connection, secret: Secret | None) -> None:
        """Save both; ``None`` keeps the stored secret."""
        self._unkept = None
        self._spawn(self._save(connection, secret))

    def keep_for_this_run(self) -> None:
        """Save what the keyring refused, with its secret in memory only."""
        if self._unkept is not None:
            self._spawn(self._keep(*self._unkept))

    async def _save(self, connection: Connection, secret: Secret | None) -> None:
        try:
            await self._connections.save(connection, secret)
        except SecretError as error:
            if secret is None:
                self.refused.emit(error.message)
                return
            self._unkept = connection, secret
            self.unkept.emit(error.message)
        except SettingsError as error:
            self.refused.emit(error.message)
        else:
            self.saved.emit(connection)

    async def _keep(self, connection: Connection, secret: Secret) -> None:
        try:
            await self._connections.save_for_this_run(connection, secret)
        except SettingsError as error:
            self.refused.emit(error.message)
        else:
            self._unkept = None
            self.saved.emit(connection)
