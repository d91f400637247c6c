"""Sealed buckets of some series, whether they are in chunks of their own or in tiles."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import (
    BodyDamaged,
    entries_of,
    pack_chunk,
    planes_of,
    unpack_chunk,
)
from pulse_desktop.history.buckets import Buckets, Ints, Planes, blank, buckets, measured, richer
from pulse_desktop.history.tier import LAST_MS, SERIES_SPAN, Tier, chunk_block, chunk_id
from pulse_desktop.history.tiles import tiled, tiled_blocks

logger = logging.getLogger(__name__)

_EDGES = (
    "SELECT (SELECT min(id) FROM chunk WHERE id >= ? AND id < ?), "
    "(SELECT max(id) FROM chunk WHERE id >= ? AND id < ?)"
)

_MANY = 150
"""Chunks from which on one statement for all is quicker."""

_GRAIN = 4
"""Few widths: a line over months reads the hours of many blocks at once."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Blocks of some series in one rolled tier, series by series.

    One may be there twice, after a late reading.
    """

    blocks: Ints
    series: Ints
    planes: Planes
    """Of the first one, then of the second, and so on, each as long as a block."""


def put_buckets(handle: Handle, tier: Tier, block: int, series: Ints, planes: Planes) -> None:
    """Keep a block of each of ``series``, in place of earlier ones.

    ``planes`` hold the whole block of the first series, then that of the second, and so on.
    """
    keys = (chunk_id(tier, block, 0) + series).tolist()
    bodies = map(pack_chunk, entries_of(planes, tier.block_buckets, _GRAIN))
    handle.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?)", zip(keys, bodies, strict=True))


def sealed_readings(handle: Handle, series: Ints, blocks: range) -> dict[int, list[Buckets]]:
    """By series id, the readings of each block in order of time."""
    found: dict[int, list[Buckets]] = {}
    for part in tiled(handle, Tier.RAW, series, blocks):
        for one, entry in zip(part.series.tolist(), part.entries, strict=True):
            values = measured(np.frombuffer(entry, "<f4"))
            found.setdefault(one, []).append(buckets(part.directory.at_ms, values))
    return found


def sealed_buckets(handle: Handle, tier: Tier, series: Ints, blocks: range) -> Sealed:
    """What is sealed of ``series`` (ascending). What is damaged is left out."""
    owners: list[Ints] = []
    numbers: list[Ints] = []
    entries: list[bytes] = []
    if tier is Tier.MINUTE:
        for part in tiled(handle, tier, series, blocks):
            owners.append(part.series)
            numbers.append(np.full(len(part.series), part.block))
            entries += part.entries
    places, alone = _opened(tier, _chunks(handle, tier, series, blocks))
    entries += alone
    owner = np.concatenate([*owners, places % SERIES_SPAN])
    number = np.concatenate([*numbers, places // SERIES_SPAN])
    if len(series) > 1:
        order = np.argsort(owner, kind="stable")
        owner, number = owner[order], number[order]
        entries = [entries[at] for at in order.tolist()]
    return Sealed(number, owner, planes_of(entries, tier.block_buckets))


def sealed_block(handle: Handle, tier: Tier, block: int) -> Sealed:
    """All chunks of a block."""
    sql = "SELECT id, body FROM chunk WHERE id >= ? AND id < ? ORDER BY id"
    bounds = chunk_id(tier, block, 0), chunk_id(tier, block + 1, 0)
    places, entries = _opened(tier, handle.execute(sql, bounds).fetchall())
    planes = planes_of(entries, tier.block_buckets)
    return Sealed(places // SERIES_SPAN, places % SERIES_SPAN, planes)


def known_buckets(handle: Handle, tier: Tier, block: int, series: Ints) -> Planes:
    """A block of each of ``series`` (ascending), as ``put_buckets`` takes it; blank where none."""
    size = tier.block_buckets
    sealed = sealed_buckets(handle, tier, series, range(block, block + 1))
    wide = blank(len(series) * size)
    for number, row in enumerate(np.searchsorted(series, sealed.series).tolist()):
        place = slice(row * size, (row + 1) * size)
        part = sealed.planes.where(slice(number * size, (number + 1) * size))
        fuller = richer(part, wide.where(place))
        wide.mean[place], wide.count[place] = fuller.mean, fuller.count
        wide.minimum[place], wide.maximum[place] = fuller.minimum, fuller.maximum
    return wide


def has_minutes(handle: Handle, block: int, series: Ints) -> bool:
    """Whether an earlier version sealed minutes from the first to the last of ``series``."""
    sql = "SELECT 1 FROM chunk WHERE id >= ? AND id <= ? LIMIT 1"
    base = chunk_id(Tier.MINUTE, block, 0)
    bounds = base + int(series[0]), base + int(series[-1])
    return handle.execute(sql, bounds).fetchone() is not None


def sealed_blocks(handle: Handle, tier: Tier, start_ms: int, end_ms: int) -> range:
    """The blocks that [start, end) touches, as far as anything sealed reaches."""
    bounds = (chunk_id(tier, 0, 0), chunk_id(tier, LAST_MS // tier.block_ms + 1, 0))
    edges = handle.execute(_EDGES, bounds * 2).fetchone()
    found = tiled_blocks(handle, tier, start_ms, end_ms)
    if edges[0] is None:
        return found
    first, last = (chunk_block(edge) for edge in edges)
    alone = range(
        max(first, start_ms // tier.block_ms), min(last, (end_ms - 1) // tier.block_ms) + 1
    )
    some = [part for part in (alone, found) if part]
    return range(min(p.start for p in some), max(p.stop for p in some)) if some else range(0)


def _chunks(
    handle: Handle, tier: Tier, series: Ints, blocks: Iterable[int]
) -> Sequence[tuple[int, bytes]]:
    """Chunks by their keys, a look-up each, or all with one statement where they are many."""
    bases = [chunk_id(tier, block, 0) for block in blocks]
    wanted = [base + one for base in bases for one in series.tolist()]
    if len(wanted) > _MANY:
        sql = "SELECT id, body FROM chunk WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return handle.execute(sql, (json.dumps(wanted),)).fetchall()
    sql = "SELECT id, body FROM chunk WHERE id = ?"
    found = [handle.execute(sql, (key,)).fetchone() for key in wanted]
    return [row for row in found if row is not None]


def _opened(tier: Tier, read: Sequence[tuple[int, bytes]]) -> tuple[Ints, list[bytes]]:
    """Keys without the tier, and entries. What is damaged is left out."""
    keys: list[int] = []
    entries: list[bytes] = []
    size = tier.block_buckets
    for key, body in read:
        try:
            entries.append(unpack_chunk(body, size))
            keys.append(key)
        except BodyDamaged as error:
            logger.warning("a block of history is damaged and left out (%s): %s", key, error)
    return np.array(keys, np.int64) - chunk_id(tier, 0, 0), entries
