"""What was recorded, read beside whoever writes: for charts, events and the command line."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Database, Handle, read_only
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.clock import from_epoch_ms
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesKey, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Page, Selection

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.app.past import Question
    from pulse_desktop.history.grid import Grid
    from pulse_desktop.history.line import Line
    from pulse_desktop.history.memory import Held, Memory

T = TypeVar("T")


class Recorded:
    """Reads through the open database of this process, or else from the file as it lies there."""

    def __init__(
        self, profile: Profile, memory: "Memory", database: Callable[[], Database | None]
    ) -> None:
        self._profile = profile
        self._memory = memory
        self._database = database

    async def lines(
        self,
        target: SeriesTarget,
        metrics: tuple[Metric, ...],
        window: tuple[float, float],
        max_points: int,
    ) -> "dict[Metric, Line]":
        """One line a metric between two epoch seconds; a metric without points is absent.

        Raises:
            StoreError: The file could not be read.
        """
        keys = tuple(SeriesKey(target, metric) for metric in metrics)
        found = await self.series(keys, window, max_points)
        return {key.metric: line for key, line in found.items()}

    async def series(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> "dict[SeriesKey, Line]":
        """As ``lines``, for any series.

        Raises:
            StoreError: The file could not be read.
        """
        held = self._memory.held()
        return await self._ask(held, window, partial(_lines, held, keys, window, max_points))

    async def grid(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], columns: int
    ) -> "Grid":
        """Many series on one time grid of at most ``columns`` buckets.

        Raises:
            StoreError: The file could not be read.
        """
        held = self._memory.held()
        return await self._ask(held, window, partial(_grid, held, keys, window, columns))

    async def events(self, wanted: Selection) -> Page:
        """A page of the timeline.

        Raises:
            StoreError: The file could not be read.
        """
        return await self._read(partial(timeline.page, wanted=wanted)) or Page((), None)

    async def event_counts(self, resources: tuple[ResourceId, ...]) -> Mapping[ChangeKind, int]:
        """How many entries of each kind there are of ``resources``.

        Raises:
            StoreError: The file could not be read.
        """
        return await self._read(partial(timeline.counts, resources=resources)) or {}

    async def at(self, asked: "Question") -> ReadState:
        """What is known of an earlier instant.

        Raises:
            StoreError: Nothing was recorded, or the file could not be read.
        """
        from pulse_desktop.app.past import past

        found = await self._read(partial(past, asked))
        if found is None:
            raise StoreError(
                StoreState.FAILED,
                mark("Recorded", "Nothing has been recorded yet, so there is no past to show."),
            )
        return found

    async def _ask(
        self, held: "Held", window: tuple[float, float], question: Callable[[Handle | None], T]
    ) -> T:
        """Ask disk and memory together, or memory alone where there is no file.

        A file that cannot be read is no reason to keep quiet about what memory has whole.
        """
        try:
            found = await self._read(question)
        except StoreError:
            if not held.covers(window):
                raise
            found = None
        return await asyncio.to_thread(question, None) if found is None else found

    async def _read(self, question: Callable[[Handle], T]) -> T | None:
        database = self._database()
        if database is not None:
            return await database.read(question)
        return await asyncio.to_thread(read_file, self._profile, question)


def read_file(profile: Profile, question: Callable[[Handle], T]) -> T | None:
    """Ask the estate's file as it lies there, whoever writes it; ``None`` when there is none.

    Raises:
        StoreError: The file cannot be read.
    """
    try:
        with read_only(profile.database_file, ESTATE_SCHEMA) as handle:
            return question(handle)
    except FileNotFoundError:
        return None


def recorded_since(handle: Handle) -> datetime | None:
    """From when on there is history: the first sweep, or later, the end of what was deleted."""
    first = timeline.earliest_at(handle)
    return None if first is None else max(first, from_epoch_ms(deleted_before(handle)))


def _lines(
    held: "Held",
    keys: tuple[SeriesKey, ...],
    window: tuple[float, float],
    max_points: int,
    handle: Handle | None,
) -> "dict[SeriesKey, Line]":
    from pulse_desktop.history.query import query  # numpy: not before the first chart

    return query(handle, held, keys, window, max_points)


def _grid(
    held: "Held",
    keys: tuple[SeriesKey, ...],
    window: tuple[float, float],
    columns: int,
    handle: Handle | None,
) -> "Grid":
    from pulse_desktop.history.grid import query_grid  # as above

    return query_grid(handle, held, keys, window, columns)
