"""What the log has of earlier runs, for memory to go on from after a start."""

from array import array
from dataclasses import dataclass

import numpy as np

from pulse_desktop.database import Handle
from pulse_desktop.history.buckets import Ints
from pulse_desktop.history.chunks import sealed_blocks
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.memory import MOST_VALUES, SPAN
from pulse_desktop.history.prune import deleted_before
from pulse_desktop.history.rows import measured_rows
from pulse_desktop.history.tier import LAST_MS, MS, Tier, row_layout, row_range, row_time
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget


@dataclass(frozen=True, slots=True)
class EarlierSweep:
    """The readings of one row."""

    at_ms: int
    members: int
    """Which of the sets of series they are of."""

    values: "array[float]"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last of what was recorded."""

    since_ms: int
    """There is nothing else from then on."""

    sets: tuple[tuple[SeriesKey, ...], ...]
    sweeps: tuple[EarlierSweep, ...]
    """In order of time."""


def earlier(handle: Handle) -> Earlier:
    """As much of it as memory keeps. Runs on a reader's thread: some tens of megabytes are read."""
    layouts, known = Layouts(), _keys(handle)
    since_ms = _since_ms(handle, layouts)
    members: dict[int, tuple[int, Ints]] = {}
    sets: list[tuple[SeriesKey, ...]] = []
    sweeps: list[EarlierSweep] = []
    for row in measured_rows(handle, layouts, (since_ms, LAST_MS)):
        if id(row.series) not in members:
            ids = row.series.tolist()
            places = [place for place, one in enumerate(ids) if one in known]
            members[id(row.series)] = len(sets), np.array(places, np.int64)
            sets.append(tuple(known[ids[place]] for place in places))
        number, chosen = members[id(row.series)]
        sweeps.append(EarlierSweep(row.at_ms, number, array("f", row.values[chosen].tobytes())))
    return Earlier(since_ms, tuple(sets), tuple(sweeps))


def _keys(handle: Handle) -> dict[int, SeriesKey]:
    """The series by their ids; one of a family or metric that is not known here is left out."""
    families = {one.value: one for one in Family}
    metrics = {one.value: one for one in Metric}
    return {
        number: SeriesKey(SeriesTarget(families[family], target), metrics[metric])
        for number, family, target, metric in handle.execute("SELECT * FROM series")
        if family in families and metric in metrics
    }


def _since_ms(handle: Handle, layouts: Layouts) -> int:
    """After what is deleted or in tiles of an earlier version, and no more than memory takes."""
    sealed = sealed_blocks(handle, Tier.RAW, 0, LAST_MS)
    since_ms = max(sealed.stop * Tier.RAW.block_ms if sealed else 0, deleted_before(handle))
    sql = "SELECT id FROM log WHERE id >= ? AND id < ? ORDER BY id DESC"
    keys = [row[0] for row in handle.execute(sql, row_range(Tier.RAW, since_ms, LAST_MS))]
    if keys:
        since_ms = max(since_ms, row_time(keys[0]) - round(SPAN.total_seconds() * MS))
    room = MOST_VALUES
    for key in keys:
        room -= len(layouts.series(handle, row_layout(key)))
        if room < 0:
            return max(since_ms, row_time(key) + 1)
    return since_ms
