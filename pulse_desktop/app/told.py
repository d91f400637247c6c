"""The past of an estate that is told: figures and states from its author, events as recorded."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import override

from pulse_desktop.app.authored import Authored
from pulse_desktop.app.recorded import Recorded
from pulse_desktop.app.told_events import told_timeline
from pulse_desktop.database import Database, Handle
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.operator import Kept
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.profile import Profile

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.app.past import Question
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.history.line import Line
    from pulse_desktop.history.memory import Memory
    from pulse_desktop.history.series_source import SeriesSource

T = TypeVar("T")

Lines = dict[SeriesKey, "Line"]


class Told(Recorded):
    """Asks the author for whatever can be told; nothing of that is read from memory or disk."""

    def __init__(
        self,
        profile: Profile,
        memory: "Memory",
        database: Callable[[], Database | None],
        authored: Authored,
        now: Clock,
    ) -> None:
        super().__init__(profile, memory, database)
        self._authored = authored
        self._now = now
        self._source: SeriesSource | None = None

    @override
    async def series(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> "Lines":
        return await asyncio.to_thread(self._lines, keys, window, max_points)

    @override
    async def grid(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], columns: int
    ) -> "Grid":
        return await asyncio.to_thread(self._grid, keys, window, columns)

    @override
    async def at(self, asked: "Question") -> ReadState:
        """The estate as it was then, with the user's verdicts of today."""
        kept = Kept(verdicts=asked.today.state.verdicts)
        return await asyncio.to_thread(self._authored.at, asked.moment, kept)

    @override
    async def _read(self, question: Callable[[Handle], T]) -> T | None:
        """What is recorded here is the timeline; where nothing is, the author tells that too."""
        if self._database() is not None:
            return await super()._read(question)
        return await asyncio.to_thread(self._asked, question)

    def _asked(self, question: Callable[[Handle], T]) -> T:
        with told_timeline(self._profile, self._authored, self._now()) as handle:
            return question(handle)

    def _lines(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> "Lines":
        from pulse_desktop.history.series_source import lines_of  # numpy

        return lines_of(self._told(), keys, window, max_points)

    def _grid(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], columns: int
    ) -> "Grid":
        from pulse_desktop.history.series_source import grid_over  # numpy

        return grid_over(self._told(), keys, window, columns)

    def _told(self) -> "SeriesSource":
        if self._source is None:
            self._source = self._authored.series(self._now)
        return self._source
