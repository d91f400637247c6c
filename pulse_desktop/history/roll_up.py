"""From finer rows to coarser ones. A bucket is always made again from all that lies below it.

Nothing is kept in memory between two sweeps, so a crash at any moment leaves nothing to repair:
``due`` says, in the same transaction as the readings, which buckets are still to be made.
"""

from collections.abc import Iterator

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints, Planes, blank
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.rows import Row, logged, put_row, sealed_rows, spread
from pulse_desktop.history.tier import ROLLED, Tier, floor_to


def note(handle: Handle, tier: Tier, at_ms: int) -> None:
    """Say that the bucket of ``tier`` around ``at_ms`` has something new below it."""
    row = (tier, floor_to(at_ms, tier.width_ms))
    handle.execute("INSERT OR IGNORE INTO due VALUES (?, ?)", row)


def due(handle: Handle, tier: Tier) -> list[int]:
    """Starts of the buckets that are still to be made, oldest first."""
    sql = "SELECT bucket_ms FROM due WHERE tier = ? ORDER BY bucket_ms"
    return [row[0] for row in handle.execute(sql, (tier,))]


def roll_up(handle: Handle, layouts: Layouts, at_ms: int) -> None:
    """Make the buckets that are due and were over by ``at_ms``."""
    for tier in ROLLED:
        for bucket_ms in due(handle, tier):
            if bucket_ms + tier.width_ms <= at_ms:
                _make(handle, layouts, tier, bucket_ms)


def rows(handle: Handle, layouts: Layouts, tier: Tier, start_ms: int, end_ms: int) -> list[Row]:
    """Everything a tier has in [start, end), in order of time, each bucket of a series once."""
    log = list(logged(handle, layouts, tier, start_ms, end_ms))
    if tier is Tier.RAW:
        return _each_once(log)
    newer = {row.at_ms: row.series[row.planes.count > 0] for row in log}
    sealed = [
        _without(row, newer[row.at_ms]) if row.at_ms in newer else row
        for row in sealed_rows(handle, tier, start_ms, end_ms)
    ]
    return sorted([*sealed, *log], key=lambda row: row.at_ms)


def _each_once(log: list[Row]) -> list[Row]:
    """Of two readings of one series at one instant the one of the later row stands."""
    result: list[Row] = []
    for row in log:
        for place, earlier in enumerate(result):
            if earlier.at_ms == row.at_ms:
                result[place] = _without(earlier, row.series[row.planes.count > 0])
        result.append(row)
    return result


def _make(handle: Handle, layouts: Layouts, tier: Tier, bucket_ms: int) -> None:
    end_ms = bucket_ms + tier.width_ms
    row = summed(bucket_ms, rows(handle, layouts, tier.finer, bucket_ms, end_ms))
    for earlier in rows(handle, layouts, tier, bucket_ms, bucket_ms + 1):
        row = _richer(row, earlier)
    put_row(handle, layouts, tier, row)
    sql = "DELETE FROM due WHERE tier = ? AND bucket_ms = ?"
    handle.execute(sql, (tier, bucket_ms))
    if tier is not Tier.DAY:
        note(handle, Tier(tier + 1), bucket_ms)


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


def _richer(row: Row, earlier: Row) -> Row:
    """Of two accounts of a bucket, for each series the one with more samples.

    The earlier one wins only where the finer rows it was made from have been pruned since, and a
    clock that was set back brings new ones.
    """
    series = _union([row.series, earlier.series])
    new, old = (
        spread(one.planes, np.searchsorted(series, one.series), len(series))
        for one in (row, earlier)
    )
    keep = old.count > new.count
    planes = Planes(
        np.where(keep, old.mean, new.mean),
        np.where(keep, old.minimum, new.minimum),
        np.where(keep, old.maximum, new.maximum),
        np.where(keep, old.count, new.count),
    )
    return Row(row.at_ms, series, planes)


def _without(row: Row, series: Ints) -> Row:
    stays = ~np.isin(row.series, series)
    return Row(row.at_ms, row.series[stays], row.planes.where(stays))


def _union(parts: list[Ints]) -> Ints:
    """All series of some rows, ascending; most rows share one array of them."""
    distinct = list({id(part): part for part in parts}.values())
    if len(distinct) == 1:
        return distinct[0]
    return np.unique(np.concatenate([*distinct, np.empty(0, np.int64)]))
