"""What counted of many series at one instant, read in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.chunks import sealed_blocks, sealed_buckets
from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.held import held_tables
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.memory import Held
from pulse_desktop.history.newest import Newest
from pulse_desktop.history.prune import deleted_before, pruned_before
from pulse_desktop.history.rows import logged, measured_rows
from pulse_desktop.history.source import Source
from pulse_desktop.history.tier import DAY_MS, HOUR_MS, MINUTE_MS, Tier, floor_to
from pulse_desktop.history.tiles import tiled
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.series import Family, Figure, SeriesKey, SeriesTarget
from pulse_desktop.model.text import Text, mark

_INTERVALS = 4
"""So many sampling intervals are looked back: enough to tell their length."""

_LEAST_MS = (3 * MINUTE_MS, 5 * MINUTE_MS, _INTERVALS * HOUR_MS, _INTERVALS * DAY_MS)
"""By tier, how far back is looked at least."""

_FAMILIES = {family.value: family for family in Family}
_EVERY = "SELECT id, family, target, metric FROM series"
_METRICS = {metric.value: metric for metric in Metric}
_ORIGINS: Mapping[Tier, Text | None] = {
    Tier.RAW: None,
    Tier.MINUTE: mark("Moment", "Average of that minute"),
    Tier.HOUR: mark("Moment", "Average of that hour"),
    Tier.DAY: mark("Moment", "Average of that day"),
}

Figures = dict[SeriesTarget, dict[Metric, Figure]]
Stored = Mapping[SeriesTarget, Sequence[tuple[int, Metric]]]
"""What is stored of each target, metric by metric, with its number in the store."""


def stored_series(handle: Handle) -> Stored:
    """Every series that was ever recorded.

    One of a family or metric that is not known here is left out: after a recovery there may be one
    whose name is lost.
    """
    found: defaultdict[tuple[str, str], list[tuple[int, Metric]]] = defaultdict(list)
    for number, family, name, metric in handle.execute(_EVERY):
        if family in _FAMILIES and metric in _METRICS:
            found[family, name].append((number, _METRICS[metric]))
    return {SeriesTarget(_FAMILIES[family], name): of for (family, name), of in found.items()}


def figures(handle: Handle, held: Held, wanted: Stored, at: datetime, interval_s: float) -> Figures:
    """The newest value of each of ``wanted`` that still counted at ``at``; others are absent.

    A reading counts until so many of its sampling intervals have passed that charts show a gap
    (H-12). They come from the finest tier that is still kept. ``interval_s`` is the longest
    sampling interval there is. It reads the disk and runs on a reader's thread.
    """
    if not wanted:
        return {}
    at_ms, back_ms = epoch_ms(at), round(interval_s * _INTERVALS * 1000)
    tier = _finest(handle, at_ms, back_ms)
    span = _span(tier, at_ms, back_ms)
    span = max(span[0], deleted_before(handle)), span[1]
    line_up = _line_up(wanted)
    newest = Newest(len(line_up.series))
    if tier is not Tier.RAW:
        _take_buckets(newest, handle, tier, line_up.series, span)
    elif not Source(handle, held).reaches(span):
        _take_readings(newest, handle, line_up.series, span)
    if tier is Tier.RAW and held.between(*span):
        _take_held(newest, held, line_up.keys(), span)
    return _figures(newest, line_up, newest.counting(at_ms, tier.width_ms), tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LineUp:
    """The series that are looked for, by their numbers, each with a place."""

    targets: list[SeriesTarget]
    series: Ints
    """Ascending. Shape (n,), as the others."""

    owners: list[int]
    """Of which of the targets each one is: a number is told apart more quickly than a target."""

    metrics: list[Metric]

    def keys(self) -> list[SeriesKey]:
        """The names of all."""
        return [
            SeriesKey(self.targets[owner], metric)
            for owner, metric in zip(self.owners, self.metrics, strict=True)
        ]


def _line_up(wanted: Stored) -> _LineUp:
    every = sorted(
        (number, owner, metric) for owner, of in enumerate(wanted.values()) for number, metric in of
    )
    return _LineUp(
        targets=list(wanted),
        series=np.array([number for number, _, _ in every], np.int64),
        owners=[owner for _, owner, _ in every],
        metrics=[metric for _, _, metric in every],
    )


def _finest(handle: Handle, at_ms: int, back_ms: int) -> Tier:
    """The finest tier of which nothing that is looked for was pruned."""
    kept: Iterable[Tier] = (
        tier for tier in Tier if pruned_before(handle, tier) <= _span(tier, at_ms, back_ms)[0]
    )
    return next(iter(kept), Tier.DAY)


def _span(tier: Tier, at_ms: int, back_ms: int) -> tuple[int, int]:
    """[start, end) of what may count, in whole buckets."""
    start_ms, width_ms = max(0, at_ms - max(back_ms, _LEAST_MS[tier])), tier.width_ms
    if not width_ms:
        return start_ms, at_ms + 1
    return floor_to(start_ms, width_ms), floor_to(at_ms, width_ms) + width_ms


def _take_readings(newest: Newest, handle: Handle, series: Ints, span: tuple[int, int]) -> None:
    """Readings in tiles of an earlier version, then those in the log."""
    blocks = sealed_blocks(handle, Tier.RAW, *span)
    for part in tiled(handle, Tier.RAW, series, blocks):
        if not len(part.series):
            continue
        values = np.frombuffer(b"".join(part.entries), "<f4").reshape(len(part.series), -1)
        places = np.searchsorted(series, part.series)
        for column, at_ms in enumerate(part.directory.at_ms.tolist()):
            if span[0] <= at_ms < span[1]:
                newest.take(places, at_ms, values[:, column])
    for row in measured_rows(handle, Layouts(), span, series):
        newest.take(np.searchsorted(series, row.series), row.at_ms, row.values)


def _take_held(newest: Newest, held: Held, keys: list[SeriesKey], span: tuple[int, int]) -> None:
    """What the disk may not have yet; what it has is passed over."""
    place = {key: number for number, key in enumerate(keys)}
    for table in held_tables(held, keys, *span):
        places = np.array([place[key] for key in table.keys], np.int64)
        for at_ms, values in zip(table.at_ms.tolist(), table.values, strict=True):
            newest.take(places, at_ms, values)


def _take_buckets(
    newest: Newest, handle: Handle, tier: Tier, series: Ints, span: tuple[int, int]
) -> None:
    """Sealed buckets, then those that wait to be sealed."""
    size, width_ms = tier.block_buckets, tier.width_ms
    sealed = sealed_buckets(handle, tier, series, sealed_blocks(handle, tier, *span))
    means, counts = (p.reshape(-1, size) for p in (sealed.planes.mean, sealed.planes.count))
    for block in distinct(sealed.blocks).tolist():
        rows = np.flatnonzero(sealed.blocks == block)
        places = np.searchsorted(series, sealed.series[rows])
        for bucket in range(size):
            at_ms = block * tier.block_ms + bucket * width_ms
            if span[0] <= at_ms < span[1]:
                newest.take(places, at_ms, means[rows, bucket], counts[rows, bucket])
    for row in logged(handle, Layouts(), tier, span, series):
        places = np.searchsorted(series, row.series)
        newest.take(places, row.at_ms, row.planes.mean, row.planes.count)


def _figures(newest: Newest, line_up: _LineUp, places: Ints, tier: Tier) -> Figures:
    origin = _ORIGINS[tier]
    instants = {at_ms: from_epoch_ms(at_ms) for at_ms in distinct(newest.at_ms[places]).tolist()}
    rows = zip(
        places.tolist(), newest.at_ms[places].tolist(), newest.value[places].tolist(), strict=True
    )
    found: list[dict[Metric, Figure]] = [{} for _ in line_up.targets]
    for place, at_ms, value in rows:
        figure = Figure(Measurement(value, origin=origin), instants[at_ms])
        found[line_up.owners[place]][line_up.metrics[place]] = figure
    return {target: of for target, of in zip(line_up.targets, found, strict=True) if of}
