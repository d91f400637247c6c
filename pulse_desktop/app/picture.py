"""Taking a picture of the real window."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pulse_desktop.app.connection_choice import named
from pulse_desktop.app.headless import unwrapped
from pulse_desktop.app.qt_application import make_application
from pulse_desktop.app.qt_loop import run_with_qt
from pulse_desktop.app.resource_choice import chosen_resource
from pulse_desktop.app.window_session import WindowSession
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile
from pulse_desktop.ui import theme
from pulse_desktop.ui.inspector.inspector import PageId
from pulse_desktop.ui.screens.tab import TabId
from pulse_desktop.ui.workspace.composition import main_series

_NOT_RECORDED = mark("Screenshot", "Nothing of {name} is recorded over time.")
_NO_PAST = mark("Screenshot", "Nothing is known of how it was at {moment}.")
_WAY_S, _LOOK_S = 10.0, 0.1
"""How long going back in time may take, and how often it is looked whether it was done."""

_SETTLE_S = 3.0
"""The inspector loads what draws charts, asks for history and paints it, chart by chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the picture is to show."""

    out: Path
    tab: str
    select: str | None
    page: str | None
    """Of the inspector; the one that was left open for ``None``."""

    at: datetime | None
    """Show everything as it was then; the present for ``None``."""

    dialog: str | None
    """Picture this dialog instead of the main window."""

    size: tuple[int, int]
    """Logical pixels."""

    wait_s: float
    """How long the window lives before the picture is taken."""


def take(profile: Profile, preferences: Preferences, order: Order) -> None:
    """Show the window, wait, and save what it shows as PNG. Writes nothing to the profile.

    Raises:
        SettingsError: The picture cannot be saved, nothing has the name to select, or nothing is
            known of that time.
    """
    application = make_application()
    theme.apply(application, preferences.theme)
    try:
        run_with_qt(application, lambda: _take(profile, preferences, order))
    except BaseExceptionGroup as failures:
        raise unwrapped(failures) from failures


async def _take(profile: Profile, preferences: Preferences, order: Order) -> None:
    async with asyncio.TaskGroup() as group:
        session = WindowSession(profile, preferences, (), group)
        session.window.resize(*order.size)
        await session.show()
        try:
            saved = await _saved(session, order)
        finally:
            await session.close(remember=False)
    if not saved:
        raise SettingsError(
            mark("Screenshot", "The picture cannot be saved as {path}.").given(path=str(order.out))
        )


async def _saved(session: WindowSession, order: Order) -> bool:
    """Whether the picture could be written."""
    session.window.turn_to(TabId(order.tab))
    await session.open(writes=False)
    await asyncio.sleep(order.wait_s)
    subject = await _subject(session, order)
    return subject.grab().save(str(order.out), "PNG")


async def _subject(session: WindowSession, order: Order) -> QWidget:
    """What is to be pictured, given time to show itself.

    Raises:
        SettingsError: Nothing has the name to select, or nothing is known of the time.
    """
    dialogs = session.dialogs
    if order.dialog is None or dialogs is None:
        await turn(session, order)
        return session.window
    if order.dialog == "first-run":
        shown: QWidget = dialogs.welcome(session.profile.database_file.parent)
    else:
        dialogs.show_connections()
        shown = dialogs.connections
        if order.dialog == "test":
            shown = dialogs.connections.test(named(session.connections, order.select or ""))
    await asyncio.sleep(order.wait_s)
    return shown


async def turn(session: WindowSession, order: Order) -> None:
    """Show what was asked for, beginning with the time.

    Raises:
        SettingsError: As in ``_subject``.
    """
    if order.at is not None:
        await _travel(session, order.at)
    if order.select is not None:
        _select(session, order.select, TabId(order.tab))
    if order.page is not None:
        session.window.contents.inspect(PageId(order.page))
    if (order.at, order.select, order.page) != (None, None, None):
        await asyncio.sleep(_SETTLE_S)


async def _travel(session: WindowSession, at: datetime) -> None:
    """Show everything as it was at an instant.

    Raises:
        SettingsError: The window stays in the present.
    """
    contents = session.window.contents
    contents.travel_to(at)
    for _ in range(round(_WAY_S / _LOOK_S)):
        if contents.is_past:
            return
        await asyncio.sleep(_LOOK_S)
    raise SettingsError(_NO_PAST.given(moment=at.astimezone().isoformat(" ", "minutes")))


def _select(session: WindowSession, name: str, tab: TabId) -> None:
    """Make a resource the current one, or, where it is charts that are pictured, draw it.

    Raises:
        SettingsError: Nothing has the name, or there is nothing of it to draw.
    """
    resource = chosen_resource(session.state, name)
    if tab is not TabId.CHARTS:
        session.window.select(resource.id)
    elif main_series(resource):
        session.window.contents.chart(resource)
    else:
        raise SettingsError(_NOT_RECORDED.given(name=resource.name))
