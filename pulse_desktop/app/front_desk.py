"""Answers the window's intents. The window is there before the runtime is, so intents wait."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from pulse_desktop.app.chart_shelf import ChartShelf
from pulse_desktop.app.connection_book import new_connection_id
from pulse_desktop.app.ground import ground_of
from pulse_desktop.app.notebook import Notebook
from pulse_desktop.app.upkeep import EstateUpkeep
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId, ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.series import SeriesKey, SeriesTarget
from pulse_desktop.provider.platform import Candidate, Platform
from pulse_desktop.provider.stage import Stage
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.preferences import Preferences, Retention
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline.selection import Page, Selection
from pulse_desktop.ui.desk import Demo, Desk, Estates

if TYPE_CHECKING:  # loaded after first paint
    from pulse_desktop.app.examiner import Examiner
    from pulse_desktop.app.recorded import Recorded
    from pulse_desktop.app.runtime import Runtime
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.history.line import Line
    from pulse_desktop.resources.judgement import Judgement
    from pulse_desktop.resources.read_state import ReadState


class FrontDesk:
    """Holds the preferences, and passes intents on to the runtime once it is ready."""

    def __init__(
        self, profile: Profile, preferences: Preferences, estates: Estates, demo: Demo
    ) -> None:
        self._profile = profile
        self._estates = estates
        self._demo = demo
        self._preferences = preferences
        self._opened: asyncio.Future[_Staff] = asyncio.get_running_loop().create_future()

    @property
    def preferences(self) -> Preferences:
        """As they are now."""
        return self._preferences

    def open(self, runtime: "Runtime", examiner: "Examiner", recorded: "Recorded") -> None:
        """The runtime is ready; from now on it is the one that is asked."""
        if self._opened.done():
            self._opened = asyncio.get_running_loop().create_future()
        self._opened.set_result(_Staff(runtime, examiner, recorded))

    def desk(self) -> Desk:
        """What the window is given."""
        return Desk(
            platforms=self.platforms,
            connections=self,
            estates=self._estates,
            demo=self._demo,
            examiner=self,
            operator=self,
            recordings=self,
            notes=Notebook(self._runtime),
            charts=ChartShelf(self._profile),
            upkeep=EstateUpkeep(self._runtime),
            preferences=lambda: self._preferences,
            save_preferences=self.save_preferences,
            new_connection_id=new_connection_id,
            retention_bytes=self.retention_bytes,
        )

    async def save_preferences(self, preferences: Preferences) -> None:
        """Take and write down preferences.

        Raises:
            SettingsError: They hold for this run only.
        """
        self._preferences = preferences
        path = self._profile.preferences_file
        await asyncio.to_thread(preferences_file.save, path, preferences)

    def platforms(self) -> tuple[Platform, ...]:
        """See ``Desk.platforms``."""
        if self._opened.done():
            return self._opened.result().runtime.ground.platforms
        return ground_of(self._profile).platforms

    def retention_bytes(self, retention: Retention) -> int | None:
        """See ``Desk.retention_bytes``."""
        return (
            self._opened.result().runtime.retention_bytes(retention)
            if self._opened.done()
            else None
        )

    async def save(self, connection: Connection, secret: Secret | None) -> None:
        """See ``Connections.save``."""
        await (await self._staff()).runtime.book.save(connection, secret)

    async def save_for_this_run(self, connection: Connection, secret: Secret) -> None:
        """See ``Connections.save_for_this_run``."""
        await (await self._staff()).runtime.book.save_for_this_run(connection, secret)

    async def remove(self, connection: ConnectionId) -> None:
        """See ``Connections.remove``."""
        await (await self._staff()).runtime.book.remove(connection)

    async def restore(self, connection: ConnectionId) -> None:
        """See ``Connections.restore``."""
        await (await self._staff()).runtime.book.restore(connection)

    async def set_paused(self, connection: ConnectionId, *, paused: bool) -> None:
        """See ``Connections.set_paused``."""
        await (await self._staff()).runtime.book.set_paused(connection, paused=paused)

    def poll_now(self, connection: ConnectionId | None) -> None:
        """See ``Connections.poll_now``. Before the runtime is ready, it is about to poll anyway."""
        if self._opened.done():
            self._opened.result().runtime.supervisor.poll_now(connection)

    async def examine(self, connection: Connection, secret: Secret | None) -> AsyncIterator[Stage]:
        """See ``Examiner.examine``."""
        staff = await self._staff()
        async for stage in staff.examiner.examine(connection, secret):
            yield stage

    async def discover(self, platform: PlatformId) -> tuple[Candidate, ...]:
        """See ``Examiner.discover``."""
        return await (await self._staff()).examiner.discover(platform)

    async def annotate(self, resource: ResourceId, words: Annotation) -> None:
        """See ``Operator.annotate``."""
        (await self._staff()).runtime.annotate(resource, words)

    async def judge(self, judgement: "Judgement") -> None:
        """See ``Operator.judge``."""
        (await self._staff()).runtime.judge(judgement)

    async def lines(
        self,
        target: SeriesTarget,
        metrics: tuple[Metric, ...],
        window: tuple[float, float],
        max_points: int,
    ) -> "dict[Metric, Line]":
        """See ``Recordings.lines``."""
        recorded = (await self._staff()).recorded
        return await recorded.lines(target, metrics, window, max_points)

    async def series(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> "dict[SeriesKey, Line]":
        """See ``Recordings.series``."""
        return await (await self._staff()).recorded.series(keys, window, max_points)

    async def grid(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], columns: int
    ) -> "Grid":
        """See ``Recordings.grid``."""
        return await (await self._staff()).recorded.grid(keys, window, columns)

    async def events(self, wanted: Selection) -> Page:
        """See ``Recordings.events``."""
        return await (await self._staff()).recorded.events(wanted)

    async def event_counts(self, resources: tuple[ResourceId, ...]) -> Mapping[ChangeKind, int]:
        """See ``Recordings.event_counts``."""
        return await (await self._staff()).recorded.event_counts(resources)

    async def at(self, moment: datetime) -> "ReadState":
        """See ``Recordings.at``."""
        staff = await self._staff()
        return await staff.recorded.at(staff.runtime.asked_about(moment))

    async def _staff(self) -> "_Staff":
        """Those who work for the open estate, once there is one.

        A question that is given up takes nothing from those who still wait.
        """
        return await asyncio.shield(self._opened)

    async def _runtime(self) -> "Runtime":
        """The one of the open estate, once there is one."""
        return (await self._staff()).runtime


class _Staff:
    """Those who do the work."""

    __slots__ = ("examiner", "recorded", "runtime")

    def __init__(self, runtime: "Runtime", examiner: "Examiner", recorded: "Recorded") -> None:
        self.runtime = runtime
        self.examiner = examiner
        self.recorded = recorded
