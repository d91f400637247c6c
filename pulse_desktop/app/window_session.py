"""One window and the runtime behind it. Paints first; opens what it shows afterwards."""

import asyncio
import importlib
import logging
from collections.abc import Coroutine
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from pulse_desktop.app.first_paint import painted
from pulse_desktop.app.local_socket import Manners
from pulse_desktop.app.seat import Seats
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError, StoreState
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import Text
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile, make_directories
from pulse_desktop.ui.screens.main_window import MainWindow

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.demo_desk import DemoDesk
    from pulse_desktop.app.dialogs import Dialogs
    from pulse_desktop.app.estate_book import EstateBook
    from pulse_desktop.app.estate_desk import EstateDesk
    from pulse_desktop.app.front_desk import FrontDesk
    from pulse_desktop.app.open_estate import OpenEstate
    from pulse_desktop.app.publisher import Publisher
    from pulse_desktop.app.runtime import Runtime
    from pulse_desktop.resources.read_state import ReadState
    from pulse_desktop.settings.keyring_store import SecretStore
    from pulse_desktop.ui.desk import Desk

logger = logging.getLogger(__name__)

_LAST_WORK_S = 0.5
"""How long closing waits for work that the window began."""


class WindowSession:
    """Owner of the window, the hub and the runtime, from ``show`` to ``close``."""

    def __init__(
        self,
        profile: Profile,
        preferences: Preferences,
        notices: tuple[Text, ...],
        group: asyncio.TaskGroup,
    ) -> None:
        self.profile = profile
        self._preferences = preferences
        self._notices = notices
        self._group = group
        self._work: set[asyncio.Task[None]] = set()
        self._seats = Seats(profile, writes=False)
        self._estate: OpenEstate | None = None
        self._secrets: SecretStore | None = None
        self._watching: asyncio.Task[None] | None = None
        self.dialogs: Dialogs | None = None
        """Loaded after first paint."""

        loop = asyncio.get_running_loop()
        self._dialogs_loaded: asyncio.Future[Dialogs] = loop.create_future()
        self._front: FrontDesk
        self._publisher: Publisher
        self._estates: EstateDesk
        self._demo: DemoDesk
        self._book: EstateBook
        self._desk: Desk
        self.window = MainWindow(profile.window_file)
        self.window.connections_requested.connect(self._show_connections)
        self.window.add_connection_requested.connect(self._add_connection)

    def come_forward(self) -> None:
        """Bring the window to the front: the program was started a second time."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start work that takes time, in the program's task group. It ends with the window."""
        task = self._group.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    async def show(self) -> None:
        """Show the window's frame, and what is in it as soon as the frame was painted."""
        async with painted(self.window):
            self.window.show()
        await self._furnish()

    async def open(self, *, writes: bool) -> None:
        """Load what the runtime needs, show the last run's state, and begin to poll.

        ``writes`` is whether this process may write the profile's database.
        """
        self._seats = Seats(self.profile, writes=writes, manners=self.manners)
        self._estate = estate = await self._first_estate()
        # numpy: not on the window's thread, with the first rows
        rows = self._group.create_task(_loaded("ui.models.rows"), name="rows")
        dialogs = await _loaded("app.dialogs")
        hub = self._publisher.hub
        self.dialogs = dialogs.Dialogs(self.window, self._desk, hub, self.spawn, utc_now)
        self._dialogs_loaded.set_result(self.dialogs)
        self._watching = self._group.create_task(self._book.watch(), name="estates")
        await rows
        await estate.open()
        self._estates.open(estate)
        self._demo.open(estate)
        self._publish()
        runtime = estate.runtime
        if runtime is not None and writes and self._is_first_run(runtime):
            self.dialogs.welcome(self.profile.database_file.parent)

    @property
    def manners(self) -> Manners:
        """What it does when another process speaks to it, whichever profile it holds."""
        return Manners(raise_window=self.come_forward, estate=lambda: self.estate)

    @property
    def estate(self) -> EstateId:
        """The one that is open."""
        return self.profile.live.estate if self._estate is None else self._estate.estate

    @property
    def connections(self) -> tuple[Connection, ...]:
        """The saved connections."""
        runtime = self._runtime
        return () if runtime is None else tuple(s.connection for s in runtime.statuses)

    @property
    def _runtime(self) -> "Runtime | None":
        return None if self._estate is None else self._estate.runtime

    @property
    def state(self) -> "ReadState":
        """What the window shows."""
        from pulse_desktop.resources.read_state import EMPTY  # after first paint

        return EMPTY if self._runtime is None else self._runtime.state

    async def close(self, *, remember: bool = True) -> None:
        """Hide the window, write down how it was left, and stop everything in order."""
        if remember:
            self.window.remember()
        self.window.hide()
        if self._watching is not None:
            self._watching.cancel()
        if self._estate is not None:
            self._publisher.end()  # what nobody sees asks for nothing
        await self._end_work()
        if self._estate is not None:
            await self._estate.close()
        if self._secrets is not None:
            await self._purge(self._secrets)
            self._secrets.close()

    async def _purge(self, secrets: "SecretStore") -> None:
        """Nobody can undo the deletion of an estate any more."""
        if not self._seats.may_write(self.profile.live):
            return
        try:
            await self._book.purge(secrets)
        except SettingsError as error:
            logger.warning("%s", error)

    async def _end_work(self) -> None:
        """Let what saves come to its end; a test of a connection would not by itself."""
        work = list(self._work)
        if work:
            _, unfinished = await asyncio.wait(work, timeout=_LAST_WORK_S)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    def _show_connections(self) -> None:
        """At once, or when loaded: a key pressed right after first paint is not lost."""
        self._dialogs_loaded.add_done_callback(lambda loaded: loaded.result().show_connections())

    def _add_connection(self) -> None:
        self._dialogs_loaded.add_done_callback(lambda loaded: loaded.result().add_connection())

    async def _furnish(self) -> None:
        await _loaded("ui.screens.contents")
        ground = await _loaded("app.ground")
        await asyncio.to_thread(ground.ground_of, self.profile)
        await self._list_estates()
        front_desk = await _loaded("app.front_desk")
        front = front_desk.FrontDesk(self.profile, self._preferences, self._estates, self._demo)
        publisher = (await _loaded("app.publisher")).Publisher(self._notices)
        self._front, self._publisher, self._desk = front, publisher, front.desk()
        self.window.furnish(self._desk, publisher.hub, self.spawn, utc_now)

    async def _list_estates(self) -> None:
        book = await _loaded("app.estate_book")
        desk = await _loaded("app.estate_desk")
        live = self.profile.live
        self._book = book.EstateBook(live, self._publish)
        self._estates = desk.EstateDesk(live, self._book)
        self._demo = (await _loaded("app.demo_desk")).DemoDesk(self.profile)

    async def _first_estate(self) -> "OpenEstate":
        runtimes, owner = await _loaded("app.runtime"), await _loaded("app.open_estate")
        stores = await _loaded("settings.keyring_store")

        def make(profile: Profile) -> "Runtime":
            if self._secrets is None and not profile.is_demo:
                self._secrets = stores.SecretStore()
            made: Runtime = runtimes.Runtime(
                profile, self._group, self._publish, secrets=self._secrets
            )
            return made

        opened: OpenEstate = owner.OpenEstate(
            self.profile, make, self._prepare, self._take_over, self._seats
        )
        return opened

    async def _prepare(self, runtime: "Runtime") -> None:
        """Have a runtime recall what was seen last and, where this process may, record."""
        if self._seats.may_write(runtime.profile):
            await asyncio.to_thread(make_directories, runtime.profile)
            await self._record(runtime)
        else:
            await runtime.recall_from_file()

    def _take_over(self, runtime: "Runtime") -> None:
        """From now on this runtime is the one that is asked and shown."""
        self._front.open(runtime, runtime.examiner(), runtime.recorded())
        self._publish()

    def _is_first_run(self, runtime: "Runtime") -> bool:
        is_new = not (runtime.statuses or self._front.preferences.welcomed)
        return is_new and not runtime.has_connections_problem

    async def _record(self, runtime: "Runtime") -> None:
        """Record, if need be into what was recovered of a damaged database, or into a new one."""
        await runtime.record(self._preferences_now)
        error = runtime.recording_error
        if error is None:
            return
        if error.state is not StoreState.DAMAGED:
            await runtime.recall_from_file()
            return
        damaged = await _loaded("app.damaged_database")
        if await damaged.resolve(error.message, runtime, self.window):
            await runtime.record(self._preferences_now)

    def _preferences_now(self) -> Preferences:
        return self._front.preferences

    def _publish(self) -> None:
        if self._runtime is not None:
            self._publisher.publish(self._runtime, self._book.estates)


async def _loaded(name: str) -> ModuleType:
    """Import a module in a thread, so that the window stays alive meanwhile."""
    return await asyncio.to_thread(importlib.import_module, f"pulse_desktop.{name}")
