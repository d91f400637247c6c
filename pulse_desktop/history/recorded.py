"""What the store knows of some series, in one tier, closed or still filling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import NONE, Buckets, Ints, Planes, buckets, coarsened
from pulse_desktop.history.buckets import joined as join
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.roll_up import due
from pulse_desktop.history.rows import chunks, logged_of, spread
from pulse_desktop.history.tier import (
    LAST_MS,
    MINUTE_MS,
    Tier,
    chunk_block,
    chunk_id,
    floor_to,
    row_range,
    row_time,
)
from pulse_desktop.model.series import SeriesKey

_LATENESS_MS = MINUTE_MS
"""How far behind the newest row on disk a sweep may be that is not written yet."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reader's view of the store, topped up with what only memory has yet."""

    handle: Handle
    ids: Mapping[SeriesKey, int]
    """Series ids of the keys that were asked for, as far as they are in the store."""

    tails: Mapping[int, Buckets]
    """By series id, the newest raw readings, which may not be on disk yet."""

    layouts: Layouts = field(default_factory=Layouts)

    def read(self, tier: Tier, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        """By series id, the buckets of [start, end), those that are still filling included."""
        found = self._stored(tier, start_ms, end_ms)
        if tier is Tier.RAW:
            fresh = [{series: tail} for series, tail in self.tails.items()]
            return {s: _clipped(b, start_ms, end_ms) for s, b in _merged([*fresh, found]).items()}
        filling = [self._made(tier, bucket_ms) for bucket_ms in self._open(tier, start_ms, end_ms)]
        return _merged([found, *filling])

    def _made(self, tier: Tier, bucket_ms: int) -> dict[int, Buckets]:
        finer = self.read(tier.finer, bucket_ms, bucket_ms + tier.width_ms)
        return {series: coarsened(found, tier.width_ms) for series, found in finer.items()}

    def _open(self, tier: Tier, start_ms: int, end_ms: int) -> list[int]:
        """Buckets of [start, end) with something below them that is not rolled up yet.

        What is due in a finer tier will be due in this one.
        """
        starts = {b for below in Tier if 0 < below <= tier for b in due(self.handle, below)}
        starts |= {int(at_ms) for tail in self.tails.values() for at_ms in tail.at_ms}
        open_ms = {floor_to(at_ms, tier.width_ms) for at_ms in starts}
        return sorted(at_ms for at_ms in open_ms if start_ms <= at_ms < end_ms)

    def _stored(self, tier: Tier, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        series = np.array(sorted(set(self.ids.values())), np.int64)
        rows = self._logged(tier, series, start_ms, end_ms)
        if tier is Tier.RAW:
            return rows
        return _merged([self._sealed(tier, series, start_ms, end_ms), rows])

    def _logged(self, tier: Tier, series: Ints, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        rows = list(logged_of(self.handle, self.layouts, tier, start_ms, end_ms, series))
        at_ms = np.array([row.at_ms for row in rows], np.int64)
        planes = [
            spread(row.planes, np.searchsorted(series, row.series), len(series)) for row in rows
        ]
        return _by_series(series, at_ms, planes)

    def _sealed(self, tier: Tier, series: Ints, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        blocks = self._blocks(tier, start_ms, end_ms)
        grid = np.arange(tier.block_buckets, dtype=np.int64) * tier.width_ms
        found: dict[int, Buckets] = {}
        for one in map(int, series):
            parts = [
                buckets(grid + block * tier.block_ms, planes)
                for block, planes in chunks(self.handle, tier, one, blocks)
            ]
            found[one] = _clipped(join(parts), start_ms, end_ms)
        return found

    def _blocks(self, tier: Tier, start_ms: int, end_ms: int) -> range:
        """The blocks of [start, end), as far as any chunk reaches."""
        bounds = (chunk_id(tier, 0, 0), chunk_id(tier, LAST_MS // tier.block_ms, 0))
        edges = [
            self.handle.execute(
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


def recorded(
    handle: Handle, keys: Sequence[SeriesKey], held: Mapping[SeriesKey, Buckets]
) -> Recorded:
    """The store's view of ``keys``; ``held`` is what memory has of them."""
    ids = {key: series for key in keys if (series := _series_id(handle, key)) is not None}
    since_ms = _newest_ms(handle) - _LATENESS_MS
    tails = {
        ids[key]: readings.where(readings.at_ms > since_ms)
        for key, readings in held.items()
        if key in ids
    }
    return Recorded(handle, ids, tails)


def _series_id(handle: Handle, key: SeriesKey) -> int | None:
    sql = "SELECT id FROM series WHERE family = ? AND target = ? AND metric = ?"
    names = (key.target.family.value, key.target.id, key.metric.value)
    row = handle.execute(sql, names).fetchone()
    return None if row is None else int(row[0])


def _newest_ms(handle: Handle) -> int:
    sql = "SELECT max(id) FROM log WHERE id >= ? AND id < ?"
    (newest,) = handle.execute(sql, row_range(Tier.RAW, 0, LAST_MS)).fetchone()
    return 0 if newest is None else row_time(newest)


def _by_series(series: Ints, at_ms: Ints, planes: list[Planes]) -> dict[int, Buckets]:
    """Rows of all series turned into buckets of each."""
    if not planes:
        return {}
    mean = np.stack([one.mean for one in planes])
    minimum = np.stack([one.minimum for one in planes])
    maximum = np.stack([one.maximum for one in planes])
    count = np.stack([one.count for one in planes])
    return {
        int(one): buckets(at_ms, Planes(mean[:, n], minimum[:, n], maximum[:, n], count[:, n]))
        for n, one in enumerate(series)
    }


def _merged(parts: Sequence[Mapping[int, Buckets]]) -> dict[int, Buckets]:
    series = {one for part in parts for one in part}
    return {one: join([part.get(one, NONE) for part in parts]) for one in series}


def _clipped(found: Buckets, start_ms: int, end_ms: int) -> Buckets:
    return found.where((found.at_ms >= start_ms) & (found.at_ms < end_ms))
