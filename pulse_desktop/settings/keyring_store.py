"""Secrets in the operating system's keyring. None is ever written to a file.

A keyring can be absent, locked, or hang on a prompt. It is asked in a thread of its own and
given up on after a while, and the three cases are told apart.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pulse_desktop.model.errors import KeyringState, SecretError
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.settings.daemon_thread import in_daemon_thread

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "Pulse Desktop"

_PATIENCE_S = 20.0
"""A person may be typing the keyring's password; after that the program goes on without it."""


class SecretStore:
    """Keeps one secret a connection, in the keyring or, if the user wishes, for this run only."""

    def __init__(
        self,
        backend: "Callable[[], KeyringBackend] | None" = None,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._backend = backend or _system_keyring
        self._patience_s = patience_s
        self._for_this_run: dict[ConnectionId, Secret] = {}
        self._turn = asyncio.Lock()
        """One question at a time: two at once would ask the user to unlock twice."""

    async def secret_of(self, connection: ConnectionId) -> Secret | None:
        """The connection's secret, or ``None`` if it has none.

        Raises:
            SecretError: The keyring is absent, locked or refused.
        """
        if connection in self._for_this_run:
            return self._for_this_run[connection]
        user = _user(connection)
        found = await self._ask(lambda keyring: keyring.get_password(SERVICE, user))
        return None if found is None else Secret(found)

    async def keep(self, connection: ConnectionId, secret: Secret) -> None:
        """Put a secret into the keyring.

        Raises:
            SecretError: The keyring is absent, locked or refused; nothing was kept.
        """
        user, value = _user(connection), secret
        await self._ask(lambda keyring: keyring.set_password(SERVICE, user, value.reveal()))
        self._for_this_run.pop(connection, None)

    def keep_for_this_run(self, connection: ConnectionId, secret: Secret) -> None:
        """Remember a secret until the program ends."""
        self._for_this_run[connection] = secret

    async def forget(self, connection: ConnectionId) -> None:
        """Delete a secret; one that is not there is no failure.

        Raises:
            SecretError: The keyring is absent, locked or refused.
        """
        self._for_this_run.pop(connection, None)
        user = _user(connection)

        def delete(keyring: "KeyringBackend") -> None:
            if keyring.get_password(SERVICE, user) is not None:
                keyring.delete_password(SERVICE, user)

        await self._ask(delete)

    async def obstacle(self) -> SecretError | None:
        """Why secrets cannot be kept; ``None`` when they can."""
        try:
            await self._ask(lambda keyring: keyring.get_password(SERVICE, "availability"))
        except SecretError as error:
            return error
        return None

    def close(self) -> None:
        """Forget what was kept for this run. A keyring that hangs is left to itself."""
        self._for_this_run.clear()

    async def _ask(self, question: "Callable[[KeyringBackend], T]") -> T:
        try:
            async with asyncio.timeout(self._patience_s), self._turn:
                return await in_daemon_thread(lambda: _answer(self._backend, question))
        except TimeoutError as error:
            message = mark(
                "Keyring", "The keyring did not answer in {seconds} s. Unlock it and try again."
            ).given(
                seconds=round(self._patience_s),
            )
            raise SecretError(KeyringState.LOCKED, message) from error


def _answer(
    backend: "Callable[[], KeyringBackend]", question: "Callable[[KeyringBackend], T]"
) -> T:
    from keyring import errors  # slow, and not needed before first paint

    try:
        return question(backend())
    except (errors.KeyringLocked, errors.InitError) as error:
        raise _locked() from error
    except errors.NoKeyringError as error:
        raise _absent() from error
    except (errors.KeyringError, OSError) as error:
        raise _refused(error) from error
    except _bus_failures() as error:
        raise _told_by_the_bus(error) from error


def _bus_failures() -> tuple[type[Exception], ...]:
    """What the Secret Service's client lets through. Empty where there is no such client."""
    try:
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped] # it has no types
        from secretstorage.exceptions import SecretStorageException
    except ImportError:
        return ()
    return SecretStorageException, DBusErrorResponse


def _told_by_the_bus(error: Exception) -> SecretError:
    """A service that went away after it was chosen, or a collection that was locked meanwhile."""
    from secretstorage.exceptions import (
        LockedException,
        PromptDismissedException,
        SecretServiceNotAvailableException,
    )

    if isinstance(error, SecretServiceNotAvailableException):
        return _absent()
    if isinstance(error, LockedException | PromptDismissedException):
        return _locked()
    return _refused(error)


def _locked() -> SecretError:
    return SecretError(
        KeyringState.LOCKED, mark("Keyring", "The keyring is locked. Unlock it and try again.")
    )


def _refused(error: Exception) -> SecretError:
    """The reason is the kind of error only: what a backend says may quote what it was given."""
    return SecretError(
        KeyringState.REFUSED,
        mark("Keyring", "The keyring refused: {reason}.").given(reason=type(error).__name__),
    )


def _system_keyring() -> "KeyringBackend":
    """The best backend there is. One of priority 0 or less keeps nothing safely.

    Raises:
        SecretError: There is none.
    """
    import keyring  # slow, and not needed before first paint

    backend = keyring.get_keyring()
    if backend.priority <= 0:
        raise _absent()
    return backend


def _absent() -> SecretError:
    return SecretError(
        KeyringState.ABSENT,
        mark(
            "Keyring",
            "Passwords can't be saved: no keyring service is running, so secrets would have to be "
            "entered again after each start.",
        ),
    )


def _user(connection: ConnectionId) -> str:
    return f"{connection}:secret"
