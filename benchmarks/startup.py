"""From the start of the process to the first painted frame, and to the first complete one."""

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count, repeat
from pathlib import Path

from benchmarks.estate import CONTAINERS, engine_connection, profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio
from benchmarks.processes import bare_window, engine, program, reported

UNWANTED = frozenset({"httpx", "pyqtgraph", "pyVmomi", "keyring", "proxmoxer"})
"""What may not be loaded before the first frame."""

_RATIO = 2.5
_RUN_S = 20.0
"""How long the program runs to leave a state behind."""

_HOW = (
    "Wall time from the start of the process to the first painted frame of the window, against a "
    "script that shows an empty QMainWindow, in turn; median over median. "
)

FRESH = Figure(
    name="startup.first_paint.fresh",
    unit="x",
    goal=_RATIO,
    statement=_HOW + "Each round has a new, empty profile.",
)
STORED = Figure(
    name="startup.first_paint.stored",
    unit="x",
    goal=_RATIO,
    statement=_HOW + f"The profile holds what an earlier run left of {CONTAINERS} containers.",
)
FRESH_FILLED = Figure(
    name="startup.first_content.fresh",
    unit="x",
    statement="The same up to the first frame with menus, panes and table in it; a new profile.",
)
STORED_FILLED = Figure(
    name="startup.first_content.stored",
    unit="x",
    statement="The same up to the first frame with the rows of the last run in it.",
)
MODULES = Figure(
    name="startup.unwanted_modules",
    unit="modules",
    goal=0,
    statement=f"How many of {', '.join(sorted(UNWANTED))} are loaded at the first frame.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    fresh = _new_profiles(effort.folder)
    left = _stored_profile(effort.folder)
    stored = repeat(left)
    return {
        FRESH.name: _compared("paint", fresh, effort.rounds),
        STORED.name: _compared("paint", stored, effort.rounds),
        FRESH_FILLED.name: _compared("fill", fresh, effort.rounds),
        STORED_FILLED.name: _compared("fill", stored, effort.rounds),
        MODULES.name: _modules(left),
    }


def _compared(task: str, profiles: Iterator[Path], rounds: int) -> Reading:
    program_s, bare_s = in_turn(
        lambda: _until_painted_s(lambda: program(task, next(profiles))),
        lambda: _until_painted_s(lambda: bare_window("paint")),
        rounds,
    )
    beside = {"program ms": _median_ms(program_s), "bare window ms": _median_ms(bare_s)}
    return ratio(program_s, bare_s, beside)


def _until_painted_s(command: Callable[[], list[str]]) -> float:
    """Both processes read one clock, which does not depend on the process (``clock_gettime``)."""
    words = command()
    begin_s = time.monotonic()
    painted_s: float = reported(words)["painted_s"]
    return painted_s - begin_s


def _modules(profile: Path) -> Reading:
    loaded = reported(program("paint", profile))["loaded"]
    return Reading(len(UNWANTED.intersection(loaded)), beside={"loaded": ", ".join(loaded) or "–"})


def _new_profiles(folder: Path) -> Iterator[Path]:
    return (profile_of(folder / f"fresh-{number}") for number in count())


def _stored_profile(folder: Path) -> Path:
    """A profile that the program ran on and was closed."""
    with engine(folder, CONTAINERS) as address:
        profile = profile_of(folder / "stored", engine_connection(address, 5.0))
        reported(program("beat", profile, _RUN_S))
    return profile


def _median_ms(values_s: list[float]) -> float:
    return 1000 * sorted(values_s)[len(values_s) // 2]


STARTUP = Benchmark(
    name="startup", figures=(FRESH, STORED, FRESH_FILLED, STORED_FILLED, MODULES), take=_take
)
