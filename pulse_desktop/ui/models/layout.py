"""Which slot is shown in which row of which section."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pulse_desktop.ui.models.grouping import Heading
from pulse_desktop.ui.models.slots import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Layout:
    """Rows of all sections one after another. A table without sections is one without a title."""

    slots: IntArray
    """By row, counted through all sections."""

    headings: tuple[Heading, ...]
    starts: IntArray
    """The first row of each section, and one more: the number of all rows."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What sections are told apart by."""
        return tuple(key for key, _ in self.headings)

    def size(self, section: int) -> int:
        """Rows of one section."""
        return int(self.starts[section + 1] - self.starts[section])

    def slot(self, section: int, row: int) -> int:
        """What is shown in a row of a section."""
        return int(self.slots[self.starts[section] + row])

    def of_section(self, section: int) -> IntArray:
        """The slots of one section, in order."""
        return self.slots[self.starts[section] : self.starts[section + 1]]

    def shows(self, slot: int) -> bool:
        """Whether a slot is in some row."""
        return slot < len(self.rows) and bool(self.rows[slot] >= 0)

    def place(self, slot: int) -> tuple[int, int] | None:
        """Section and row of a slot; ``None`` where it is not shown."""
        if not self.shows(slot):
            return None
        row = self.rows[slot]
        section = int(np.searchsorted(self.starts, row, side="right")) - 1
        return section, int(row - self.starts[section])

    def rows_of(self, slots: Sequence[int]) -> IntArray:
        """Where slots are shown, counted through all sections, ascending."""
        known = np.array([slot for slot in slots if slot < len(self.rows)], np.int64)
        rows = self.rows[known]
        return np.sort(rows[rows >= 0])

    def has_shape_of(self, other: "Layout") -> bool:
        """Whether both have as many rows in the same sections."""
        return self.keys == other.keys and np.array_equal(self.starts, other.starts)

    def is_same(self, other: "Layout") -> bool:
        """Whether both show the same in the same places."""
        return self.has_shape_of(other) and np.array_equal(self.slots, other.slots)

    def staying(self, other: "Layout") -> BoolArray:
        """By row of this one: whether ``other`` has it in the same section."""
        theirs = {key: section for section, key in enumerate(other.keys)}
        counterparts = np.array([theirs.get(key, -1) for key in self.keys], np.int64)
        theirs_by_slot = np.full(max(len(self.rows), len(other.rows)), -1)
        theirs_by_slot[other.slots] = other.sections
        wanted: IntArray = counterparts[self.sections]
        staying: BoolArray = (wanted >= 0) & (theirs_by_slot[self.slots] == wanted)
        return staying

    def keeping(self, rows: BoolArray) -> "Layout":
        """Only these rows, in all sections."""
        counts = np.bincount(self.sections[rows], minlength=len(self.headings))
        return Layout(self.slots[rows], self.headings, starts(counts))

    def followed_by(self, other: "Layout") -> "Layout":
        """With the rows that ``other`` has in each of the same sections after the rows here."""
        sections = np.concatenate((self.sections, other.sections))
        slots = np.concatenate((self.slots, other.slots))
        order = np.argsort(sections, kind="stable")
        return Layout(slots[order], self.headings, self.starts + other.starts)

    def with_rows(self, section: int, first: int, slots: IntArray) -> "Layout":
        """With more rows in a section, from ``first`` on."""
        counts = np.diff(self.starts)
        counts[section] += len(slots)
        longer = np.insert(self.slots, self.starts[section] + first, slots)
        return Layout(longer, self.headings, starts(counts))

    def without_rows(self, section: int, first: int, last: int) -> "Layout":
        """Without some rows of a section."""
        counts = np.diff(self.starts)
        counts[section] -= last - first + 1
        begin = self.starts[section] + first
        shorter = np.delete(self.slots, np.s_[begin : begin + last - first + 1])
        return Layout(shorter, self.headings, starts(counts))

    def with_section(self, section: int, heading: Heading) -> "Layout":
        """With one more section, as yet without rows."""
        headings = (*self.headings[:section], heading, *self.headings[section:])
        return Layout(self.slots, headings, np.insert(self.starts, section, self.starts[section]))

    def without_section(self, section: int) -> "Layout":
        """Without a section and its rows."""
        counts = np.delete(np.diff(self.starts), section)
        begin, end = self.starts[section], self.starts[section + 1]
        headings = self.headings[:section] + self.headings[section + 1 :]
        return Layout(np.delete(self.slots, np.s_[begin:end]), headings, starts(counts))

    def only(self, keys: frozenset[str]) -> "Layout":
        """Without other sections, which have no rows."""
        kept = np.array([key in keys for key in self.keys], np.bool_)
        headings = tuple(heading for heading in self.headings if heading[0] in keys)
        return Layout(self.slots, headings, starts(np.diff(self.starts)[kept]))

    @cached_property
    def rows(self) -> IntArray:
        """The row by slot, counted through all sections; -1 for a slot that is not shown."""
        rows = np.full(int(self.slots.max(initial=-1)) + 1, -1)
        rows[self.slots] = np.arange(len(self.slots))
        return rows

    @cached_property
    def sections(self) -> IntArray:
        """The section by row."""
        return np.repeat(np.arange(len(self.headings)), np.diff(self.starts))


def starts(counts: IntArray) -> IntArray:
    """The first row of each section, from how many rows each has."""
    return np.concatenate(([0], np.cumsum(counts)))


def runs(rows: IntArray) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each unbroken run."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) != 1)
    firsts = rows[np.concatenate(([0], breaks + 1))]
    lasts = rows[np.concatenate((breaks, [len(rows) - 1]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
