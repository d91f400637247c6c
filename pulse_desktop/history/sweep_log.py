"""Takes sweeps to disk: one row each, sealed, rolled up and pruned in slices."""

from array import array
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history import imported, imported_table
from pulse_desktop.history.buckets import Floats, Ints
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.layouts import Fit, Layouts
from pulse_desktop.history.progress import begin_again
from pulse_desktop.history.prune import prune_slice
from pulse_desktop.history.retention import Keeping
from pulse_desktop.history.roll_up import roll_up
from pulse_desktop.history.rows import Measured, put_reading
from pulse_desktop.history.seal import Sealer
from pulse_desktop.history.tier import LAST_MS, MINUTE_MS, Tier, row_id
from pulse_desktop.history.unsealed import Unsealed
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey

_GRACE_MS = 2 * MINUTE_MS
"""How long after its end a block waits for a sweep that is still under way."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the columns of one connection's sweeps go into a row."""

    columns: "array[int]"
    order: Ints
    """For each place that is filled, which of the columns fills it."""

    fit: Fit
    series: Ints
    """Of each place of the row."""

    is_straight: bool
    """Whether every column goes to its own place; then nothing needs to be moved."""

    def row(self, values: Floats) -> Floats:
        """The values of the columns in their places, NaN in the others."""
        if self.is_straight:
            return values
        row = np.full(self.fit.width, np.nan, np.float32)
        row[self.fit.places] = values[self.order]
        return row


class SweepLog:
    """The writer's side of recorded history. Owned by the writer's thread."""

    def __init__(self) -> None:
        self._layouts = Layouts()
        self._unsealed = Unsealed()
        self._sealer = Sealer(self._layouts, self._unsealed)
        self._index: SeriesIndex | None = None
        self._ids: Ints = np.empty(0, np.int64)
        """Series id of each column of the index."""

        self._newest_series = 0
        self._plans: dict[tuple[int, int, int], _Plan] = {}

    def append(self, handle: Handle, index: SeriesIndex, readings: Readings) -> None:
        """Log one sweep, in the caller's transaction."""
        at_ms = epoch_ms(readings.at)
        if not len(readings) or not 0 <= at_ms < LAST_MS:
            return
        self._refresh(handle, index)
        plan = self._plan(handle, readings.columns)
        values = _finite(readings.values)
        sweep, layout = Measured(at_ms, plan.series, plan.row(values)), plan.fit.layout
        key = put_reading(handle, self._layouts, sweep, layout)
        if key is None:
            self._unsealed.forget(row_id(Tier.RAW, at_ms, layout))
        else:
            self._unsealed.put(key, values, plan.row)
        begin_again(handle, Tier.RAW, at_ms)

    def put_imported(self, handle: Handle, key: SeriesKey, points: ImportedPoints) -> None:
        """Keep what another program recorded.

        It may enter a series, which then takes a number that a rolled back sweep had given away:
        what is known of those is forgotten before.
        """
        if _newest_series(handle) != self._newest_series:
            self._index = None
        imported.put(handle, key, points)

    def tend(self, handle: Handle, keeping: Keeping, now: datetime) -> bool:
        """Do one slice of what can wait; whether there is more to do.

        Blocks that are complete are sealed into chunks and rolled up, and what is older than
        ``keeping`` says is removed.
        """
        end_ms = epoch_ms(now) - _GRACE_MS
        if self._layouts.refresh(handle):
            self._plans.clear()
        return (
            self._sealer.seal_readings(handle, end_ms)
            or roll_up(handle, self._layouts, end_ms)
            or self._sealer.seal_buckets(handle, end_ms)
            or prune_slice(handle, keeping, now)
            or imported_table.prune_slice(handle, keeping, now)
            or self._layouts.drop_unused(handle)
        )

    def _refresh(self, handle: Handle, index: SeriesIndex) -> None:
        """Know every column's series, and forget what a rolled back transaction had added."""
        if self._layouts.refresh(handle):
            self._plans.clear()
        if index is not self._index or _newest_series(handle) != self._newest_series:
            self._index, self._ids = index, np.empty(0, np.int64)
            self._plans.clear()
        if len(index) > len(self._ids):
            added = [_series_id(handle, index, at) for at in range(len(self._ids), len(index))]
            self._ids = np.append(self._ids, np.array(added, np.int64))
            self._newest_series = _newest_series(handle)

    def _plan(self, handle: Handle, columns: "array[int]") -> _Plan:
        key = (len(columns), columns[0], columns[-1])
        plan = self._plans.get(key)
        if plan is None or plan.columns != columns:
            ids = self._ids[np.frombuffer(columns, columns.typecode)]
            series, order = np.unique(ids, return_index=True)
            fit = self._layouts.fit(handle, series)
            known = self._layouts.series(handle, fit.layout)
            straight = _is_straight(order, fit)
            plan = self._plans[key] = _Plan(columns, order, fit, known, straight)
        return plan


def _newest_series(handle: Handle) -> int:
    return int(handle.execute("SELECT coalesce(max(id), 0) FROM series").fetchone()[0])


def _series_id(handle: Handle, index: SeriesIndex, column: int) -> int:
    key = index.key(column)
    names = (key.target.family.value, key.target.id, key.metric.value)
    handle.execute("INSERT OR IGNORE INTO series (family, target, metric) VALUES (?, ?, ?)", names)
    sql = "SELECT id FROM series WHERE family = ? AND target = ? AND metric = ?"
    return int(handle.execute(sql, names).fetchone()[0])


def _is_straight(order: Ints, fit: Fit) -> bool:
    every = np.arange(fit.width)
    return np.array_equal(order, every) and np.array_equal(fit.places, every)


def _finite(values: "array[float]") -> Floats:
    """What is no number becomes NaN, and negative zero zero, as ``buckets.measured`` has it.

    The array itself where nothing is to be changed; memory keeps it too.
    """
    read = np.frombuffer(values, np.float32)
    if read.view(np.int32).min() == _NEGATIVE_ZERO:
        read = read + np.float32(0)
    present = np.isfinite(read)
    return read if present.all() else np.where(present, read, np.float32(np.nan))


_NEGATIVE_ZERO = np.iinfo(np.int32).min
"""The bits of it, taken for a whole number, which is the smallest."""
