"""The readings of one block as the log has them, in groups of series that share their instants.

A group is what the same sets of columns have; mostly that is all that one connection measures.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.minutes import Told
from pulse_desktop.history.rows import Measured, whole_rows
from pulse_desktop.history.tier import Tier
from pulse_desktop.history.unsealed import Unsealed

SLICE = 3_000
"""Series that one transaction seals: some thirty milliseconds of work. A later version may lower
it, not raise it: ``sealing`` counts in it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some series and the rows of the log that have them."""

    series: Ints
    """Ascending."""

    rows: Sequence[Measured]
    """In order of time."""


Slice = tuple[Group, ...]
"""What is sealed at once. No series is in two groups."""


def read_block(
    handle: Handle, layouts: Layouts, block: int, unsealed: Unsealed
) -> tuple[Slice, ...]:
    """The rows of a block in slices; the same ones whenever the log has the same rows."""
    begin_ms = block * Tier.RAW.block_ms
    rows_of: dict[int, list[Measured]] = defaultdict(list)
    series_of: dict[int, Ints] = {}
    span_ms = (begin_ms, begin_ms + Tier.RAW.block_ms)
    for row in whole_rows(handle, layouts, span_ms, unsealed):
        rows_of[id(row.series)].append(row)
        series_of[id(row.series)] = row.series
    sets = list(series_of)
    groups: list[Group] = []
    for members, series in _groups([series_of[each] for each in sets]):
        rows = sorted((r for m in members for r in rows_of[sets[m]]), key=lambda row: row.at_ms)
        parts = range(0, len(series), SLICE)
        groups += [Group(series[first : first + SLICE], rows) for first in parts]
    return _sliced(groups)


def told_by(group: Group) -> Iterator[Told]:
    """What the rows of a group tell of its series."""
    chosen: dict[int, Ints | slice] = {}
    for row in group.rows:
        if id(row.series) not in chosen:
            chosen[id(row.series)] = _places(row.series, group.series)
        yield row.at_ms, row.values[chosen[id(row.series)]]


def _sliced(groups: Sequence[Group]) -> tuple[Slice, ...]:
    """Small groups together."""
    slices: list[list[Group]] = []
    room = 0
    for group in groups:
        room -= len(group.series)
        if room < 0:
            slices.append([])
            room = SLICE - len(group.series)
        slices[-1].append(group)
    return tuple(map(tuple, slices))


def _groups(sets: Sequence[Ints]) -> list[tuple[list[int], Ints]]:
    """Series that are in the same of the sets, with the numbers of those sets."""
    if not sets:
        return []
    union = distinct(np.concatenate(sets))
    if sum(map(len, sets)) == len(union):
        return [([number], series) for number, series in enumerate(sets)]
    mark = np.zeros((len(union), -(-len(sets) // 8)), np.uint8)
    for number, series in enumerate(sets):
        mark[np.searchsorted(union, series), number // 8] |= 1 << number % 8
    kinds, kind = np.unique(mark, axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    bits = np.unpackbits(kinds, axis=1, bitorder="little")
    return [
        (np.flatnonzero(bits[each]).tolist(), union[kind == each]) for each in range(len(kinds))
    ]


def _places(row: Ints, wanted: Ints) -> Ints | slice:
    """Where in a row the wanted series are, which it has all."""
    first = int(np.searchsorted(row, wanted[0]))
    if np.array_equal(row[first : first + len(wanted)], wanted):
        return slice(first, first + len(wanted))
    return np.searchsorted(row, wanted)
