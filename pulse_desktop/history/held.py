"""Reading what memory holds, on a worker's thread."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.buckets import Buckets, Floats, Ints, buckets, measured
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.memory import Entry, Held
from pulse_desktop.model.series import SeriesKey


@dataclass(frozen=True, slots=True)
class Table:
    """Readings of some series, one row an instant."""

    keys: tuple[SeriesKey, ...]
    at_ms: Ints
    """Ascending, each instant once. Shape (t,)."""

    values: Floats
    """NaN where a series was not measured at an instant. Shape (t, k)."""


def held_readings(
    held: Held, keys: Sequence[SeriesKey], start_ms: int, end_ms: int
) -> Mapping[SeriesKey, Buckets]:
    """The raw readings in [start, end) of each of ``keys`` that memory has any of."""
    found: dict[SeriesKey, Buckets] = {}
    for table in held_tables(held, keys, start_ms, end_ms):
        for key, column in zip(table.keys, table.values.T, strict=True):
            readings = buckets(table.at_ms, measured(np.ascontiguousarray(column)))
            if len(readings):
                found[key] = readings
    return found


def held_tables(
    held: Held, keys: Sequence[SeriesKey], start_ms: int, end_ms: int
) -> Iterator[Table]:
    """The same as tables: series that were told together, or by several sources, in one."""
    known = {column: key for key in keys if (column := held.index.find(key)) is not None}
    wanted = np.array(sorted(known), np.int64)
    for parts in _related(_parts(held.between(start_ms, end_ms), wanted), len(wanted)):
        rows = distinct(np.concatenate([part.rows for part in parts]))
        at_ms, values = _together(parts, rows)
        yield Table(tuple(known[int(column)] for column in wanted[rows]), at_ms, values)


@dataclass(frozen=True, slots=True)
class _Part:
    """What entries with the same columns have of the wanted series."""

    rows: Ints
    """Which of the wanted series, shape (k,)."""

    at_ms: Ints
    values: Floats
    """Shape (t, k)."""


def _parts(entries: Sequence[Entry], wanted: Ints) -> list[_Part]:
    """In the order in which the sets of columns were first told."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[id(entry.columns)].append(entry)
    parts = (_part(group, wanted) for group in groups.values())
    return [part for part in parts if len(part.rows)]


def _part(group: list[Entry], wanted: Ints) -> _Part:
    columns = group[0].columns
    ids = np.frombuffer(columns, columns.typecode)
    place = np.minimum(np.searchsorted(wanted, ids), len(wanted) - 1)
    chosen = np.flatnonzero(wanted[place] == ids) if len(wanted) else np.empty(0, np.int64)
    if not len(chosen):
        return _Part(chosen, chosen, np.empty((0, 0), np.float32))
    values = np.stack([np.frombuffer(entry.values, np.float32)[chosen] for entry in group])
    return _Part(place[chosen], np.array([entry.at_ms for entry in group], np.int64), values)


def _related(parts: list[_Part], size: int) -> list[list[_Part]]:
    """Parts that share a series belong together: its columns changed, or two sources tell it."""
    clusters: dict[int, list[_Part]] = {}
    owner = np.full(size, -1, np.int64)
    for number, part in enumerate(parts):
        shared = [int(one) for one in distinct(owner[part.rows]) if one >= 0]
        members = [member for one in shared for member in clusters.pop(one)]
        clusters[number] = [*members, part]
        for member in clusters[number]:
            owner[member.rows] = number
    return list(clusters.values())


def _together(parts: list[_Part], rows: Ints) -> tuple[Ints, Floats]:
    """One table of several parts. Memory has at most one value of a series at an instant."""
    at_ms = distinct(np.concatenate([part.at_ms for part in parts]))
    if len(parts) == 1 and len(at_ms) == len(parts[0].at_ms):
        order = np.argsort(parts[0].rows)
        return at_ms, parts[0].values[:, order]
    values = np.full((len(at_ms), len(rows)), np.nan, np.float32)
    for part in parts:
        into = np.searchsorted(rows, part.rows)
        for place, told in zip(np.searchsorted(at_ms, part.at_ms), part.values, strict=True):
            values[place, into] = np.where(np.isfinite(told), told, values[place, into])
    return at_ms, values
