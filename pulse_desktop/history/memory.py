"""The last hours of readings in memory, appended on the loop's thread before the disk has them."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from operator import attrgetter

from pulse_desktop.history.tier import LAST_MS
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey

SPAN = timedelta(hours=2)

MOST_VALUES = 12_000_000
"""Readings kept at most, whatever the span: 48 MB."""

_MOST_GONE = 500
"""Entries that are let go of at once: after a night's sleep all are too old, some 25 ms' worth."""

_MOST_POLLS = 16
"""Polls of which it is remembered what they told, so that each of their parts need not look."""

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
    """In order of their instants, and of telling where those are equal."""

    since_ms: int = LAST_MS
    until_ms: int = LAST_MS
    """Of every instant in [since, until) memory has all that this run was told."""

    is_whole: bool = False
    """Whether it has all that this run was told at all."""

    def covers(self, window: tuple[float, float]) -> bool:
        """Whether memory has all that this run was told between two epoch seconds."""
        start_ms, end_ms = (at_s * 1000 for at_s in window)
        return self.since_ms <= start_ms and end_ms < self.until_ms

    def between(self, start_ms: int, end_ms: int) -> Sequence[Entry]:
        """The entries of [start, end)."""
        first, last = (bisect_left(self.entries, at, key=_instant) for at in (start_ms, end_ms))
        return self.entries[first:last]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last instant of a series in memory, epoch milliseconds."""

    start_ms: int
    end_ms: int


class Memory:
    """The newest readings of every series. Keeps the arrays it is given; copies nothing.

    Entries lie in order of their instants, so a clock that is set back puts new ones between
    older ones, and what is let go of is always the oldest, or what a clock that ran far ahead
    had left in the future. So there are no holes between ``since`` and ``until``.
    """

    def __init__(
        self, index: SeriesIndex, span: timedelta = SPAN, most_values: int = MOST_VALUES
    ) -> None:
        self._index = index
        self._span_ms = span // timedelta(milliseconds=1)
        self._most_values = most_values
        self._entries: deque[Entry] = deque()
        self._values = 0
        self._columns: dict[tuple[int, int, int], array[int]] = {}
        self._since_ms = self._until_ms = LAST_MS
        self._has_let_go = False
        self._ahead_ms = 0
        """The last instant that was let go of because it lay in the future."""

        self._said: dict[int, set[int]] = {}
        """By instant of the polls under way, the columns that were told of it."""

    def append(self, readings: Readings) -> None:
        """Take the readings of one commit, and let go of what is too old.

        Instants that the store does not take are not taken here either.
        """
        at_ms = epoch_ms(readings.at)
        if not len(readings) or not 0 <= at_ms < LAST_MS:
            return
        if self._since_ms == LAST_MS:
            self._since_ms = at_ms
        columns = self._shared(readings.columns)
        self._insert(Entry(at_ms, columns, self._unsaid(at_ms, columns, readings.values)))
        self._let_go(at_ms)

    def take_over(self, earlier: Sequence[Entry], since_ms: int) -> None:
        """Go on from what an earlier run was told, which is all there was from ``since_ms`` on.

        Nearly all of it comes before what is here, but for a clock that was ahead then. What was
        let go of already leaves a hole: then nothing is taken.
        """
        known = {entry.at_ms for entry in self._entries}
        taken = [entry for entry in earlier if len(entry.values) and entry.at_ms not in known]
        if self._has_let_go or not taken:
            return
        begun_ms = min([self._since_ms, *known])
        first = bisect_left(taken, begun_ms, key=_instant)
        self._entries.extendleft(reversed(taken[:first]))
        self._values += sum(len(entry.values) for entry in taken[:first])
        for entry in taken[first:]:
            self._insert(entry)
        self._since_ms = min(begun_ms, since_ms)
        self._has_let_go = True

    def clear(self) -> None:
        """Forget everything: another estate begins."""
        self._entries.clear()
        self._columns.clear()
        self._said.clear()
        self._values = self._ahead_ms = 0
        self._since_ms = self._until_ms = LAST_MS
        self._has_let_go = False

    def forget_before(self, at_ms: int) -> None:
        """Let go of everything older, and answer for nothing before: the user had it deleted."""
        while self._entries and self._entries[0].at_ms < at_ms:
            self._gone(self._entries.popleft())
        if self._since_ms != LAST_MS:
            self._since_ms = max(self._since_ms, at_ms)

    def held(self) -> Held:
        """Everything at this moment. Cheap; call it on the loop's thread."""
        entries, is_whole = tuple(self._entries), not self._has_let_go
        return Held(self._index, entries, self._since_ms, self._until_ms, is_whole)

    def span(self, key: SeriesKey) -> Span | None:
        """The span that memory covers of one series (H-03); ``None`` when it has no reading."""
        column = self._index.find(key)
        members = {id(columns) for columns in self._distinct() if column in columns}
        times = [entry.at_ms for entry in self._entries if id(entry.columns) in members]
        return Span(times[0], times[-1]) if times else None

    def _insert(self, entry: Entry) -> None:
        if not self._entries or self._entries[-1].at_ms <= entry.at_ms:
            self._entries.append(entry)
        else:
            place = bisect_right(self._entries, entry.at_ms, key=_instant)
            self._entries.insert(place, entry)
        self._values += len(entry.values)

    def _let_go(self, at_ms: int) -> None:
        entries = self._entries
        oldest_ms, latest_ms = at_ms - self._span_ms, at_ms + self._span_ms
        for _ in range(_MOST_GONE):
            if not entries:
                break
            if entries[0].at_ms >= oldest_ms and self._values <= self._most_values:
                break
            gone_ms = self._gone(entries.popleft())
            self._since_ms = max(self._since_ms, gone_ms + 1)
        while entries and entries[-1].at_ms > latest_ms:
            gone_ms = self._gone(entries.pop())
            self._until_ms = min(self._until_ms, gone_ms)
            self._ahead_ms = max(self._ahead_ms, gone_ms)
        if oldest_ms > self._ahead_ms:
            self._since_ms = max(self._since_ms, self._ahead_ms + 1)
            self._until_ms = LAST_MS

    def _gone(self, entry: Entry) -> int:
        self._has_let_go = True
        self._values -= len(entry.values)
        return entry.at_ms

    def _unsaid(self, at_ms: int, columns: "array[int]", values: "array[float]") -> "array[float]":
        """``values`` without those of series that were told of this instant before.

        The first that is told of an instant stands, in memory as on disk.
        """
        said = self._said_of(at_ms)
        if said.isdisjoint(columns):
            said.update(columns)
            return values
        said.update(columns)
        earlier = self._finite_at(at_ms)
        unsaid = (
            math.nan if column in earlier else value
            for column, value in zip(columns, values, strict=True)
        )
        return array("f", unsaid)

    def _said_of(self, at_ms: int) -> set[int]:
        if at_ms not in self._said:
            if len(self._said) == _MOST_POLLS:
                del self._said[next(iter(self._said))]
            self._said[at_ms] = self._finite_at(at_ms)
        return self._said[at_ms]

    def _finite_at(self, at_ms: int) -> set[int]:
        """The columns that have a value of this instant, seldom any."""
        found: set[int] = set()
        for entry in takewhile(lambda one: one.at_ms >= at_ms, reversed(self._entries)):
            if entry.at_ms == at_ms:
                told = zip(entry.columns, entry.values, strict=True)
                found.update(column for column, value in told if math.isfinite(value))
        return found

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


_instant = attrgetter("at_ms")
