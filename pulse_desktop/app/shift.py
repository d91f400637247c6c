"""The recorder's life: record, let a window record instead, record again, until told to stop."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from pulse_desktop.app.local_socket import Lender, LocalServer, Manners
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.database import Job
from pulse_desktop.model.errors import ProfileInUse, SettingsError, StoreError, StoreState
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile, make_directories
from pulse_desktop.settings.writer_lock import WriterLock

logger = logging.getLogger(__name__)

_LOCK_RETRY_S = 0.5
"""A killed window's lock outlives its socket for a moment; another window may hold it for long."""

_DATABASE_RETRY_S = 30.0


class Shift:
    """Records on one profile. ``work`` does it; everything else happens in between.

    ``estate`` says which estate to record, each time that recording begins: a window may have
    turned to another one meanwhile. It may raise ``SettingsError``.
    """

    def __init__(
        self,
        profile: Profile,
        group: asyncio.TaskGroup,
        given: dict[str, Secret],
        estate: Callable[[], EstateId],
    ) -> None:
        self._profile = profile
        self._estate = estate
        self._group = group
        self._given = given
        self._lock = WriterLock(profile.lock_file)
        self._asked = asyncio.Event()
        self._handed_over = asyncio.Event()
        self._returned = asyncio.Event()
        self._preferences_seen = Preferences()
        lender = Lender(self._hand_over, self._returned.set)
        manners = Manners(lender=lender, estate=lambda: self._profile.estate)
        self._server = LocalServer(profile.socket_file, manners)

    async def work(self, stop: asyncio.Event) -> None:
        """Record until ``stop``.

        Raises:
            ProfileInUse: Another process writes the profile, at the beginning.
            SettingsError: The estate is not there, at the beginning.
            StoreError: Nothing can be recorded, at the beginning.
        """
        runtime = await self._begun(stop)
        logger.info("recording")
        while runtime is not None:
            await self._listen()
            await _first_of(stop, self._asked)
            await self._server.stop_listening()
            await runtime.stop()
            self._lock.release()
            runtime = None if stop.is_set() else await self._lent(stop)
        self._handed_over.set()  # nobody is left waiting for a profile that is free now
        await self._server.close()

    async def _begun(self, stop: asyncio.Event) -> Runtime | None:
        """A runtime that records; ``None`` when told to stop before it does."""
        self._acquire()
        try:
            self._profile = self._profile.of_estate(self._estate())
        except SettingsError:
            self._lock.release()
            raise
        await asyncio.to_thread(make_directories, self._profile)
        runtime = Runtime(self._profile, self._group, lambda: None)
        await _unless(stop, self._record(runtime))
        if runtime.recording_error is not None or stop.is_set():
            await runtime.stop()
            self._lock.release()
            if stop.is_set() or runtime.recording_error is None:
                return None
            raise runtime.recording_error
        await runtime.start()
        for status in runtime.statuses:
            secret = self._given.get(status.connection.name)
            if secret is not None:
                runtime.secrets.keep_for_this_run(status.connection.id, secret)
                runtime.supervisor.poll_now(status.connection.id)
        return runtime

    async def _record(self, runtime: Runtime) -> None:
        """Record; first recover what can be read where the database is damaged."""
        await runtime.record(self._preferences)
        error = runtime.recording_error
        if error is None or error.state is not StoreState.DAMAGED:
            return
        logger.warning("%s", error)
        try:
            await runtime.recover_database(Job())
        except StoreError as refusal:
            runtime.recording_error = refusal
        else:
            await runtime.record(self._preferences)

    def _acquire(self) -> None:
        try:
            self._lock.acquire()
        except OSError as error:
            message = mark("Record", "{path} may not be written, so nothing can be recorded.")
            shown = message.given(path=str(self._profile.lock_file.parent))
            raise StoreError(StoreState.READ_ONLY, shown) from error

    async def _listen(self) -> None:
        """A recorder that cannot listen records all the same; a window then has to wait."""
        self._asked.clear()
        try:
            await self._server.start()
        except OSError as error:
            logger.warning("no window can ask for the profile: %s", error)

    async def _hand_over(self) -> None:
        """Asked by a window; returns once everything is on disk and the lock is free."""
        self._handed_over.clear()
        self._returned.clear()
        self._asked.set()
        await self._handed_over.wait()

    async def _lent(self, stop: asyncio.Event) -> Runtime | None:
        """Wait for the window to end, then record again; ``None`` when told to stop meanwhile."""
        logger.info("handed over to a window")
        self._handed_over.set()
        await _first_of(stop, self._returned)
        while not stop.is_set():
            try:
                runtime = await self._begun(stop)
            except ProfileInUse:
                await _first_of(stop, within_s=_LOCK_RETRY_S)
            except (StoreError, SettingsError) as error:
                logger.warning("%s", error)
                await _first_of(stop, within_s=_DATABASE_RETRY_S)
            else:
                logger.info("recording again: the window is closed")
                return runtime
        return None

    def _preferences(self) -> Preferences:
        """As the file says now; a file that cannot be read leaves it as it was."""
        try:
            self._preferences_seen = preferences_file.load(self._profile.preferences_file)
        except SettingsError as error:
            logger.warning("%s", error)
        return self._preferences_seen


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do ``work``; it is cancelled when ``stop`` is set before its end."""
    loop = asyncio.get_running_loop()
    task, told = loop.create_task(work), loop.create_task(stop.wait())
    try:
        await asyncio.wait((task, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        if not task.done():
            task.cancel()
    await asyncio.gather(task, return_exceptions=stop.is_set())


async def _first_of(*events: asyncio.Event, within_s: float | None = None) -> None:
    """Return when one of ``events`` is set, or when the time is up."""
    waiting = [asyncio.get_running_loop().create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
