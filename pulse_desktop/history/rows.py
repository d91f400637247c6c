"""Rows of the log and blocks of chunks: all series of one bucket, or one series of many buckets."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import (
    BodyDamaged,
    pack_chunks,
    pack_planes,
    pack_values,
    unpack_planes,
    unpack_values,
)
from pulse_desktop.history.buckets import Floats, Ints, Planes, blank, measured
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.tier import (
    Tier,
    chunk_block,
    chunk_id,
    row_id,
    row_layout,
    row_range,
    row_time,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """Many series in one bucket, or at one instant."""

    at_ms: int
    series: Ints
    """Ids of the series, ascending. Shape (n,)."""

    planes: Planes


def put_reading(handle: Handle, at_ms: int, layout: int, values: Floats) -> None:
    """Log one sweep. A second one of the same instant and layout fills what the first left out."""
    key = row_id(Tier.RAW, at_ms, layout)
    inserted = handle.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (key, pack_values(values)))
    if inserted.rowcount == 0:
        (body,) = handle.execute("SELECT body FROM log WHERE id = ?", (key,)).fetchone()
        first = unpack_values(body)
        both = np.where(np.isnan(first), values, first)
        handle.execute("UPDATE log SET body = ? WHERE id = ?", (pack_values(both), key))


def put_row(handle: Handle, layouts: Layouts, tier: Tier, row: Row) -> None:
    """Log a closed bucket in place of an earlier account of it."""
    start, end = row_range(tier, row.at_ms, row.at_ms + 1)
    handle.execute("DELETE FROM log WHERE id >= ? AND id < ?", (start, end))
    fit = layouts.fit(handle, row.series)
    planes = spread(row.planes, fit.places, fit.width)
    body = pack_planes(planes)
    key = row_id(tier, row.at_ms, fit.layout)
    handle.execute("INSERT INTO log VALUES (?, ?)", (key, body))


def logged(
    handle: Handle, layouts: Layouts, tier: Tier, start_ms: int, end_ms: int
) -> Iterator[Row]:
    """The rows of [start, end) in order of time. One that is damaged is left out."""
    for key, body in _bodies(handle, tier, start_ms, end_ms):
        planes = _planes(tier, key, body)
        if planes is not None:
            yield Row(row_time(key), layouts.series(handle, row_layout(key)), planes)


def logged_of(
    handle: Handle, layouts: Layouts, tier: Tier, start_ms: int, end_ms: int, wanted: Ints
) -> Iterator[Row]:
    """As ``logged``, of the ``wanted`` series (ascending) only."""
    places: dict[int, tuple[Ints, Ints]] = {}
    for key, body in _bodies(handle, tier, start_ms, end_ms):
        layout = row_layout(key)
        if layout not in places:
            every = layouts.series(handle, layout)
            shared = np.intersect1d(every, wanted, assume_unique=True)
            places[layout] = shared, np.searchsorted(every, shared)
        series, chosen = places[layout]
        planes = _planes(tier, key, body, chosen) if len(series) else None
        if planes is not None:
            yield Row(row_time(key), series, planes)


def put_chunks(handle: Handle, tier: Tier, block: int, series: Ints, planes: Planes) -> None:
    """Keep a block of each of ``series``, in place of earlier ones.

    ``planes`` hold the whole block of the first series, then that of the second, and so on.
    """
    keys = (chunk_id(tier, block, int(one)) for one in series)
    bodies = pack_chunks(planes, tier.block_buckets)
    handle.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?)", zip(keys, bodies, strict=True))


def chunks(
    handle: Handle, tier: Tier, series: int, blocks: Iterable[int]
) -> Iterator[tuple[int, Planes]]:
    """The sealed blocks of one series that there are, with their numbers, as they were asked."""
    for block in blocks:
        key = chunk_id(tier, block, series)
        found = handle.execute("SELECT body FROM chunk WHERE id = ?", (key,)).fetchone()
        planes = None if found is None else _chunk(key, found[0])
        if planes is not None:
            yield block, planes


def sealed_rows(handle: Handle, tier: Tier, start_ms: int, end_ms: int) -> Iterator[Row]:
    """What the chunks know of [start, end), as rows. For the rare roll-up of a sealed span."""
    first, last = start_ms // tier.block_ms, (end_ms - 1) // tier.block_ms
    sql = "SELECT id, body FROM chunk WHERE id >= ? AND id < ? ORDER BY id"
    bounds = (chunk_id(tier, first, 0), chunk_id(tier, last + 1, 0))
    found = [(key, _chunk(key, body)) for key, body in handle.execute(sql, bounds)]
    for block in range(first, last + 1):
        members = [(k, p) for k, p in found if p is not None and chunk_block(k) == block]
        if members:
            yield from _rows_of_block(tier, block, members, start_ms, end_ms)


def spread(planes: Planes, places: Ints, width: int) -> Planes:
    """``planes`` put at ``places`` of ``width``; the rest has no bucket."""
    wide = blank(width)
    wide.mean[places] = planes.mean
    wide.minimum[places] = planes.minimum
    wide.maximum[places] = planes.maximum
    wide.count[places] = planes.count
    return wide


def _rows_of_block(
    tier: Tier, block: int, members: list[tuple[int, Planes]], start_ms: int, end_ms: int
) -> Iterator[Row]:
    base = chunk_id(tier, block, 0)
    series = np.array([key - base for key, _ in members], np.int64)
    matrix = [
        np.stack([getattr(planes, name) for _, planes in members])
        for name in ("mean", "minimum", "maximum", "count")
    ]
    for bucket in range(tier.block_buckets):
        at_ms = block * tier.block_ms + bucket * tier.width_ms
        if start_ms <= at_ms < end_ms:
            mean, minimum, maximum, count = (plane[:, bucket] for plane in matrix)
            yield Row(at_ms, series, Planes(mean, minimum, maximum, count))


def _bodies(handle: Handle, tier: Tier, start_ms: int, end_ms: int) -> Iterator[tuple[int, bytes]]:
    sql = "SELECT id, body FROM log WHERE id >= ? AND id < ? ORDER BY id"
    yield from handle.execute(sql, row_range(tier, start_ms, end_ms))


def _planes(tier: Tier, key: int, body: bytes, places: Ints | slice = slice(None)) -> Planes | None:
    try:
        if tier is Tier.RAW:
            return measured(unpack_values(body, places))
        return unpack_planes(body, places)
    except BodyDamaged as error:
        logger.warning("a row of history is damaged and left out (%s): %s", key, error)
        return None


def _chunk(key: int, body: bytes) -> Planes | None:
    try:
        return unpack_planes(body)
    except BodyDamaged as error:
        logger.warning("a block of history is damaged and left out (%s): %s", key, error)
        return None
