"""``record``: the recorder without a window, until SIGTERM or SIGINT."""

import argparse
import asyncio
import logging

from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.given_secrets import read_named_secrets
from pulse_desktop.app.headless import complain, run_async, stopping_on_signals
from pulse_desktop.app.local_socket import Lender, LocalServer, Manners
from pulse_desktop.app.log_file import log_to
from pulse_desktop.app.profile_choice import chosen_profile, prepared
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.preferences import Retention
from pulse_desktop.settings.profile import Profile
from pulse_desktop.settings.writer_lock import WriterLock

logger = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--secrets-stdin", action="store_true", help="read NAME=SECRET lines from standard input"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Record until told to stop.

    Raises:
        ProfileInUse: Another process writes this profile.
    """
    profile = chosen_profile(options)
    for notice in prepared(profile):
        complain(notice)
    log_to(profile, also_to_terminal=True)
    given = read_named_secrets() if options.secrets_stdin else {}
    return run_async(lambda: _record(profile, dict(given)))


async def _record(profile: Profile, given: dict[str, Secret]) -> ExitStatus:
    stop = asyncio.Event()
    lock = WriterLock(profile.lock_file)
    lock.acquire()
    async with asyncio.TaskGroup() as group:
        shift = _Shift(profile, group, lock, given)
        server = LocalServer(
            profile.socket_file, Manners(lender=Lender(shift.hand_over, shift.take_back))
        )
        with stopping_on_signals(stop.set):
            await shift.begin()
            logger.info("recording")
            await server.start()
            await stop.wait()
            await server.stop()
            await shift.end()
    return ExitStatus.DONE


class _Shift:
    """Recording from ``begin`` to ``end``, with pauses while a window records instead."""

    def __init__(
        self,
        profile: Profile,
        group: asyncio.TaskGroup,
        lock: WriterLock,
        given: dict[str, Secret],
    ) -> None:
        self._profile = profile
        self._group = group
        self._lock = lock
        self._given = given
        self._runtime: Runtime | None = None
        self._turn = asyncio.Lock()

    async def begin(self) -> None:
        """Open the database and poll. The lock is held.

        Raises:
            StoreError: The database cannot be used, so there is nothing to do here.
        """
        runtime = Runtime(self._profile, self._group, lambda: None, secrets=SecretStore())
        await runtime.record(self._retention)
        if runtime.recording_error is not None:
            await runtime.stop()
            self._lock.release()
            raise runtime.recording_error
        await runtime.start()
        for status in runtime.statuses:
            secret = self._given.get(status.connection.name)
            if secret is not None:
                runtime.secrets.keep_for_this_run(status.connection.id, secret)
                runtime.supervisor.poll_now(status.connection.id)
        self._runtime = runtime

    async def hand_over(self) -> None:
        """Stop writing and let a window have the profile."""
        async with self._turn:
            await self._stop()
            logger.info("handed over to a window")

    async def take_back(self) -> None:
        """Write again; the window is gone, and so is its lock."""
        async with self._turn:
            if self._runtime is None:
                self._lock.acquire()
                try:
                    await self.begin()
                except StoreError as error:
                    logger.warning("%s", error)
                else:
                    logger.info("recording again: the window is closed")

    async def end(self) -> None:
        """Stop for good."""
        async with self._turn:
            await self._stop()

    async def _stop(self) -> None:
        runtime, self._runtime = self._runtime, None
        if runtime is not None:
            await runtime.stop()
            self._lock.release()

    def _retention(self) -> Retention:
        return preferences_file.load(self._profile.preferences_file).retention
