"""The last hours of readings in memory, appended on the loop's thread before the disk has them."""

from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey

SPAN = timedelta(hours=2)

MOST_VALUES = 12_000_000
"""Readings kept at most, whatever the span: 48 MB."""

_MOST_SETS = 1_000
"""Sets of columns that are remembered for sharing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The readings of one commit. Never changed once it is here, so any thread may read it."""

    at_ms: int
    columns: "array[int]"
    """Shared by all entries that have the same columns."""

    values: "array[float]"


@dataclass(frozen=True, slots=True)
class Held:
    """What memory held at one moment, for a reader on another thread."""

    index: SeriesIndex
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last instant of a series in memory, epoch milliseconds."""

    start_ms: int
    end_ms: int


class Memory:
    """The newest readings of every series. Keeps the arrays it is given; copies nothing."""

    def __init__(
        self, index: SeriesIndex, span: timedelta = SPAN, most_values: int = MOST_VALUES
    ) -> None:
        self._index = index
        self._span_ms = span // timedelta(milliseconds=1)
        self._most_values = most_values
        self._entries: deque[Entry] = deque()
        self._values = 0
        self._columns: dict[tuple[int, int, int], array[int]] = {}

    def append(self, readings: Readings) -> None:
        """Take the readings of one commit, and let go of what is too old."""
        if not len(readings):
            return
        at_ms = epoch_ms(readings.at)
        self._entries.append(Entry(at_ms, self._shared(readings.columns), readings.values))
        self._values += len(readings)
        while self._entries[0].at_ms < at_ms - self._span_ms or self._values > self._most_values:
            self._values -= len(self._entries.popleft().values)
            if not self._entries:
                return

    def clear(self) -> None:
        """Forget everything: another estate begins."""
        self._entries.clear()
        self._columns.clear()
        self._values = 0

    def held(self) -> Held:
        """Everything at this moment. Cheap; call it on the loop's thread."""
        return Held(self._index, tuple(self._entries))

    def span(self, key: SeriesKey) -> Span | None:
        """The span that memory covers of one series (H-03); ``None`` when it has no reading."""
        column = self._index.find(key)
        members = {id(columns) for columns in self._distinct() if column in columns}
        times = [entry.at_ms for entry in self._entries if id(entry.columns) in members]
        return Span(min(times), max(times)) if times else None

    def _distinct(self) -> Iterable["array[int]"]:
        return {id(entry.columns): entry.columns for entry in self._entries}.values()

    def _shared(self, columns: "array[int]") -> "array[int]":
        """One array for all sweeps of a connection, which mostly have the same columns."""
        key = (len(columns), columns[0], columns[-1])
        known = self._columns.get(key)
        if len(self._columns) > _MOST_SETS:
            self._columns.clear()
        if known is None or known != columns:
            known = self._columns[key] = columns
        return known
