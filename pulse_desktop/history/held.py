"""Reading what memory holds, on a worker's thread."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from pulse_desktop.history.buckets import Buckets, buckets, joined, measured
from pulse_desktop.history.memory import Entry, Held
from pulse_desktop.model.series import SeriesKey


def held_readings(held: Held, keys: Sequence[SeriesKey]) -> Mapping[SeriesKey, Buckets]:
    """The raw readings of each of ``keys`` that memory has any of."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in held.entries:
        groups[id(entry.columns)].append(entry)
    parts: dict[SeriesKey, list[Buckets]] = defaultdict(list)
    for entries in groups.values():
        for key, part in _of_group(held, entries, keys):
            parts[key].append(part)
    return {key: joined(found) for key, found in parts.items()}


def _of_group(
    held: Held, entries: list[Entry], keys: Sequence[SeriesKey]
) -> list[tuple[SeriesKey, Buckets]]:
    """The readings of entries that have the same columns."""
    places = _places(held, entries[0].columns, keys)
    at_ms = np.array([entry.at_ms for entry in entries], np.int64)
    chosen = np.array(list(places.values()), np.int64)
    values = np.array([np.frombuffer(e.values, np.float32)[chosen] for e in entries])
    return [(key, buckets(at_ms, measured(values[:, n]))) for n, key in enumerate(places)]


def _places(held: Held, columns: "array[int]", keys: Sequence[SeriesKey]) -> dict[SeriesKey, int]:
    """Where each of ``keys`` stands in a sweep; those that do not are left out."""
    ids = np.frombuffer(columns, columns.typecode)
    found: dict[SeriesKey, int] = {}
    for key in keys:
        column = held.index.find(key)
        if column is not None and (at := np.flatnonzero(ids == column)).size:
            found[key] = int(at[0])
    return found
