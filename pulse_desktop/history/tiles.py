"""Sealed minutes: tiles of some series each, and the directory of every slice.

A tile fills one page; what begins in it may end in the next, so that no page is left with room for
half an entry. One chunk a series would be read a little sooner, and would cost a row for each of
many thousand series, which is most of what sealing costs. Earlier versions had whole entries in
tiles, and sealed readings too; such tiles are read until they are pruned.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import (
    BodyDamaged,
    Directory,
    entries_of,
    pack_directory,
    pack_tiles,
    unpack_directory,
)
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.minutes import Minutes
from pulse_desktop.history.tier import (
    LAST_MS,
    LAST_SLICE,
    Tier,
    directory_block,
    directory_id,
    tile_directory,
    tile_id,
    tile_range,
)
from pulse_desktop.history.tile_entries import (
    RunningEntries,
    WholeEntries,
    entries_at,
    starts_of,
    warn,
)

_ROOM = 16_340
"""Bytes of entries that a page has beside what SQLite and the tile itself keep in it: a day reads
many of them, of one series each."""

_AT_ONCE = 100
"""Series that are narrowed at once: more of them would not stay in the processor's cache."""

_MINUTE_BITS = 1
"""The grain of a minute's bits: minutes are most of the file."""

_EDGES = (
    "SELECT (SELECT min(id) FROM tile WHERE id >= ? AND id < ?), "
    "(SELECT max(id) FROM tile WHERE id >= ? AND id < ?)"
)

_NO_PLACES: Ints = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Found:
    """Some entries of one slice in one tier."""

    block: int
    directory: Directory
    series: Ints
    entries: Sequence[bytes]


def put_slice(handle: Handle, block: int, minutes: Minutes) -> None:
    """Keep the minutes of some series, in place of those of the very same series.

    Readings that an earlier version sealed beside them stay.
    """
    series = minutes.series
    key, earlier = _place(handle, block, series)
    entries: list[bytes] = []
    for first in range(0, len(series), _AT_ONCE):
        some = minutes.turned(slice(first, first + _AT_ONCE))
        entries += entries_of(some, Tier.MINUTE.block_buckets, _MINUTE_BITS)
    tiles, ends = pack_tiles(entries, _ROOM)
    directory = Directory(
        start_ms=block * Tier.RAW.block_ms,
        at_ms=_NO_PLACES if earlier is None else earlier.at_ms,
        series=series,
        readings=_NO_PLACES if earlier is None else earlier.readings,
        minutes=np.arange(0, ends[-1], _ROOM),
        ends=ends,
    )
    rows = [(tile_id(Tier.MINUTE, key, number), tile) for number, tile in enumerate(tiles)]
    handle.executemany("INSERT OR REPLACE INTO tile VALUES (?, ?)", rows)
    body = pack_directory(directory)
    row = (key, int(series[0]), int(series[-1]), body, body)
    handle.execute("INSERT OR REPLACE INTO directory VALUES (?, ?, ?, ?, ?)", row)


def tiled(handle: Handle, tier: Tier, series: Ints, blocks: range) -> Iterator[Found]:
    """What the slices of ``blocks`` have of ``series`` (ascending). What is damaged is left out."""
    known: dict[int, Ints] = {}
    places_of: dict[int, Ints] = {}
    wanted: list[tuple[int, Directory, RunningEntries | WholeEntries]] = []
    for key, directory in _directories(handle, blocks, series):
        every = directory.series
        if not len(starts_of(directory, tier)):
            continue
        places = known.get(id(every))
        if places is None:
            places = known[id(every)] = _places(every, series)
        if len(places):
            wanted.append((key, directory, entries_at(directory, tier, places)))
            places_of[key] = places
    keys = [tile_id(tier, key, tile) for key, _, some in wanted for tile in some.tiles()]
    bodies = _tiles(handle, keys)
    for key, directory, some in wanted:
        entries = some.entries(bodies, tile_id(tier, key, 0))
        pairs = zip(directory.series[places_of[key]].tolist(), entries, strict=True)
        there = [(one, entry) for one, entry in pairs if entry is not None]
        series = np.array([one for one, _ in there], np.int64)
        yield Found(directory_block(key), directory, series, [entry for _, entry in there])


def are_tiled(handle: Handle, block: int, series: Ints) -> bool:
    """Whether a slice of the block has any of ``series``."""
    slices = _directories(handle, range(block, block + 1), series)
    return any(len(_places(directory.series, series)) for _, directory in slices)


def tiled_blocks(handle: Handle, tier: Tier, start_ms: int, end_ms: int) -> range:
    """The blocks that [start, end) touches, as far as any tile reaches."""
    if not tier.is_tiled:
        return range(0)
    bounds = tile_range(tier, 0, LAST_MS // tier.block_ms + 1)
    edges = handle.execute(_EDGES, bounds * 2).fetchone()
    if edges[0] is None:
        return range(0)
    first, last = (directory_block(tile_directory(edge)) for edge in edges)
    return range(
        max(first, start_ms // tier.block_ms), min(last, (end_ms - 1) // tier.block_ms) + 1
    )


def _place(handle: Handle, block: int, series: Ints) -> tuple[int, Directory | None]:
    """The key of the slice that has exactly ``series``, whose minutes are removed, or a new one."""
    for key, directory in _directories(handle, range(block, block + 1), series):
        if np.array_equal(directory.series, series):
            bounds = tile_id(Tier.MINUTE, key, 0), tile_id(Tier.MINUTE, key + 1, 0)
            handle.execute("DELETE FROM tile WHERE id >= ? AND id < ?", bounds)
            return key, directory
    sql = "SELECT max(id) FROM directory WHERE id >= ? AND id < ?"
    bounds = directory_id(block, 0), directory_id(block + 1, 0)
    (newest,) = handle.execute(sql, bounds).fetchone()
    if newest == directory_id(block, LAST_SLICE):
        raise OverflowError("no slice number is left")
    return (bounds[0] if newest is None else int(newest) + 1), None


def _directories(handle: Handle, blocks: range, series: Ints) -> Iterator[tuple[int, Directory]]:
    """The directories of ``blocks`` that may have any of ``series``."""
    sql = (
        "SELECT id, body FROM directory WHERE id >= ? AND id < ? "
        "AND last_series >= ? AND first_series <= ? ORDER BY id"
    )
    bounds = directory_id(blocks.start, 0), directory_id(blocks.stop, 0)
    wanted = int(series[0]), int(series[-1])
    for key, body in handle.execute(sql, bounds + wanted).fetchall() if blocks else ():
        directory = _directory(key, body)
        if directory is None:
            sql = "SELECT copy FROM directory WHERE id = ?"
            directory = _directory(key, handle.execute(sql, (key,)).fetchone()[0])
        if directory is not None:
            yield key, directory


def _directory(key: int, body: bytes) -> Directory | None:
    try:
        return unpack_directory(body)
    except BodyDamaged as error:
        warn(key, error)
        return None


def _places(known: Ints, wanted: Ints) -> Ints:
    """Where in ``known`` (ascending) those of the ``wanted`` are that are there."""
    places = np.searchsorted(known, wanted)
    inside = np.minimum(places, len(known) - 1)
    return np.asarray(places[known[inside] == wanted], np.int64)


def _tiles(handle: Handle, keys: Iterable[int]) -> dict[int, bytes]:
    sql = "SELECT id, body FROM tile WHERE id IN (SELECT value FROM json_each(?))"
    return dict(handle.execute(sql, (json.dumps(list(keys)),)).fetchall()) if keys else {}
