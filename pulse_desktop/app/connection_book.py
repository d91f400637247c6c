"""The saved connections: their file, their secrets, and the pollers that follow them.

Every change reads the file again if another process changed it, and waits for the change
before it; so none is lost. While the file cannot be read it is not written either.
"""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore


def new_connection_id() -> ConnectionId:
    """An id that no other connection has, and that says nothing about its target."""
    return ConnectionId(f"conn-{uuid.uuid4().hex[:12]}")


class ConnectionBook:
    """Owner of the connections file. ``changed`` is told the whole list after every change."""

    def __init__(
        self,
        path: Path,
        secrets: SecretStore,
        changed: Callable[[Sequence[Connection]], None],
    ) -> None:
        self._path = path
        self._secrets = secrets
        self._changed = changed
        self._connections: tuple[Connection, ...] = ()
        self._removed: dict[ConnectionId, Connection] = {}
        self._stamp: tuple[int, int] | None = None
        self._unreadable: SettingsError | None = None
        self._turn = asyncio.Lock()

    @property
    def is_unreadable(self) -> bool:
        """Whether the file could not be read when it was last looked at."""
        return self._unreadable is not None

    def saved(self, identifier: ConnectionId) -> Connection | None:
        """The connection as it is saved now."""
        return next((c for c in self._connections if c.id == identifier), None)

    @property
    def removed(self) -> frozenset[ConnectionId]:
        """Those that ``restore`` may still bring back."""
        return frozenset(self._removed)

    async def load(self) -> None:
        """Read the file and tell what is in it.

        Raises:
            SettingsError: It cannot be read; what was known before stays.
        """
        async with self._turn:
            await self._load(await asyncio.to_thread(self._file_stamp))

    async def reload_if_changed(self) -> None:
        """Take over an edit that another process made.

        Raises:
            SettingsError: The file changed and cannot be read; what was known before stays.
        """
        async with self._turn:
            await self._catch_up()

    async def save(self, connection: Connection, secret: Secret | None) -> None:
        """Add or replace by id. ``None`` keeps the stored secret.

        Raises:
            SecretError: The keyring did not take the secret; nothing was saved.
            SettingsError: The file could not be written; nothing was saved.
        """
        async with self._turn:
            await self._prepare_to_write()
            if secret is not None:
                await self._secrets.keep(connection.id, secret)
            await self._write(self._with(self._revised(connection, secret)))

    async def save_for_this_run(self, connection: Connection, secret: Secret) -> None:
        """As ``save``, but the secret stays in memory until the program ends.

        Raises:
            SettingsError: The file could not be written; nothing was saved.
        """
        async with self._turn:
            await self._prepare_to_write()
            self._secrets.keep_for_this_run(connection.id, secret)
            await self._write(self._with(self._revised(connection, secret)))

    async def remove(self, identifier: ConnectionId) -> None:
        """Forget a connection; ``restore`` brings it back until ``purge``.

        Raises:
            SettingsError: The file could not be written; the connection stays.
        """
        async with self._turn:
            await self._prepare_to_write()
            connection = self.saved(identifier)
            if connection is None:
                return
            self._removed[identifier] = connection
            try:
                await self._write(tuple(c for c in self._connections if c.id != identifier))
            except SettingsError:
                del self._removed[identifier]
                raise

    async def restore(self, identifier: ConnectionId) -> None:
        """Undo ``remove``.

        Raises:
            SettingsError: The file could not be written; the connection stays removed.
        """
        async with self._turn:
            await self._prepare_to_write()
            connection = self._removed.get(identifier)
            if connection is not None:
                await self._write(self._with(connection))
                del self._removed[identifier]

    async def set_paused(self, identifier: ConnectionId, *, paused: bool) -> None:
        """Stop or resume polling a connection, also over the next start.

        Raises:
            SettingsError: The file could not be written; nothing changed.
        """
        async with self._turn:
            await self._prepare_to_write()
            connection = self.saved(identifier)
            if connection is not None:
                await self._write(self._with(replace(connection, enabled=not paused)))

    async def purge(self) -> None:
        """Delete the secrets of removed connections for good.

        Raises:
            SecretError: The keyring did not delete one.
        """
        for identifier in tuple(self._removed):
            await self._secrets.forget(identifier)
            del self._removed[identifier]

    async def _catch_up(self) -> None:
        stamp = await asyncio.to_thread(self._file_stamp)
        if stamp != self._stamp:
            await self._load(stamp)

    async def _load(self, stamp: tuple[int, int] | None) -> None:
        self._stamp = stamp
        try:
            self._connections = await asyncio.to_thread(connections_file.load, self._path)
        except SettingsError as error:
            self._unreadable = error
            raise
        self._unreadable = None
        self._changed(self._connections)

    async def _prepare_to_write(self) -> None:
        """Know what is in the file now, so that nothing in it is overwritten unseen."""
        await self._catch_up()
        if self._unreadable is not None:
            raise SettingsError(
                mark(
                    "Connections",
                    "{path} cannot be read, so nothing was saved to it. "
                    "Mend it or move it away, then try again.",
                ).given(path=str(self._path))
            ) from self._unreadable

    def _revised(self, connection: Connection, secret: Secret | None) -> Connection:
        """``connection`` with the number of its secret, so that sessions with an older one end."""
        saved = self.saved(connection.id)
        revision = 0 if saved is None else saved.credential_revision
        return replace(connection, credential_revision=revision + (secret is not None))

    def _with(self, connection: Connection) -> tuple[Connection, ...]:
        if self.saved(connection.id) is None:
            return (*self._connections, connection)
        return tuple(connection if c.id == connection.id else c for c in self._connections)

    async def _write(self, connections: tuple[Connection, ...]) -> None:
        await asyncio.to_thread(connections_file.save, self._path, connections)
        self._stamp = await asyncio.to_thread(self._file_stamp)
        self._connections = connections
        self._changed(connections)

    def _file_stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
