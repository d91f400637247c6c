"""What recorded history takes on disk."""

import sqlite3
import time
from array import array
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import psutil

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.history_diary import Diary, Recording, diary
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Handle, read_only
from pulse_desktop.history.chunks import sealed_buckets, sealed_readings
from pulse_desktop.history.layouts import Layouts
from pulse_desktop.history.rows import logged, measured_rows
from pulse_desktop.history.tier import LAST_MS, ROLLED, Tier, row_id
from pulse_desktop.model.series import Readings

_SERIES = 600
_INTERVAL_S = 10.0
_SPAN = timedelta(days=7)
_SPAN_MS = _SPAN.total_seconds() * 1000
_REAL_SWEEPS = 720
_REAL_PAUSE_S = 0.03

_SEALED_BYTES = (
    "SELECT (SELECT sum(length(body)) FROM tile) + (SELECT sum(length(body)) FROM log WHERE id < ?)"
)

STORED = Figure(
    name="history.stored_bytes",
    unit="x",
    goal=0.8,
    statement=f"Bytes of the file after {_SPAN.days} days of {_SERIES} noisy series every "
    f"{_INTERVAL_S:.0f} s with the standard retention, everything in it and what is free included, "
    "against four bytes a value: a reading is one, a bucket three (mean, minimum, maximum; its "
    "count goes free). Beside it the sealed bytes a value of this computer's own readings.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    path = effort.folder / "size.sqlite"
    path.unlink(missing_ok=True)
    written = diary(_SERIES, _INTERVAL_S)
    _fill(path, written)
    with read_only(path, ESTATE_SCHEMA) as handle:
        values = _SERIES * _values(handle, written)
    size = path.stat().st_size
    beside = {"MB": size / 1e6, "values": values, "own readings": _of_this_computer(effort.folder)}
    return {STORED.name: Reading(size / (4 * values), beside=beside)}


def _fill(path: Path, written: Diary) -> None:
    with Recording(path, written) as recording:
        for sweep in range(written.sweeps(_SPAN)):
            recording.record(sweep)


def _values(handle: Handle, written: Diary) -> int:
    """Values on disk of the first series."""
    key = written.key(0)
    sql = "SELECT id FROM series WHERE target = ? AND metric = ?"
    one = np.array(handle.execute(sql, (key.target.id, key.metric.value)).fetchone(), np.int64)
    everywhere = range(LAST_MS // Tier.RAW.block_ms)
    span_ms, layouts = (0, LAST_MS - 1), Layouts()
    sealed = sealed_readings(handle, one, everywhere).values()
    readings = sum(len(part) for parts in sealed for part in parts)
    readings += sum(1 for _ in measured_rows(handle, layouts, span_ms, one))
    buckets = 0
    for tier in ROLLED:
        blocks = range(_first(tier), _first(tier) + 2 + round(_SPAN_MS / tier.block_ms))
        buckets += int((sealed_buckets(handle, tier, one, blocks).planes.count > 0).sum())
        buckets += sum(1 for _ in logged(handle, layouts, tier, span_ms, one))
    return readings + 3 * buckets


def _first(tier: Tier) -> int:
    return round(BEGIN.timestamp() * 1000) // tier.block_ms


def _of_this_computer(folder: Path) -> float:
    """Sealed bytes a value, over four, of what this computer measures of itself."""
    path = folder / "real.sqlite"
    path.unlink(missing_ok=True)
    sweeps = _measured()
    written = diary(len(sweeps[0]), _INTERVAL_S)
    _replay(path, written, sweeps)
    with closing(sqlite3.connect(path)) as raw:
        (size,) = raw.execute(_SEALED_BYTES, (row_id(Tier.MINUTE, 0, 0),)).fetchone()
    minutes = Tier.MINUTE.block_buckets
    return float(size / (4 * len(sweeps[0]) * (_REAL_SWEEPS + 3 * minutes)))


def _measured() -> list[list[float]]:
    """Processors, memory and traffic, sweep by sweep."""
    psutil.cpu_percent(percpu=True)
    found = []
    for _ in range(_REAL_SWEEPS):
        time.sleep(_REAL_PAUSE_S)
        memory, swap, net = psutil.virtual_memory(), psutil.swap_memory(), psutil.net_io_counters()
        found.append(
            [share / 100 for share in psutil.cpu_percent(percpu=True)]
            + [memory.percent / 100, float(memory.used), swap.percent / 100]
            + [psutil.getloadavg()[0], float(net.bytes_recv), float(net.bytes_sent)]
        )
    return found


def _replay(path: Path, written: Diary, sweeps: list[list[float]]) -> None:
    """As if they had been measured at the usual interval."""
    with Recording(path, written) as recording:
        for sweep, values in enumerate(sweeps):
            recording.append(Readings(written.at(sweep), written.columns, array("f", values)))
        recording.tend(written.at(_REAL_SWEEPS) + timedelta(minutes=5))


HISTORY_SIZE = Benchmark(name="history.size", figures=(STORED,), take=_take)
