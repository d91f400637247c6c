"""Saving a connection, and what happens when its secret cannot be kept."""

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SecretError, SettingsError
from pulse_desktop.model.secret import Secret
from pulse_desktop.ui.desk import Connections
from pulse_desktop.ui.tasks import Cancellable, Spawn

_Save = Callable[[], Awaitable[None]]
"""Begun only once its task runs, so that one cancelled before leaves nothing half begun."""


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
        self._run: Cancellable | None = None
        self._unkept: tuple[Connection, Secret] | None = None

    @property
    def is_running(self) -> bool:
        """Whether an attempt is under way."""
        return self._run is not None

    def save(self, connection: Connection, secret: Secret | None) -> None:
        """Save both; ``None`` keeps the stored secret."""
        saving = partial(self._connections.save, connection, secret)
        self._begin(saving, connection, secret)

    def keep_for_this_run(self) -> None:
        """Save what the keyring refused, with its secret in memory only."""
        if self._unkept is not None:
            connection, secret = self._unkept
            saving = partial(self._connections.save_for_this_run, connection, secret)
            self._begin(saving, connection, secret)

    def cancel(self) -> None:
        """Give up an attempt under way; nobody hears how it ended."""
        run, self._run = self._run, None
        if run is not None:
            run.cancel()

    def _begin(self, saving: _Save, connection: Connection, secret: Secret | None) -> None:
        self.cancel()
        self._unkept = None
        self._run = self._spawn(self._follow(saving, connection, secret))

    async def _follow(self, saving: _Save, connection: Connection, secret: Secret | None) -> None:
        try:
            await saving()
        except (SecretError, SettingsError) as error:
            self._run = None
            self._fail(error, connection, secret)
        else:
            self._run = None
            self.saved.emit(connection)

    def _fail(
        self, error: SecretError | SettingsError, connection: Connection, secret: Secret | None
    ) -> None:
        if isinstance(error, SettingsError) or secret is None:
            self.refused.emit(error.message)
            return
        self._unkept = connection, secret
        self.unkept.emit(error.message)
