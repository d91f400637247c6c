"""How long it takes until the demo estate is on the screen, and what a day of it holds."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

from benchmarks.estate import profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio
from benchmarks.processes import bare_window, reported, running
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile

_HOURS, _FULL_AFTER = 25, 3
_INTERVAL_S = 120.0
_MIB = 1 << 20
_UNWANTED = frozenset({"numpy", "pulse_desktop.demo"})

OPEN = Figure(
    name="demo.open",
    unit="x",
    goal=2.5,
    statement="Wall time from asking an open window for the demo estate to the first frame of "
    "Workloads with rows in it, against a script that shows an empty QMainWindow, from its start; "
    "in turn, median over median. Each round has a new profile.",
)
STARTED = Figure(
    name="demo.start",
    unit="x",
    statement="The same from the start of the process with --demo.",
)
WHOLE = Figure(
    name="demo.start.whole",
    unit="x",
    statement="The same up to the first frame with every workload in it.",
)
MODULES = Figure(
    name="demo.unwanted_modules",
    unit="modules",
    goal=0,
    statement=f"How many of {', '.join(sorted(_UNWANTED))} are loaded at the first frame.",
)
MEMORY = Figure(
    name="demo.memory",
    unit="x",
    goal=1.05,
    statement=f"Resident memory after {_HOURS} virtual hours against that after {_FULL_AFTER}, "
    "when two hours of readings are held: all connections polled every two minutes, and each "
    "hour the day of every workload drawn and the quarter of eight series.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    profiles = _new_profiles(effort.folder)
    return {
        OPEN.name: _compared(lambda: _entered_s(next(profiles)), effort.rounds),
        STARTED.name: _compared(lambda: _painted_s("rows", next(profiles)), effort.rounds),
        WHOLE.name: _compared(lambda: _painted_s("whole", next(profiles)), effort.rounds),
        MODULES.name: _modules(next(profiles)),
        MEMORY.name: _memory(),
    }


def _compared(subject: Callable[[], float], rounds: int) -> Reading:
    program_s, bare_s = in_turn(subject, lambda: _since_s(bare_window("paint")), rounds)
    beside = {"program ms": _median_ms(program_s), "bare window ms": _median_ms(bare_s)}
    return ratio(program_s, bare_s, beside)


def _entered_s(profile: Path) -> float:
    with running(_child("enter", profile)) as child:
        begin_s: float = child.report()["entered_s"]
        painted_s: float = child.report()["painted_s"]
    return painted_s - begin_s


def _painted_s(task: str, profile: Path) -> float:
    return _since_s(_child(task, profile))


def _since_s(command: list[str]) -> float:
    begin_s = time.monotonic()
    painted_s: float = reported(command)["painted_s"]
    return painted_s - begin_s


def _modules(profile: Path) -> Reading:
    loaded = reported(_child("frame", profile))["loaded"]
    return Reading(len(_UNWANTED.intersection(loaded)), beside={"loaded": ", ".join(loaded) or "–"})


def _memory() -> Reading:
    words = ("-m", "benchmarks.children.demo_hours", str(_HOURS), str(_INTERVAL_S))
    found = reported([sys.executable, *words])
    early, late = (found["resident"][hour - 1] / _MIB for hour in (_FULL_AFTER, _HOURS))
    beside = {"early MiB": early, "late MiB": late, "series": found["series"]}
    return Reading(late / early, beside=beside)


def _child(task: str, profile: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.children.demo_window", task, str(profile)]


def _new_profiles(folder: Path) -> Iterator[Path]:
    """Of users who have been greeted already."""
    for number in count():
        made = profile_of(folder / f"demo-{number}")
        preferences_file.save(Profile.below(made).preferences_file, Preferences(welcomed=True))
        yield made


def _median_ms(values_s: list[float]) -> float:
    return 1000 * sorted(values_s)[len(values_s) // 2]


DEMO_OPEN = Benchmark(name="demo-open", figures=(OPEN, STARTED, WHOLE, MODULES, MEMORY), take=_take)
