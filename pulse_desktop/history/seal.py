"""Makes tiles and chunks of the complete blocks in the log, and the buckets above them.

A block is sealed slice by slice, each a transaction of its own. Once all are, rows of hours and
days are removed; readings, which would only be written a second time, stay in it until they are
pruned. What is in between counts once: a tile and the rows that it was made of tell the same
instants.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints, Planes, blank, end_to_end, richer
from pulse_desktop.history.chunks import has_minutes, known_buckets, put_buckets
from pulse_desktop.history.earlier_tiles import with_earlier
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.minutes import Minutes, Told, minutes_of
from pulse_desktop.history.progress import (
    SEALED,
    advance,
    begin_again,
    slices_done,
    unsealed_blocks,
)
from pulse_desktop.history.raw_block import SLICE, Group, Slice, read_block, told_by
from pulse_desktop.history.roll_up import note, summed
from pulse_desktop.history.rows import Row, logged, logged_series, put_row
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
        self._hours: dict[int, list[Row]] = {}
        """Of the slices that are sealed already, by their numbers: one may be rolled back."""

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
            self._block, self._hours = block, {}
            advance(handle, Tier.RAW, block, 0)
        elif done < len(self._slices):
            groups = self._slices[done]
            self._hours[done] = [hour for g in groups for hour in _seal_group(handle, block, g)]
            advance(handle, Tier.RAW, block, done + 1)
        else:
            _put_hours(handle, self._layouts, list(chain(*self._hours.values())))
            advance(handle, Tier.RAW, block, SEALED)
            self._unsealed.forget_before(row_id(Tier.RAW, (block + 1) * Tier.RAW.block_ms, 0))
            self._block, self._slices, self._hours = None, (), {}
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
        _drop(handle, tier, block)
    return True


def _seal_group(handle: Handle, block: int, group: Group) -> list[Row]:
    """Returns the hours of the block."""
    minutes = _minutes(handle, block, group)
    put_slice(handle, block, minutes)
    each = Tier.HOUR.width_ms // Tier.MINUTE.width_ms
    hours = []
    for first in range(0, Tier.MINUTE.block_buckets, each):
        at_ms = block * Tier.RAW.block_ms + first * Tier.MINUTE.width_ms
        rows = [Row(at_ms, group.series, one) for one in minutes.between(first, first + each)]
        hours.append(summed(at_ms, rows))
    return hours


def _minutes(handle: Handle, block: int, group: Group) -> Minutes:
    """Of two accounts of a minute the fuller one stands."""
    series = group.series
    told: Iterable[Told] = told_by(group)
    is_late = are_tiled(handle, block, series)
    if is_late:
        told = with_earlier(handle, block, series, told)
    minutes = minutes_of(series, block * Tier.RAW.block_ms, told)
    if is_late or has_minutes(handle, block, series):
        return minutes.fuller(known_buckets(handle, Tier.MINUTE, block, series))
    return minutes


def _put_hours(handle: Handle, layouts: Layouts, hours: Sequence[Row]) -> None:
    """The hours of all slices; no series is in an hour twice."""
    for at_ms in sorted({hour.at_ms for hour in hours}):
        parts = [hour for hour in hours if hour.at_ms == at_ms]
        series = np.concatenate([part.series for part in parts])
        order = np.argsort(series)
        planes = end_to_end([part.planes for part in parts]).where(order)
        _put_hour(handle, layouts, Row(at_ms, series[order], planes))


def _put_hour(handle: Handle, layouts: Layouts, hour: Row) -> None:
    present = hour.planes.count > 0
    if present.any():
        row = Row(hour.at_ms, hour.series[present], hour.planes.where(present))
        put_row(handle, layouts, Tier.HOUR, row)
        begin_again(handle, Tier.HOUR, hour.at_ms)
        note(handle, hour.at_ms)


def _drop(handle: Handle, tier: Tier, block: int) -> None:
    bounds = row_range(tier, block * tier.block_ms, (block + 1) * tier.block_ms)
    handle.execute("DELETE FROM rolled WHERE id >= ? AND id < ?", bounds)
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
