"""Connections that nobody saved: those of the demo estate. They are shown, and stay as they are."""

import asyncio
from collections.abc import Callable, Sequence

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark

THEY_STAY = mark(
    "Demo", "The connections of the demo estate cannot be changed. Leave the demo to use your own."
)

NOBODY_THERE = mark(
    "Demo",
    "The connections of the demo estate lead to no server, so there is nothing to test. "
    "Leave out --demo to test your own.",
)


class NoSecrets:
    """Where nothing is secret: no keyring is asked, and none is even looked for."""

    async def secret_of(self, connection: ConnectionId) -> Secret | None:
        """There is none."""
        del connection
        return None

    def keep_for_this_run(self, connection: ConnectionId, secret: Secret) -> None:
        """A secret that nobody needs is let go of."""
        del connection, secret

    def close(self) -> None:
        """There is nothing to close."""


class FixedConnections:
    """Stands where ``ConnectionBook`` does. ``changed`` is told the list once."""

    is_unreadable = False
    removed: frozenset[ConnectionId] = frozenset()

    def __init__(
        self,
        connections: Callable[[], tuple[Connection, ...]],
        changed: Callable[[Sequence[Connection]], None],
    ) -> None:
        self._find = connections
        self._changed = changed
        self._connections: tuple[Connection, ...] = ()

    def saved(self, identifier: ConnectionId) -> Connection | None:
        """The connection with that id."""
        return next((c for c in self._connections if c.id == identifier), None)

    async def load(self) -> None:
        """Find them, and tell what they are."""
        self._connections = await asyncio.to_thread(self._find)
        self._changed(self._connections)

    async def reload_if_changed(self) -> None:
        """They never do."""

    async def purge(self) -> None:
        """None was removed, so no secret is left over."""

    async def save(self, connection: Connection, secret: Secret | None) -> None:
        """Refuse.

        Raises:
            SettingsError: Always, as each of the following.
        """
        del connection, secret
        raise SettingsError(THEY_STAY)

    async def save_for_this_run(self, connection: Connection, secret: Secret) -> None:
        """Refuse."""
        await self.save(connection, secret)

    async def remove(self, identifier: ConnectionId) -> None:
        """Refuse."""
        del identifier
        raise SettingsError(THEY_STAY)

    async def restore(self, identifier: ConnectionId) -> None:
        """Refuse."""
        await self.remove(identifier)

    async def set_paused(self, identifier: ConnectionId, *, paused: bool) -> None:
        """Refuse."""
        del paused
        await self.remove(identifier)
