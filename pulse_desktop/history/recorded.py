"""What the store knows of some series, in one tier, closed or still filling."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import (
    Buckets,
    Floats,
    Ints,
    buckets,
    coarsened,
    end_to_end,
    measured,
)
from pulse_desktop.history.buckets import joined as join
from pulse_desktop.history.chunks import sealed_blocks, sealed_buckets, sealed_readings
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.progress import unsealed_blocks
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.roll_up import due
from pulse_desktop.history.rows import logged, measured_rows
from pulse_desktop.history.tier import LAST_MS, Tier, floor_to
from pulse_desktop.model.series import SeriesKey

_MANY = 1_000
"""Series beyond which all names are read at once."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reader's view of the store, topped up with what only memory has yet."""

    handle: Handle
    ids: Mapping[SeriesKey, int]
    """Series ids of the keys that were asked for, as far as they are in the store."""

    tails: Mapping[int, Buckets]
    """By series id, the newest raw readings, which may not be on disk yet."""

    told_ms: int = LAST_MS
    """From this instant on ``tails`` have all there is that is read as readings."""

    layouts: Layouts = field(default_factory=Layouts)

    def read(self, tier: Tier, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        """By series id, the buckets of [start, end), those that are still filling included."""
        start_ms = max(start_ms, deleted_before(self.handle))
        found = self._read(tier, start_ms, end_ms)
        return {series: _clipped(points, start_ms, end_ms) for series, points in found.items()}

    def _read(self, tier: Tier, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        series = np.array(sorted(set(self.ids.values())), np.int64)
        if not len(series):
            return {}
        if tier is Tier.RAW:
            return _merged([*self._readings(series, start_ms, end_ms), self.tails])
        stored = self._buckets(tier, series, start_ms, end_ms)
        filling = [self._made(tier, span) for span in self._open(tier, start_ms, end_ms)]
        return _merged([stored, *filling])

    def _made(self, tier: Tier, span_ms: tuple[int, int]) -> dict[int, Buckets]:
        finer = self._read(tier.finer, *span_ms)
        return {
            series: coarsened(_clipped(found, *span_ms), tier.width_ms)
            for series, found in finer.items()
        }

    def _open(self, tier: Tier, start_ms: int, end_ms: int) -> Spans:
        """Where in [start, end) there is something below this tier that is not rolled up yet."""
        width_ms, block_ms = tier.width_ms, Tier.RAW.block_ms
        unsealed = unsealed_blocks(self.handle, Tier.RAW, end_ms)
        spans = [(block * block_ms, (block + 1) * block_ms) for block in unsealed]
        spans += [
            (int(tail.at_ms[0]), int(tail.at_ms[-1]) + 1)
            for tail in self.tails.values()
            if len(tail)
        ]
        if tier is Tier.DAY:
            spans += [(day_ms, day_ms + width_ms) for day_ms in due(self.handle)]
        first_ms, last_ms = floor_to(start_ms, width_ms), -(-end_ms // width_ms) * width_ms
        return _together(
            (max(first_ms, floor_to(begin, width_ms)), min(last_ms, -(-end // width_ms) * width_ms))
            for begin, end in spans
        )

    def _readings(self, series: Ints, start_ms: int, end_ms: int) -> list[dict[int, Buckets]]:
        """Raw readings in the order in which they were told."""
        blocks = sealed_blocks(self.handle, Tier.RAW, start_ms, end_ms)
        sealed = sealed_readings(self.handle, series, blocks)
        at_ms: list[int] = []
        values: list[Floats] = []
        log_ms = start_ms, min(end_ms, self.told_ms)
        for row in measured_rows(self.handle, self.layouts, log_ms, series):
            wide = np.full(len(series), np.nan, np.float32)
            wide[np.searchsorted(series, row.series)] = row.values
            at_ms.append(row.at_ms)
            values.append(wide)
        logged = _by_series(series, np.array(at_ms, np.int64), values)
        return [{one: join(parts) for one, parts in sealed.items()}, logged]

    def _buckets(self, tier: Tier, series: Ints, start_ms: int, end_ms: int) -> dict[int, Buckets]:
        """What is sealed and what is logged of a rolled tier."""
        blocks = sealed_blocks(self.handle, tier, start_ms, end_ms)
        sealed = sealed_buckets(self.handle, tier, series, blocks)
        grid = np.arange(tier.block_buckets) * tier.width_ms
        at_ms = [((sealed.blocks * tier.block_ms)[:, None] + grid).ravel()]
        owners = [np.repeat(sealed.series, tier.block_buckets)]
        planes = [sealed.planes]
        for row in logged(self.handle, self.layouts, tier, (start_ms, end_ms), series):
            at_ms.append(np.full(len(row.series), row.at_ms))
            owners.append(row.series)
            planes.append(row.planes)
        every = Buckets(np.concatenate(at_ms), end_to_end(planes))
        if len(series) == 1:
            return {int(series[0]): buckets(every.at_ms, every.planes)}
        return _split(np.concatenate(owners), every)


def recorded(
    handle: Handle,
    keys: Sequence[SeriesKey],
    held: Mapping[SeriesKey, Buckets],
    told_ms: int = LAST_MS,
) -> Recorded:
    """The store's view of ``keys``; ``held`` is what of them may not be on disk yet.

    From ``told_ms`` on it is all that is read as readings, so that the log need not be: a row of
    the log has all series, and there are hours of them.
    """
    ids = _series_ids(handle, keys)
    tails = {ids[key]: readings for key, readings in held.items() if key in ids}
    return Recorded(handle, ids, tails, told_ms)


def _series_ids(handle: Handle, keys: Sequence[SeriesKey]) -> dict[SeriesKey, int]:
    if len(keys) > _MANY:
        sql = "SELECT family, target, metric, id FROM series"
        every = {tuple(row[:3]): row[3] for row in handle.execute(sql)}
        return {key: every[name] for key in keys if (name := _name(key)) in every}
    sql = "SELECT id FROM series WHERE family = ? AND target = ? AND metric = ?"
    found = {key: handle.execute(sql, _name(key)).fetchone() for key in keys}
    return {key: int(row[0]) for key, row in found.items() if row is not None}


def _name(key: SeriesKey) -> tuple[str, str, str]:
    return key.target.family.value, key.target.id, key.metric.value


def _by_series(series: Ints, at_ms: Ints, values: list[Floats]) -> dict[int, Buckets]:
    """Rows of all series turned into readings of each."""
    if not values:
        return {}
    matrix = np.ascontiguousarray(np.stack(values).T)
    return {
        one: buckets(at_ms, measured(row)) for one, row in zip(series.tolist(), matrix, strict=True)
    }


def _split(owners: Ints, every: Buckets) -> dict[int, Buckets]:
    """Buckets of several series, by series id; those of each stay in their order."""
    there = every.planes.count > 0
    if not there.all():
        owners, every = owners[there], every.where(there)
    if not len(owners):
        return {}
    if np.any(owners[1:] < owners[:-1]):
        order = np.argsort(owners, kind="stable")
        owners, every = owners[order], every.where(order)
    edges = [0, *(np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist(), len(owners)]
    return {int(owners[begin]): every.where(slice(begin, end)) for begin, end in pairwise(edges)}


def _merged(parts: Sequence[Mapping[int, Buckets]]) -> dict[int, Buckets]:
    found: dict[int, list[Buckets]] = {}
    for part in parts:
        for one, points in part.items():
            found.setdefault(one, []).append(points)
    return {one: join(points) for one, points in found.items()}


def _together(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order of time, those that touch as one, empty ones left out."""
    found: Spans = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _clipped(found: Buckets, start_ms: int, end_ms: int) -> Buckets:
    if not len(found) or (start_ms <= found.at_ms[0] and found.at_ms[-1] < end_ms):
        return found
    first, last = np.searchsorted(found.at_ms, (start_ms, end_ms))
    return found.where(slice(first, last)) if first or last < len(found) else found
