"""What the program holds in memory while it runs."""

import shutil
import time
from collections.abc import Mapping

import psutil

from benchmarks.estate import CONTAINERS, engine_connection, profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.heartbeat import INTERVAL_S
from benchmarks.processes import bare_window, engine, program, running

RESIDENT = Figure(
    name="memory.resident",
    unit="x",
    goal=3,
    statement="Resident memory a minute after the start, with the charts of one of "
    f"{CONTAINERS} polled containers open in the inspector, against a bare window as old.",
)
_MIB = 1 << 20


def _take(effort: Effort) -> Mapping[str, Reading]:
    folder = effort.folder / "memory"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with engine(folder, CONTAINERS) as address:
        profile = profile_of(folder / "profile", engine_connection(address, INTERVAL_S))
        with running(bare_window("stay")) as bare, running(program("chart", profile)) as ours:
            begin_s = time.monotonic()
            bare.report()
            ours.report()
            time.sleep(max(0.0, effort.span_s - (time.monotonic() - begin_s)))
            bare_mib, ours_mib = _resident_mib(bare.pid), _resident_mib(ours.pid)
    beside = {"program MiB": ours_mib, "bare window MiB": bare_mib}
    return {RESIDENT.name: Reading(ours_mib / bare_mib, beside=beside)}


def _resident_mib(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / _MIB


MEMORY = Benchmark(name="memory", figures=(RESIDENT,), take=_take)
