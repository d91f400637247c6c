"""Rows: all series of a connection at one instant, or many series in one bucket."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.body import (
    BodyDamaged,
    pack_planes,
    pack_values,
    unpack_planes,
    unpack_values,
)
from pulse_desktop.history.buckets import Floats, Ints, Planes, blank, richer
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.tier import (
    LAST_LAYOUT,
    Tier,
    row_id,
    row_layout,
    row_range,
    row_time,
)
from pulse_desktop.history.unsealed import Unsealed

logger = logging.getLogger(__name__)

T = TypeVar("T")

_ALL = slice(None)

_Found = tuple[int, Ints, Ints | slice, bytes]
"""Key, series, their places and body of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Many series in one bucket, or at one instant."""

    at_ms: int
    series: Ints
    """Ids of the series, ascending. Shape (n,)."""

    planes: Planes


@dataclass(frozen=True, slots=True)
class Measured:
    """The readings of one sweep."""

    at_ms: int
    series: Ints
    """Ids of the series, ascending. Shape (n,)."""

    values: Floats
    """NaN where a series was not measured."""


def put_reading(handle: Handle, layouts: Layouts, sweep: Measured, layout: int) -> int | None:
    """Log one sweep, in the order of its layout. What was told first of an instant stands.

    A second sweep of the same instant and layout fills what the first left out. Returns the key
    of the row if it has the sweep as it was given.
    """
    at_ms, values = sweep.at_ms, sweep.values
    if _is_told(handle, at_ms):
        for earlier in measured_rows(handle, layouts, (at_ms, at_ms + 1), sweep.series):
            told = earlier.series[~np.isnan(earlier.values)]
            values = np.where(np.isin(sweep.series, told), np.float32(np.nan), values)
    key = row_id(Tier.RAW, at_ms, layout)
    inserted = handle.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (key, pack_values(values)))
    if inserted.rowcount == 0:
        (body,) = handle.execute("SELECT body FROM log WHERE id = ?", (key,)).fetchone()
        first = _opened(unpack_values, key, body)
        both = values if first is None else np.where(np.isnan(first), values, first)
        handle.execute("UPDATE log SET body = ? WHERE id = ?", (pack_values(both), key))
        return None
    return key if values is sweep.values else None


def _is_told(handle: Handle, at_ms: int) -> bool:
    sql = "SELECT 1 FROM log WHERE id >= ? AND id < ? LIMIT 1"
    return handle.execute(sql, row_range(Tier.RAW, at_ms, at_ms + 1)).fetchone() is not None


def put_row(handle: Handle, layouts: Layouts, tier: Tier, row: Row) -> None:
    """Keep a bucket of some series; of an earlier account the fuller one stands for each."""
    fit = layouts.fit(handle, row.series)
    planes = spread(row.planes, fit.places, fit.width)
    key = row_id(tier, row.at_ms, fit.layout)
    table = tier.row_table
    sql = f"SELECT body FROM {table} WHERE id = ?"  # noqa: S608 - a name of ours
    earlier = handle.execute(sql, (key,)).fetchone()
    known = None if earlier is None else _opened(unpack_planes, key, earlier[0])
    if known is not None:
        planes = richer(planes, known)
    sql = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608 - a name of ours
    handle.execute(sql, (key, pack_planes(planes)))


def logged(
    handle: Handle,
    layouts: Layouts,
    tier: Tier,
    span_ms: tuple[int, int],
    wanted: Ints | None = None,
) -> Iterator[Row]:
    """The buckets of [start, end) in order of time, of the ``wanted`` series (ascending) only.

    A row that is damaged is left out, one without any of the series is not even read.
    """
    if wanted is None:
        found = _found(handle, layouts, tier, span_ms, None)
    else:
        found = _looked_up(handle, layouts, tier, span_ms, wanted)
    for key, series, places, body in found:
        planes = _opened(unpack_planes, key, body, places)
        if planes is not None:
            yield Row(row_time(key), series, planes)


def measured_rows(
    handle: Handle, layouts: Layouts, span_ms: tuple[int, int], wanted: Ints | None = None
) -> Iterator[Measured]:
    """The same of raw readings."""
    for key, series, places, body in _found(handle, layouts, Tier.RAW, span_ms, wanted):
        values = _opened(unpack_values, key, body, places)
        if values is not None:
            yield Measured(row_time(key), series, values)


def whole_rows(
    handle: Handle, layouts: Layouts, span_ms: tuple[int, int], unsealed: Unsealed
) -> Iterator[Measured]:
    """All readings of [start, end); only what ``unsealed`` does not remember is read."""
    sql = "SELECT id FROM log WHERE id >= ? AND id < ? ORDER BY id"
    for (key,) in handle.execute(sql, row_range(Tier.RAW, *span_ms)).fetchall():
        values = unsealed.row(key)
        if values is None:
            (body,) = handle.execute("SELECT body FROM log WHERE id = ?", (key,)).fetchone()
            values = _opened(unpack_values, key, body)
        if values is not None:
            yield Measured(row_time(key), layouts.series(handle, row_layout(key)), values)


def logged_series(handle: Handle, layouts: Layouts, tier: Tier, span_ms: tuple[int, int]) -> Ints:
    """All series that the rows of a span may have, ascending."""
    there = _layouts_between(handle, tier, row_range(tier, *span_ms))
    sets = [layouts.series(handle, layout) for layout in there]
    return distinct(np.concatenate([*sets, np.empty(0, np.int64)]))


def spread(planes: Planes, places: Ints, width: int) -> Planes:
    """``planes`` put at ``places`` of ``width``; the rest has no bucket."""
    wide = blank(width)
    wide.mean[places] = planes.mean
    wide.minimum[places] = planes.minimum
    wide.maximum[places] = planes.maximum
    wide.count[places] = planes.count
    return wide


def _found(
    handle: Handle,
    layouts: Layouts,
    tier: Tier,
    span_ms: tuple[int, int],
    wanted: Ints | None,
) -> Iterator[_Found]:
    """Each row that has any of the ``wanted`` series.

    SQLite looks at a body only once the key is found to be of one of those layouts.
    """
    bounds = row_range(tier, *span_ms)
    if _ends(handle, tier, bounds)[0] is None:
        return
    places = _places(handle, layouts, tier, wanted, bounds)
    known = ", ".join(str(layout) for layout, (series, _) in places.items() if len(series))
    sql = (
        f"SELECT id, body FROM {tier.row_table} WHERE id >= ? AND id < ? "  # noqa: S608
        f"AND id & {LAST_LAYOUT} IN ({known}) ORDER BY id"
    )
    for key, body in handle.execute(sql, bounds):
        yield key, *places[row_layout(key)], body


def _looked_up(
    handle: Handle, layouts: Layouts, tier: Tier, span_ms: tuple[int, int], wanted: Ints
) -> Iterator[_Found]:
    """The same of a rolled tier, whose rows lie on a grid, so that no other row is passed by."""
    first, last = _ends(handle, tier, row_range(tier, *span_ms))
    if first is None or last is None:
        return
    places = _places(handle, layouts, tier, wanted, (first, last))
    instants = range(row_time(first), row_time(last) + 1, tier.width_ms)
    keys = [row_id(tier, at_ms, layout) for at_ms in instants for layout in places]
    sql = (
        f"SELECT id, body FROM {tier.row_table} WHERE id IN "  # noqa: S608 - a name of ours
        "(SELECT value FROM json_each(?)) ORDER BY id"
    )
    for key, body in handle.execute(sql, (json.dumps(keys),)):
        yield key, *places[row_layout(key)], body


def _ends(handle: Handle, tier: Tier, bounds: tuple[int, int]) -> tuple[int | None, int | None]:
    among = f"FROM {tier.row_table} WHERE id >= ? AND id < ?"
    sql = f"SELECT (SELECT min(id) {among}), (SELECT max(id) {among})"
    first, last = handle.execute(sql, bounds * 2).fetchone()
    return first, last


def _layouts_between(handle: Handle, tier: Tier, bounds: tuple[int, int]) -> list[int]:
    sql = (
        f"SELECT DISTINCT id & {LAST_LAYOUT} "  # noqa: S608 - a number and a name of ours
        f"FROM {tier.row_table} WHERE id >= ? AND id < ?"
    )
    return [row[0] for row in handle.execute(sql, bounds)]


def _places(
    handle: Handle, layouts: Layouts, tier: Tier, wanted: Ints | None, bounds: tuple[int, int]
) -> dict[int, tuple[Ints, Ints | slice]]:
    """By layout, those of the ``wanted`` that it has, and where."""
    found: dict[int, tuple[Ints, Ints | slice]] = {}
    if wanted is None:
        for layout in _layouts_between(handle, tier, bounds):
            found[layout] = layouts.series(handle, layout), _ALL
        return found
    for layout, series in layouts.having(handle, wanted).items():
        found[layout] = series, np.searchsorted(layouts.series(handle, layout), series)
    return found


def _opened(
    unpack: Callable[[bytes, Ints | slice], T], key: int, body: bytes, places: Ints | slice = _ALL
) -> T | None:
    try:
        return unpack(body, places)
    except BodyDamaged as error:
        logger.warning("a row of history is damaged and left out (%s): %s", key, error)
        return None
