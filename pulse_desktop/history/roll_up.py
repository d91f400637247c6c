"""From finer buckets to coarser ones. A bucket is always made again from all that lies below it.

Nothing is kept in memory between two sweeps, so a crash at any moment leaves nothing to repair:
minutes and hours are made in the transaction that seals their readings, and ``due`` says, in
the same one, which days are still to be made.
"""

from collections.abc import Iterator

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints, Planes, blank, richer
from pulse_desktop.history.chunks import sealed_block, sealed_blocks
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.progress import begin_again
from pulse_desktop.history.rows import Row, logged, put_row, spread
from pulse_desktop.history.tier import DAY_MS, Tier, floor_to


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
