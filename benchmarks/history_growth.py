"""How recorded history grows: ``python -m benchmarks.history_growth``, some minutes long.

An estate is written through the real writer on virtual time, with the standard retention. After 30
and after 90 days it says how large the file is, how long opening it takes, what the upkeep
cost, and how long lines of several lengths take to read.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.history_diary import METRICS, Diary, Recording, diary
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Handle
from pulse_desktop.database.connection import open_reader, open_writer
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.model.series import SeriesIndex

_INTERVAL_S = 600.0
"""Ninety days in some minutes: what is sealed is as much as with any shorter interval, but for
the readings."""

_POINTS = 1500
_ROUNDS = 15
_LOOKED_AT = (30, 90)
_WINDOWS = (
    ("2 hours", timedelta(hours=2)),
    ("24 hours", timedelta(hours=24)),
    ("7 days", timedelta(days=7)),
    ("30 days", timedelta(days=30)),
    ("90 days", timedelta(days=90)),
)


def main() -> int:
    """Write, and tell at each look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history_growth")
    parser.add_argument("--resources", type=int, default=2000)
    options = parser.parse_args()
    written = diary(options.resources * len(METRICS), _INTERVAL_S)
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir="/var/tmp") as folder:
        for line in _grown(Path(folder) / "estate.sqlite", written):
            print(line, flush=True)
    return 0


def _grown(path: Path, written: Diary) -> Iterator[str]:
    yield f"{len(written.columns)} series, a sweep every {_INTERVAL_S:.0f} s"
    begin, spent_s = 0, 0.0
    for days in _LOOKED_AT:
        end = written.sweeps(timedelta(days=days))
        with Recording(path, written) as recording:
            spent_s += sum(recording.record(sweep) for sweep in range(begin, end))
        begin = end
        yield f"after {days} days: {path.stat().st_size / 1e6:.1f} MB, writing {spent_s:.0f} s CPU"
        yield f"    opened in {_told(lambda: _opened(path))}"
        with closing(open_reader(path)) as handle:
            for name, span in _WINDOWS:
                ask = partial(_ask, handle, written, end - 1, span)
                yield f"    {name} of one series: {_told(ask)}"


def _opened(path: Path) -> None:
    open_writer(path, ESTATE_SCHEMA).close()


def _ask(handle: Handle, written: Diary, sweep: int, span: timedelta) -> None:
    """A window up to the newest sweep, as after a start: memory knows nothing yet."""
    end_s = written.at(sweep).timestamp()
    window = (end_s - span.total_seconds(), end_s)
    key = written.key(sweep % len(written.columns))
    query(handle, Memory(SeriesIndex()).held(), (key,), window, _POINTS)


def _told(work: Callable[[], object]) -> str:
    """The medians of wall and CPU time: on a busy machine only the second says something."""
    walls, spent = [], []
    for _ in range(_ROUNDS):
        begin_s, cpu_s = time.perf_counter(), time.thread_time()
        work()
        spent.append(time.thread_time() - cpu_s)
        walls.append(time.perf_counter() - begin_s)
    wall_ms, cpu_ms = (1000 * statistics.median(each) for each in (walls, spent))
    return f"{wall_ms:.2f} ms, {cpu_ms:.2f} ms of them CPU"


if __name__ == "__main__":
    sys.exit(main())
