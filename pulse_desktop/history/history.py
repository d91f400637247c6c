"""The reading side of recorded history: asks in, lines out, off the loop's thread."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from pulse_desktop.database import Handle
from pulse_desktop.history.memory import Memory
from pulse_desktop.model.series import SeriesKey

if TYPE_CHECKING:
    from pulse_desktop.history.line import Line

T = TypeVar("T")


class Reader(Protocol):
    """Runs a function on a reader's thread: ``Database.read``."""

    def __call__(self, work: Callable[[Handle], T], /) -> Awaitable[T]:
        """Raises ``StoreError``: the file could not be read."""
        ...


class History:
    """Memory and store as one. numpy is loaded on the reader's thread, with the first question."""

    def __init__(self, read: Reader, memory: Memory) -> None:
        self._read = read
        self._memory = memory

    async def line(
        self, key: SeriesKey, window: tuple[float, float], max_points: int
    ) -> "Line | None":
        """One series between two epoch seconds; ``None`` where it has no point.

        Raises:
            StoreError: The store was needed and could not be read.
        """
        return (await self.lines((key,), window, max_points)).get(key)

    async def lines(
        self, keys: Sequence[SeriesKey], window: tuple[float, float], max_points: int
    ) -> "dict[SeriesKey, Line]":
        """Several series by the same rule; one without points is absent.

        Raises:
            StoreError: The store was needed and could not be read.
        """
        held = self._memory.held()

        def work(handle: Handle) -> "dict[SeriesKey, Line]":
            from pulse_desktop.history.query import query

            return query(handle, held, keys, window, max_points)

        return await self._read(work)
