"""What it costs to record: the writer's time for a sweep, and the bytes it writes for it."""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.history_diary import Recording, diary
from benchmarks.measure import spent
from pulse_desktop.history.tier import Tier

SERIES = 12_000
_INTERVAL_S = 10.0
SWEEPS = round(Tier.RAW.block_ms / 1000 / _INTERVAL_S)
"""As many as a block has, so that it is one block's sealing that they pay for."""

_PRELOADED = 60
"""Sweeps before those that are measured: by then every series is known."""

PERSIST = Figure(
    name="history.persist_sweep",
    unit="x",
    goal=20,
    statement=f"CPU of the writer's thread from the float32 values of {SERIES} series to the "
    f"commit, mean of the {SWEEPS} sweeps of two hours with the roll-up and sealing of two hours, "
    "against the CPU of appending the same bytes to a file. One round.",
)
BYTES = Figure(
    name="history.bytes_written",
    unit="x",
    goal=12,
    statement="Bytes that the process passed to write() for those sweeps, log, checkpoints, "
    "roll-up and sealing included, against four bytes a reading. From /proc/self/io.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    folder = effort.folder / "persist"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    spent_s, written, waited_s = _persisted(folder / "estate.sqlite")
    raw_s = _appended_s(folder / "raw")
    beside = {
        "persist ms": 1000 * spent_s,
        "append ms": 1000 * raw_s,
        "from commit to row ms, median": 1000 * waited_s,
    }
    readings = SWEEPS * SERIES
    return {
        PERSIST.name: Reading(spent_s / raw_s, beside=beside),
        BYTES.name: Reading(written / (4 * readings), beside={"MB": written / 1e6}),
    }


def _persisted(path: Path) -> tuple[float, int, float]:
    """CPU a sweep, bytes written for all, and wall time from asking until a row is there."""
    spent_s, waits_s = 0.0, []
    with Recording(path, diary(SERIES, _INTERVAL_S)) as recording:
        for sweep in range(_PRELOADED):
            recording.record(sweep)
        before = _written_bytes()
        for sweep in range(_PRELOADED, _PRELOADED + SWEEPS):
            begin = time.perf_counter()
            spent_s += recording.record(sweep)
            waits_s.append(time.perf_counter() - begin)
    return spent_s / SWEEPS, _written_bytes() - before, sorted(waits_s)[SWEEPS // 2]


def _written_bytes() -> int:
    """What this process has passed to write() so far (proc(5), ``wchar``)."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))


def _appended_s(path: Path) -> float:
    written = diary(SERIES, _INTERVAL_S)
    bodies = [written.readings(sweep).values.tobytes() for sweep in range(SWEEPS)]
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        whole_s = spent(time.process_time, lambda: [os.write(file, body) for body in bodies])
    finally:
        os.close(file)
    return whole_s / SWEEPS


HISTORY_WRITE = Benchmark(name="history.write", figures=(PERSIST, BYTES), take=_take)
