"""Takes complete blocks out of the log, into tiles and chunks, and makes the buckets above them.

A block is sealed slice by slice, each a transaction of its own, and its rows leave the log when
all are. What is in between counts once: a tile and the rows it was made of tell the same instants.
"""

from collections.abc import Iterable

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints, Planes, blank, end_to_end, joined, richer
from pulse_desktop.history.chunks import (
    has_minutes,
    known_buckets,
    put_buckets,
    sealed_readings,
)
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.progress import advance, begin_again, slices_done
from pulse_desktop.history.raw_block import SLICE, Group, Readings, Slice, read_block, readings_of
from pulse_desktop.history.roll_up import hours_of, minutes_of, note
from pulse_desktop.history.rows import Row, logged, logged_series, put_row, unsealed_blocks
from pulse_desktop.history.tier import ROLLED, Tier, row_id, row_range
from pulse_desktop.history.tiles import are_tiled, put_slice
from pulse_desktop.history.unsealed import Unsealed


class Sealer:
    """Seals for the writer. Remembers the rows of the block it is at, so they are read once."""

    def __init__(self, layouts: Layouts, unsealed: Unsealed) -> None:
        self._layouts = layouts
        self._unsealed = unsealed
        self._block: int | None = None
        self._slices: tuple[Slice, ...] = ()

    def seal_readings(self, handle: Handle, end_ms: int) -> bool:
        """Read a block that ended by ``end_ms`` or seal a slice of it; whether there was one.

        Rows that came late into a sealed block are sealed together with what is there.
        """
        block = _complete_block(handle, Tier.RAW, end_ms)
        if block is None:
            return False
        done = slices_done(handle, Tier.RAW, block)
        if done is None or block != self._block:
            self._slices = read_block(handle, self._layouts, block, self._unsealed)
            self._block = block
            advance(handle, Tier.RAW, block, 0)
        elif done < len(self._slices):
            _seal_slice(handle, self._layouts, block, self._slices[done])
            advance(handle, Tier.RAW, block, done + 1)
        else:
            _finish(handle, Tier.RAW, block)
            self._unsealed.forget_before(row_id(Tier.RAW, (block + 1) * Tier.RAW.block_ms, 0))
            self._block, self._slices = None, ()
        return True

    def seal_buckets(self, handle: Handle, end_ms: int) -> bool:
        """The same of hours and days, once the days are made; and of old files, of minutes."""
        return any(_seal_rolled(handle, self._layouts, tier, end_ms) for tier in ROLLED)


def _complete_block(handle: Handle, tier: Tier, end_ms: int) -> int | None:
    """The oldest block that has rows, if it is over."""
    blocks = unsealed_blocks(handle, tier, end_ms)
    return blocks[0] if blocks and (blocks[0] + 1) * tier.block_ms <= end_ms else None


def _seal_rolled(handle: Handle, layouts: Layouts, tier: Tier, end_ms: int) -> bool:
    block = _complete_block(handle, tier, end_ms)
    if block is None:
        return False
    start_ms = block * tier.block_ms
    span_ms = (start_ms, start_ms + tier.block_ms)
    done = slices_done(handle, tier, block) or 0
    series = logged_series(handle, layouts, tier, span_ms)[done * SLICE : (done + 1) * SLICE]
    if len(series):
        rows = logged(handle, layouts, tier, span_ms, series)
        planes = _turned(rows, tier, start_ms, series)
        known = known_buckets(handle, tier, block, series)
        put_buckets(handle, tier, block, series, richer(planes, known))
        advance(handle, tier, block, done + 1)
    else:
        _finish(handle, tier, block)
    return True


def _seal_slice(handle: Handle, layouts: Layouts, block: int, slice_: Slice) -> None:
    """The readings of some series, and the minutes and hours that they make up."""
    hours = [_seal_group(handle, block, group) for group in slice_]
    series = np.concatenate([group.series for group in slice_])
    order = np.argsort(series)
    for number, parts in enumerate(zip(*hours, strict=True)):
        at_ms = block * Tier.RAW.block_ms + number * Tier.HOUR.width_ms
        _put_hour(handle, layouts, Row(at_ms, series[order], end_to_end(parts).where(order)))


def _seal_group(handle: Handle, block: int, group: Group) -> list[Planes]:
    """Returns the hours of the block."""
    series, readings = group.series, readings_of(group)
    is_late = are_tiled(handle, block, series)
    if is_late:
        readings = _with_sealed(handle, block, series, readings)
    values = readings.values
    minutes = minutes_of(readings.at_ms, values, block * Tier.RAW.block_ms)
    if is_late or has_minutes(handle, block, series):
        minutes = richer(minutes, known_buckets(handle, Tier.MINUTE, block, series))
    put_slice(handle, block, series, readings.at_ms, np.ascontiguousarray(values.T), minutes)
    return hours_of(minutes, len(series))


def _put_hour(handle: Handle, layouts: Layouts, hour: Row) -> None:
    present = hour.planes.count > 0
    if present.any():
        row = Row(hour.at_ms, hour.series[present], hour.planes.where(present))
        put_row(handle, layouts, Tier.HOUR, row)
        begin_again(handle, Tier.HOUR, hour.at_ms)
        note(handle, hour.at_ms)


def _with_sealed(handle: Handle, block: int, series: Ints, readings: Readings) -> Readings:
    """Readings together with those of the block that are sealed already."""
    sealed = {
        s: joined(parts)
        for s, parts in sealed_readings(handle, series, range(block, block + 1)).items()
    }
    if not sealed:
        return readings
    instants = [readings.at_ms, *(part.at_ms for part in sealed.values())]
    at_ms = distinct(np.concatenate(instants))
    values = np.full((len(at_ms), len(series)), np.nan, np.float32)
    for one, part in sealed.items():
        values[np.searchsorted(at_ms, part.at_ms), np.searchsorted(series, one)] = part.planes.mean
    places = np.searchsorted(at_ms, readings.at_ms)
    held = values[places]
    values[places] = np.where(np.isnan(held), readings.values, held)
    return Readings(at_ms, values)


def _finish(handle: Handle, tier: Tier, block: int) -> None:
    bounds = row_range(tier, block * tier.block_ms, (block + 1) * tier.block_ms)
    handle.execute("DELETE FROM log WHERE id >= ? AND id < ?", bounds)
    handle.execute("DELETE FROM sealing WHERE tier = ? AND block = ?", (tier, block))


def _turned(rows: Iterable[Row], tier: Tier, start_ms: int, series: Ints) -> Planes:
    """The rows turned on their side: the block of the first series, of the second, and so on."""
    wide = blank(len(series) * tier.block_buckets)
    for row in rows:
        bucket = (row.at_ms - start_ms) // tier.width_ms
        place = np.searchsorted(series, row.series) * tier.block_buckets + bucket
        planes = richer(row.planes, wide.where(place))
        wide.mean[place], wide.count[place] = planes.mean, planes.count
        wide.minimum[place], wide.maximum[place] = planes.minimum, planes.maximum
    return wide
