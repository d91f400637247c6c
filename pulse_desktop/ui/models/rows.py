"""Which resources a table shows, in which sections and order, kept up by what was touched."""

from collections.abc import Iterable, Sequence

import numpy as np

from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.arrangement import Query
from pulse_desktop.ui.models.column import Column
from pulse_desktop.ui.models.columns import NAME
from pulse_desktop.ui.models.grouping import Grouping, heading
from pulse_desktop.ui.models.keys import CLOSE, FloatArray, Keys, Notes
from pulse_desktop.ui.models.layout import Layout, starts
from pulse_desktop.ui.models.order import by_section, merged, signed, sorted_slots
from pulse_desktop.ui.models.slots import BoolArray, IntArray, Slots, grown
from pulse_desktop.ui.presentation import Presentation

NO_ROWS = Layout(np.zeros(0, np.int64), (("", ""),), np.zeros(2, np.int64))
NO_SECTIONS = Layout(np.zeros(0, np.int64), (), np.zeros(1, np.int64))


class Rows:
    """Owner of a table's resources and of their order.

    An update costs Python what it touches; what it costs for each row of the table is done by
    numpy, a few nanoseconds at a time.
    """

    def __init__(self, columns: Sequence[Column], presentation: Presentation) -> None:
        self.slots = Slots()
        self._columns = {column.id: column for column in columns}
        self._presentation = presentation
        self._query = Query()
        self._ranks = Keys(self.slots, _reading_order)
        self._names = Notes(self.slots, _names)
        self._platforms = Notes(self.slots, _platforms)
        self._keys: dict[str, Keys] = {}
        self._sections = Keys(self.slots, lambda _: None, gap=CLOSE)
        self._titles: dict[str, str] = {}
        self._order: IntArray = np.zeros(0, np.int64)
        self._wanted: BoolArray = np.zeros(0, np.bool_)

    def take(self, changed: Iterable[Resource], gone: Iterable[ResourceId]) -> list[int]:
        """Newer resources, and what is no more; the slots of the newer ones."""
        put, left = self.slots.put(changed, gone)
        moved = self._ranks.refresh() + self._key().refresh()
        self._move(put, left, moved)
        self._judge(put)
        if self._query.grouping is not Grouping.NONE:
            self._sections.refresh()
        return put

    def ask(self, query: Query) -> None:
        """Another filter, lens, order or grouping."""
        before, self._query = self._query, query
        if (query.sort_by, query.descending) != (before.sort_by, before.descending):
            self._sort()
        if (query.text, query.lens, query.only) != (before.text, before.lens, before.only):
            self._judge(self._order.tolist())
        if query.grouping is not before.grouping:
            self.divide()

    def present(self, presentation: Presentation) -> None:
        """Call sections another way, from the next division on."""
        self._presentation = presentation

    def layout(self) -> Layout:
        """What is shown where."""
        shown = self._order[self._wanted[self._order]]
        if self._query.grouping is Grouping.NONE:
            return Layout(shown, NO_ROWS.headings, np.array((0, len(shown))))
        numbers = self._sections.numbers
        shown = by_section(shown, numbers)
        counts = np.bincount(numbers[shown].astype(np.int64))
        filled = np.flatnonzero(counts)
        words = [self._sections.words[code] for code in filled.tolist()]
        headings = tuple((word, self._titles[word]) for word in words)
        return Layout(shown, headings, starts(counts[filled]))

    def _key(self) -> Keys:
        """The keys of the column that rows are ordered by; names are the reading order."""
        column = self._columns.get(self._query.sort_by, NAME)
        if column is NAME:
            return self._ranks
        if column.id not in self._keys:
            self._keys[column.id] = Keys(self.slots, column.value)
        return self._keys[column.id]

    def _sort(self) -> None:
        self._key().refresh()
        self._order = sorted_slots(self._order, self._numbers(), self._ranks.numbers)

    def _numbers(self) -> FloatArray:
        return signed(self._key().numbers, descending=self._query.descending)

    def _move(self, put: list[int], left: list[int], moved: list[int]) -> None:
        """Bring what moved, came or went to its place."""
        known, leaving, coming = np.zeros((3, len(self.slots.resources)), np.bool_)
        known[self._order] = True
        leaving[moved + left] = True
        coming[put] = True
        coming &= leaving | ~known
        if left or coming.any():
            came = np.flatnonzero(coming)
            numbers, ranks = self._numbers(), self._ranks.numbers
            self._order = merged(self._order, leaving, came, numbers, ranks)

    def _judge(self, slots: list[int]) -> None:
        """Say of each of these slots whether it passes the filter and the lens."""
        self._wanted = grown(self._wanted, len(self.slots.resources), fill=True)
        text, lens = self._query.text.strip().casefold(), self._query.lens
        self._wanted[slots] = True
        if text:
            self._names.refresh()
            names = self._names.values
            self._wanted[slots] = [text in (names[slot] or "") for slot in slots]
        if self._query.only is not None:
            passing = map(self._query.only, map(self.slots.resources.__getitem__, slots))
            self._wanted[slots] &= np.fromiter(passing, np.bool_, len(slots))
        if lens is not None:
            self._platforms.refresh()
            platforms = self._platforms.values
            seen = [lens in (platforms[slot] or ()) for slot in slots]
            self._wanted[slots] &= np.array(seen, np.bool_)

    def divide(self) -> None:
        """Ask every resource for its heading."""
        self._titles = {}
        self._sections = Keys(self.slots, self._heading, gap=CLOSE)
        if self._query.grouping is not Grouping.NONE:
            self._sections.refresh()

    def _heading(self, resource: Resource) -> str:
        key, title = heading(self._query.grouping, resource, self._presentation)
        self._titles.setdefault(key, title)
        return key


def _reading_order(resource: Resource) -> str:
    """By name, then type, then id, as the read model has it; no two resources share it."""
    return f"{resource.name.strip().lower()}\0{resource.type}\0{resource.id}"


def _names(resource: Resource) -> str:
    """By what it is found, a line each: its name and its tags."""
    return "\n".join((resource.name, *resource.tags)).casefold()


def _platforms(resource: Resource) -> frozenset[PlatformId]:
    return frozenset(source.platform for source in resource.sources)
