"""A made-up set of series, and the real writer that puts it into a database."""

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from benchmarks.estate import BEGIN, signals
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Handle
from pulse_desktop.database.connection import open_writer
from pulse_desktop.history.retention import STANDARD
from pulse_desktop.history.store import Store
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget

T = TypeVar("T")

METRICS = (
    Metric.CPU,
    Metric.MEMORY,
    Metric.NET_IN,
    Metric.NET_OUT,
    Metric.DISK_READ,
    Metric.DISK_WRITE,
)

_UPKEEP_S = 300.0
"""Between two rounds of upkeep, as the program has it."""


@dataclass(frozen=True, slots=True)
class Diary:
    """Series that are all measured at once, every few seconds."""

    index: SeriesIndex
    columns: "array[int]"
    interval_s: float

    def readings(self, sweep: int) -> Readings:
        """What one sweep brings: the fixed set of signals, noise included."""
        values = array("f", signals(sweep, len(self.columns), self.interval_s).tobytes())
        return Readings(self.at(sweep), self.columns, values)

    def at(self, sweep: int) -> datetime:
        """When a sweep is."""
        return BEGIN + timedelta(seconds=sweep * self.interval_s)

    def sweeps(self, span: timedelta) -> int:
        """How many sweeps there are in a span."""
        return round(span.total_seconds() / self.interval_s)

    def key(self, column: int) -> SeriesKey:
        """The series of a column."""
        return self.index.key(column)


def diary(series: int, interval_s: float) -> Diary:
    """Resources with six metrics each, in the order in which a registry would number them."""
    index = SeriesIndex()
    keys = (
        SeriesKey(SeriesTarget(Family.APP_CONTAINER, f"guest-{at // 6}"), METRICS[at % 6])
        for at in range(series)
    )
    return Diary(index, array("l", [index.column(key) for key in keys]), interval_s)


class Recording:
    """A database that is open for writing on this thread, set up as the program's own is."""

    def __init__(self, path: Path, written: Diary) -> None:
        self.diary = written
        self._handle = open_writer(path, ESTATE_SCHEMA)
        self._store = Store()
        self._tended_at = written.at(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.close()

    def record(self, sweep: int) -> float:
        """Write one sweep, and do what upkeep is due; CPU of this thread, in seconds."""
        readings = self.diary.readings(sweep)
        spent_s = self.append(readings)
        if (readings.at - self._tended_at).total_seconds() >= _UPKEEP_S:
            self._tended_at = readings.at
            spent_s += self.tend(readings.at)
        return spent_s

    def append(self, readings: Readings) -> float:
        """Write one sweep in one transaction; CPU of this thread, in seconds."""
        index = self.diary.index
        begin_s = time.thread_time()
        self._transact(lambda handle: self._store.append(handle, index, readings))
        return time.thread_time() - begin_s

    def tend(self, now: datetime) -> float:
        """All the upkeep that is due; CPU of this thread, in seconds."""
        begin_s = time.thread_time()
        while self._transact(lambda handle: self._store.tend(handle, STANDARD, now)):
            continue
        return time.thread_time() - begin_s

    def _transact(self, work: Callable[[Handle], T]) -> T:
        self._handle.execute("BEGIN IMMEDIATE")
        result = work(self._handle)
        self._handle.execute("COMMIT")
        return result
