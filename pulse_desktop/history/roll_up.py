"""From finer buckets to coarser ones. A bucket is always made again from all that lies below it.

Nothing is kept in memory between two sweeps, so a crash at any moment leaves nothing to repair:
minutes and hours are made in the transaction that seals their readings, and ``due`` says, in
the same one, which days are still to be made.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Floats, Ints, Planes, blank, richer
from pulse_desktop.history.chunks import sealed_block, sealed_blocks
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.progress import begin_again
from pulse_desktop.history.rows import Row, logged, put_row, spread
from pulse_desktop.history.tier import DAY_MS, MINUTE_MS, Tier, floor_to


def note(handle: Handle, at_ms: int) -> None:
    """Say that the day around ``at_ms`` has a new hour."""
    row = (Tier.DAY, floor_to(at_ms, DAY_MS))
    handle.execute("INSERT OR IGNORE INTO due VALUES (?, ?)", row)


def due(handle: Handle) -> list[int]:
    """Starts of the days that are still to be made, oldest first."""
    sql = "SELECT bucket_ms FROM due WHERE tier = ? ORDER BY bucket_ms"
    return [row[0] for row in handle.execute(sql, (Tier.DAY,))]


def roll_up(handle: Handle, layouts: Layouts, end_ms: int) -> bool:
    """Make the oldest day that is due and was over by ``end_ms``; whether there was one."""
    over = [day_ms for day_ms in due(handle) if day_ms + DAY_MS <= end_ms]
    if over:
        _make(handle, layouts, over[0])
    return bool(over)


def minutes_of(at_ms: Ints, values: Floats, start_ms: int) -> Planes:
    """The minutes of a block that readings make up, those of each series one after another.

    ``values`` have shape (instants, n), in order of time, NaN where there is no reading. Sums run
    in order of time from positive zero, as they do in ``buckets.coarsened``.
    """
    size, count = Tier.MINUTE.block_buckets, values.shape[1]
    wide = np.full((3, size, count), np.nan, np.float32)
    counts = np.zeros((size, count), np.int64)
    minutes, first = np.unique((at_ms - start_ms) // MINUTE_MS, return_index=True)
    edges = [*first.tolist(), len(at_ms)]
    each = len(at_ms) // len(minutes)
    if np.all(np.diff(edges) == each) and not np.isnan(values).any():
        _even_minutes(values.reshape(len(minutes), each, count), wide, minutes)
        counts[minutes] = each
    else:
        for minute, (begin, end) in zip(minutes.tolist(), pairwise(edges), strict=True):
            _minute(values[begin:end], wide[:, minute], counts[minute])
    mean, minimum, maximum = (np.ascontiguousarray(plane.T).ravel() for plane in wide)
    return Planes(mean, minimum, maximum, np.ascontiguousarray(counts.T).ravel())


def hours_of(minutes: Planes, series: int) -> list[Planes]:
    """The hours of a block that its minutes make up: one value a series in each hour."""
    hours = Tier.MINUTE.block_ms // Tier.HOUR.width_ms
    shape = series, hours, -1
    count = minutes.count.reshape(shape)
    present = count > 0
    weighted = np.where(present, minutes.mean.reshape(shape), 0).astype(np.float64) * count
    total = np.add.reduce(weighted.transpose(2, 0, 1), axis=0, initial=0.0)
    whole = count.sum(axis=2)
    some = whole > 0
    mean = np.full((series, hours), np.nan, np.float32)
    mean[some] = (total[some] / whole[some]).astype(np.float32)
    low = np.fmin.reduce(minutes.minimum.reshape(shape), axis=2)
    high = np.fmax.reduce(minutes.maximum.reshape(shape), axis=2)
    return [Planes(mean[:, h], low[:, h], high[:, h], whole[:, h]) for h in range(hours)]


def summed(bucket_ms: int, finer: list[Row]) -> Row:
    """The bucket that the rows, in order of time, make up."""
    series = _union([row.series for row in finer])
    size = len(series)
    total, weighted = np.zeros(size), np.zeros(size)
    whole = blank(size)
    for planes in _aligned(series, finer):
        np.multiply(planes.mean, planes.count, out=weighted, dtype=np.float64)
        np.add(total, weighted, out=total, where=planes.count > 0)
        np.fmin(whole.minimum, planes.minimum, out=whole.minimum)
        np.fmax(whole.maximum, planes.maximum, out=whole.maximum)
        np.add(whole.count, planes.count, out=whole.count)
    some = whole.count > 0
    whole.mean[some] = (total[some] / whole.count[some]).astype(np.float32)
    return Row(bucket_ms, series, whole)


def hours_between(handle: Handle, layouts: Layouts, start_ms: int, end_ms: int) -> list[Row]:
    """The hours of [start, end) in order of time, each hour of a series once."""
    found: dict[int, Row] = {row.at_ms: row for row in _sealed_hours(handle, start_ms, end_ms)}
    for row in logged(handle, layouts, Tier.HOUR, (start_ms, end_ms)):
        known = found.get(row.at_ms)
        found[row.at_ms] = row if known is None else _both(row, known)
    return [found[at_ms] for at_ms in sorted(found)]


def _even_minutes(parts: Floats, out: Floats, minutes: Ints) -> None:
    """All minutes at once, where each has as many readings, none of them absent, as is usual.

    ``parts`` have shape (minutes, readings, n).
    """
    total = np.zeros((parts.shape[0], parts.shape[2]))
    low, high = parts[:, 0].copy(), parts[:, 0].copy()
    for at in range(parts.shape[1]):
        part = parts[:, at]
        total += part
        np.minimum(low, part, out=low)
        np.maximum(high, part, out=high)
    total /= parts.shape[1]
    out[0, minutes], out[1, minutes], out[2, minutes] = total, low, high


def _minute(values: Floats, out: Floats, count: Ints) -> None:
    """Fill mean, minimum and maximum, shape (3, n), and the counts of one minute."""
    present = ~np.isnan(values)
    is_full = bool(present.all())
    kept = values if is_full else np.where(present, values, np.float32(0))
    count[:] = len(values) if is_full else present.sum(axis=0)
    total = np.add.reduce(kept, axis=0, dtype=np.float64, initial=0.0)
    some = count > 0
    out[0, some] = (total[some] / count[some]).astype(np.float32)
    out[1] = (np.minimum if is_full else np.fmin).reduce(values, axis=0)
    out[2] = (np.maximum if is_full else np.fmax).reduce(values, axis=0)


def _make(handle: Handle, layouts: Layouts, day_ms: int) -> None:
    row = summed(day_ms, hours_between(handle, layouts, day_ms, day_ms + DAY_MS))
    if len(row.series):
        put_row(handle, layouts, Tier.DAY, row)
        begin_again(handle, Tier.DAY, day_ms)
    handle.execute("DELETE FROM due WHERE tier = ? AND bucket_ms = ?", (Tier.DAY, day_ms))


def _sealed_hours(handle: Handle, start_ms: int, end_ms: int) -> Iterator[Row]:
    """What the chunks know of [start, end). For the rare day whose hours are sealed already."""
    size, width_ms = Tier.HOUR.block_buckets, Tier.HOUR.width_ms
    for block in sealed_blocks(handle, Tier.HOUR, start_ms, end_ms):
        sealed = sealed_block(handle, Tier.HOUR, block)
        for bucket in range(size):
            at_ms = block * Tier.HOUR.block_ms + bucket * width_ms
            if start_ms <= at_ms < end_ms and len(sealed.series):
                yield Row(at_ms, sealed.series, sealed.planes.where(slice(bucket, None, size)))


def _aligned(series: Ints, rows_of_parts: list[Row]) -> Iterator[Planes]:
    """The planes of each row, one place for each of ``series``."""
    places: dict[int, Ints] = {}
    for row in rows_of_parts:
        if len(row.series) == len(series):
            yield row.planes
            continue
        if id(row.series) not in places:
            places[id(row.series)] = np.searchsorted(series, row.series)
        yield spread(row.planes, places[id(row.series)], len(series))


def _both(row: Row, earlier: Row) -> Row:
    """Two rows of one bucket as one; the fuller account stands where both have a series."""
    series = _union([row.series, earlier.series])
    new, old = (
        spread(one.planes, np.searchsorted(series, one.series), len(series))
        for one in (row, earlier)
    )
    return Row(row.at_ms, series, richer(new, old))


def _union(parts: list[Ints]) -> Ints:
    """All series of some rows, ascending; most rows share one array of them."""
    arrays = list({id(part): part for part in parts}.values())
    if len(arrays) == 1:
        return arrays[0]
    return distinct(np.concatenate([*arrays, np.empty(0, np.int64)]))
