"""No command: the window."""

import argparse
import asyncio
import logging

from PySide6.QtWidgets import QApplication

from pulse_desktop.app.crash import show_crash, watch_for_bugs
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.headless import stopping_on_signals, unwrapped
from pulse_desktop.app.local_socket import listening
from pulse_desktop.app.log_file import log_to
from pulse_desktop.app.profile_choice import chosen_profile, prepared, whole_profile
from pulse_desktop.app.qt_application import make_application
from pulse_desktop.app.qt_loop import run_with_qt
from pulse_desktop.app.seat import Seat, take_seat
from pulse_desktop.app.window_session import WindowSession
from pulse_desktop.model.errors import PulseError, SettingsError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui import theme

logger = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> ExitStatus:
    """Show the window until it is closed and everything is on disk.

    Raises:
        ProfileInUse: Another process writes this profile and does not hand over.
    """
    profile, notices = _profile(options)
    notices += prepared(profile)
    log_to(profile, also_to_terminal=False)
    preferences, more = _preferences(profile)
    application = make_application()
    theme.apply(application, preferences.theme)
    window = _Window(profile, preferences, notices + more)
    try:
        run_with_qt(application, window.live)
    except BaseExceptionGroup as failures:
        failure = unwrapped(failures)
        if isinstance(failure, PulseError):
            raise failure from failures
        logger.critical("a bug", exc_info=failures)
        window.bug = failure
    return _outcome(application, window, profile)


class _Window:
    """The window's life: from taking the profile's seat to leaving it."""

    def __init__(
        self, profile: Profile, preferences: Preferences, notices: tuple[Text, ...]
    ) -> None:
        self.bug: BaseException | None = None
        self._profile = profile
        self._preferences = preferences
        self._notices = notices
        self._closing: asyncio.Event | None = None

    async def live(self) -> None:
        """Everything between the first paint and the last write.

        Raises:
            ProfileInUse: Another process writes this profile and does not hand over.
        """
        closing = self._closing = asyncio.Event()
        watch_for_bugs(self._found_bug)
        with stopping_on_signals(closing.set):
            seat = await take_seat(self._profile)
            if seat is None:
                return
            try:
                async with asyncio.TaskGroup() as group:
                    await self._session(group, seat, closing)
            finally:
                await seat.leave()

    async def _session(self, group: asyncio.TaskGroup, seat: Seat, closing: asyncio.Event) -> None:
        session = WindowSession(self._profile, self._preferences, self._notices, group)
        session.window.quit_requested.connect(closing.set)
        server = await listening(self._profile.socket_file, session.manners)
        opening: asyncio.Task[None] | None = None
        try:
            await session.show()
            opening = group.create_task(session.open(writes=seat.lock is not None))
            await closing.wait()
        finally:
            await _ended_opening(opening)
            await server.close()
            await session.close()

    def _found_bug(self, error: BaseException) -> None:
        self.bug = error
        if self._closing is not None:
            self._closing.set()


async def _ended_opening(opening: asyncio.Task[None] | None) -> None:
    """The window may be closed while it opens, for instance while it asks a question."""
    if opening is not None:
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)


def _profile(options: argparse.Namespace) -> tuple[Profile, tuple[Text, ...]]:
    """The chosen one; seen from its first estate where the list of them cannot be read.

    Raises:
        SettingsError: There is no such estate as was asked for, or the demo is forbidden.
    """
    try:
        return chosen_profile(options), ()
    except SettingsError as error:
        if options.demo or options.estate is not None:
            raise
        notice = mark("Estates", "{problem} The first estate is open.")
        return whole_profile(options), (notice.given(problem=error.message),)


def _preferences(profile: Profile) -> tuple[Preferences, tuple[Text, ...]]:
    try:
        return preferences_file.load(profile.preferences_file), ()
    except SettingsError as error:
        logger.warning("%s", error)
        return Preferences(), (
            mark("Preferences", "{problem} The default preferences are used.").given(
                problem=str(error)
            ),
        )


def _outcome(application: QApplication, window: _Window, profile: Profile) -> ExitStatus:
    if window.bug is None:
        return ExitStatus.DONE
    show_crash(application, window.bug, str(profile.log_file))
    return ExitStatus.BUG
