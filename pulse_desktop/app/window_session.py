"""One window and the runtime behind it. Paints first; opens what it shows afterwards."""

import asyncio
import importlib
from collections.abc import Coroutine
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from pulse_desktop.app.first_paint import painted
from pulse_desktop.app.front_desk import FrontDesk
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import StoreState
from pulse_desktop.model.text import Text
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.settings.preferences import Preferences, Retention
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui.desk import Published, RecorderStatus
from pulse_desktop.ui.hub import StateHub
from pulse_desktop.ui.screens.main_window import MainWindow

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.dialogs import Dialogs
    from pulse_desktop.app.runtime import Runtime


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
        self._notices = notices
        self._group = group
        self._runtime: Runtime | None = None
        self.dialogs: Dialogs | None = None
        """Loaded after first paint."""

        loop = asyncio.get_running_loop()
        self._dialogs_loaded: asyncio.Future[Dialogs] = loop.create_future()
        self._front = FrontDesk(profile, preferences)
        self._hub = StateHub()
        self.desk = self._front.desk()
        self.window = MainWindow(self.desk, self._hub, profile.window_file, self.spawn)
        self.window.connections_requested.connect(self._show_connections)
        self.window.add_connection_requested.connect(self._add_connection)

    def come_forward(self) -> None:
        """Bring the window to the front: the program was started a second time."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start work that takes time, in the program's task group."""
        return self._group.create_task(work)

    async def show(self) -> None:
        """Show the window and return once it was painted."""
        async with painted(self.window):
            self.window.show()

    async def open(self, *, writes: bool) -> None:
        """Load what the runtime needs, show the last run's state, and begin to poll.

        ``writes`` is whether this process may write the profile's database.
        """
        runtime = (await _loaded("runtime")).Runtime(self.profile, self._group, self._publish)
        dialogs = await _loaded("dialogs")
        self.dialogs = dialogs.Dialogs(self.window, self.desk, self._hub, self.spawn, runtime.now)
        self._dialogs_loaded.set_result(self.dialogs)
        self._runtime = runtime
        if writes:
            await self._record(runtime)
        else:
            await runtime.recall_from_file()
        self._front.open(runtime, runtime.examiner(), runtime.recorded())
        await runtime.start()
        self._publish()
        if not runtime.statuses and not self._front.preferences.welcomed and writes:
            self.dialogs.welcome(self.profile.database_file.parent)

    @property
    def connections(self) -> tuple[Connection, ...]:
        """The saved connections."""
        runtime = self._runtime
        return () if runtime is None else tuple(s.connection for s in runtime.statuses)

    @property
    def state(self) -> ReadState:
        """What the window shows."""
        return EMPTY if self._runtime is None else self._runtime.state

    async def close(self, *, remember: bool = True) -> None:
        """Hide the window, write down how it was left, and stop everything in order."""
        if remember:
            self.window.remember()
        self.window.hide()
        if self._runtime is not None:
            await self._runtime.stop()

    def _show_connections(self) -> None:
        """At once, or when loaded: a key pressed right after first paint is not lost."""
        self._dialogs_loaded.add_done_callback(lambda loaded: loaded.result().show_connections())

    def _add_connection(self) -> None:
        self._dialogs_loaded.add_done_callback(lambda loaded: loaded.result().add_connection())

    async def _record(self, runtime: "Runtime") -> None:
        """Record, if need be into a new database after the user set a damaged one aside."""
        await runtime.record(self._retention)
        error = runtime.recording_error
        if error is None or error.state is not StoreState.DAMAGED:
            return
        question = await _loaded("damaged_database")
        if await question.wants_a_new_one(error.message, self.window):
            await runtime.set_database_aside()
            await runtime.record(self._retention)

    def _retention(self) -> Retention:
        return self._front.preferences.retention

    def _publish(self) -> None:
        runtime = self._runtime
        if runtime is None:
            return
        recording = runtime.recording
        recorder = RecorderStatus(
            is_recording=recording is not None and runtime.problem is None,
            problem=runtime.problem,
            database_bytes=recording.size_bytes if recording is not None else None,
            since=recording.since if recording is not None else None,
        )
        self._hub.offer(
            Published(
                state=runtime.state,
                connections=runtime.statuses,
                recorder=recorder,
                notices=self._notices,
                recorded_at=runtime.recalled_at,
            )
        )


async def _loaded(name: str) -> ModuleType:
    """Import a module of ``app`` in a thread, so that the window stays alive meanwhile."""
    return await asyncio.to_thread(importlib.import_module, f"pulse_desktop.app.{name}")
