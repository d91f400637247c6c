"""Sealed blocks: one chunk a series, of readings with their instants, or of buckets on the grid."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import (
    BodyDamaged,
    pack_chunks,
    pack_moments,
    pack_readings,
    unpack_chunks,
    unpack_moments,
    unpack_readings,
)
from pulse_desktop.history.buckets import Buckets, Floats, Ints, Planes, blank, buckets, measured
from pulse_desktop.history.tier import (
    LAST_MS,
    SERIES_SPAN,
    Tier,
    chunk_block,
    chunk_id,
    chunk_series,
    moment_id,
)

logger = logging.getLogger(__name__)

_GRAINS = {Tier.MINUTE: 1, Tier.HOUR: 8, Tier.DAY: 8}
"""Minutes are most of the file; a line over months reads the hours of many blocks at once."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Chunks of one rolled tier, in the order of their keys, each as long as a block."""

    blocks: Ints
    series: Ints
    planes: Planes
    """Of the first chunk, then of the second, and so on."""


def put_readings(handle: Handle, block: int, series: Ints, at_ms: Ints, values: Floats) -> None:
    """Keep the readings of a block, in place of earlier ones. Values have shape (n, instants)."""
    sql = "SELECT max(id) FROM moment WHERE id >= ? AND id < ?"
    bounds = moment_id(block, 0), moment_id(block + 1, 0)
    (newest,) = handle.execute(sql, bounds).fetchone()
    key = moment_id(block, 1) if newest is None else newest + 1
    moments = pack_moments(block * Tier.RAW.block_ms, at_ms)
    handle.execute("INSERT INTO moment VALUES (?, ?)", (key, moments))
    bodies = pack_readings(key - moment_id(block, 0), values)
    _put(handle, Tier.RAW, block, series, bodies)


def put_buckets(handle: Handle, tier: Tier, block: int, series: Ints, planes: Planes) -> None:
    """Keep a block of each of ``series``, in place of earlier ones.

    ``planes`` hold the whole block of the first series, then that of the second, and so on.
    """
    bodies = pack_chunks(planes, tier.block_buckets, _GRAINS[tier])
    _put(handle, tier, block, series, bodies)


def sealed_readings(
    handle: Handle, series: Ints, blocks: Iterable[int]
) -> dict[int, list[Buckets]]:
    """By series id, the readings of each block, in order of time."""
    found: dict[int, list[Buckets]] = {}
    instants: dict[int, Ints | None] = {}
    for key, body in _bodies(handle, Tier.RAW, series, blocks):
        try:
            number, values = unpack_readings(body)
        except BodyDamaged as error:
            _warn(key, error)
            continue
        moment = moment_id(chunk_block(key), number)
        if moment not in instants:
            instants[moment] = _instants(handle, moment)
        at_ms = instants[moment]
        if at_ms is not None:
            readings = buckets(at_ms, measured(values))
            found.setdefault(chunk_series(key), []).append(readings)
    return found


def sealed_buckets(handle: Handle, tier: Tier, series: Ints, blocks: Iterable[int]) -> Sealed:
    """The chunks that there are. One that is damaged is left out."""
    return _opened(tier, _bodies(handle, tier, series, blocks))


def sealed_block(handle: Handle, tier: Tier, block: int) -> Sealed:
    """All chunks of a block."""
    sql = "SELECT id, body FROM chunk WHERE id >= ? AND id < ? ORDER BY id"
    bounds = chunk_id(tier, block, 0), chunk_id(tier, block + 1, 0)
    return _opened(tier, handle.execute(sql, bounds).fetchall())


def known_buckets(handle: Handle, tier: Tier, block: int, series: Ints) -> Planes:
    """A block of each of ``series`` (ascending), as ``put_buckets`` takes it; blank where none."""
    size = tier.block_buckets
    sealed = sealed_buckets(handle, tier, series, [block])
    if len(sealed.series) == len(series):
        return sealed.planes
    wide = blank(len(series) * size)
    rows = np.searchsorted(series, sealed.series)
    places = (rows[:, None] * size + np.arange(size)).ravel()
    wide.mean[places], wide.count[places] = sealed.planes.mean, sealed.planes.count
    wide.minimum[places], wide.maximum[places] = sealed.planes.minimum, sealed.planes.maximum
    return wide


def has_chunks(handle: Handle, tier: Tier, block: int, series: Ints) -> bool:
    """Whether anything of a block is sealed from the first to the last of ``series``."""
    sql = "SELECT 1 FROM chunk WHERE id >= ? AND id <= ? LIMIT 1"
    base = chunk_id(tier, block, 0)
    bounds = base + int(series[0]), base + int(series[-1])
    return handle.execute(sql, bounds).fetchone() is not None


def sealed_blocks(handle: Handle, tier: Tier, start_ms: int, end_ms: int) -> range:
    """The blocks that [start, end) touches, as far as any chunk reaches."""
    bounds = (chunk_id(tier, 0, 0), chunk_id(tier, LAST_MS // tier.block_ms + 1, 0))
    edges = [
        handle.execute(
            f"SELECT {edge}(id) FROM chunk WHERE id >= ? AND id < ?",  # noqa: S608
            bounds,
        ).fetchone()[0]
        for edge in ("min", "max")
    ]
    if edges[0] is None:
        return range(0)
    first, last = (chunk_block(edge) for edge in edges)
    return range(
        max(first, start_ms // tier.block_ms), min(last, (end_ms - 1) // tier.block_ms) + 1
    )


def _put(handle: Handle, tier: Tier, block: int, series: Ints, bodies: Iterable[bytes]) -> None:
    keys = (chunk_id(tier, block, 0) + series).tolist()
    handle.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?)", zip(keys, bodies, strict=True))


def _bodies(
    handle: Handle, tier: Tier, series: Ints, blocks: Iterable[int]
) -> Sequence[tuple[int, bytes]]:
    """Chunks by their keys, however many, with one statement."""
    wanted = [chunk_id(tier, block, 0) + one for block in blocks for one in series.tolist()]
    sql = "SELECT id, body FROM chunk WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return handle.execute(sql, (json.dumps(wanted),)).fetchall() if wanted else ()


def _opened(tier: Tier, read: Sequence[tuple[int, bytes]]) -> Sealed:
    whole, planes = unpack_chunks([body for _, body in read], tier.block_buckets)
    if len(whole) < len(read):
        for at in set(range(len(read))).difference(whole):
            _warn(read[at][0], BodyDamaged("checksum"))
    places = np.array([read[at][0] for at in whole], np.int64) - chunk_id(tier, 0, 0)
    return Sealed(places // SERIES_SPAN, places % SERIES_SPAN, planes)


def _instants(handle: Handle, moment: int) -> Ints | None:
    found = handle.execute("SELECT body FROM moment WHERE id = ?", (moment,)).fetchone()
    try:
        return None if found is None else unpack_moments(found[0])
    except BodyDamaged as error:
        _warn(moment, error)
        return None


def _warn(key: int, error: BodyDamaged) -> None:
    logger.warning("a block of history is damaged and left out (%s): %s", key, error)
