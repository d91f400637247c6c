"""Whether the window's thread stays free while many things are polled."""

from collections.abc import Mapping, Sequence

from benchmarks.estate import CONTAINERS, engine_connection, profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import percentile
from benchmarks.processes import ChildFailed, bare_window, engine, program, reported

INTERVAL_S = 15.0
"""As a new connection to an engine has it."""

FREQUENT_S = 5.0
"""The shortest interval that the form takes."""

_HOW = (
    "A 4 ms precise timer on the window's thread while the program, its workloads in front, polls "
    f"{CONTAINERS} containers from a simulated engine in a process of its own and records them, "
    "from the start of polling on, the first poll included; an idle bare window beside it. "
)

P99 = Figure(
    name="heartbeat.p99",
    unit="ms",
    goal=16.7,
    statement=_HOW + "The gap between two ticks that 99 % do not exceed.",
)
LONGEST = Figure(
    name="heartbeat.max",
    unit="ms",
    goal=50,
    statement=_HOW + "The longest gap between two ticks.",
)
OPENING = Figure(
    name="heartbeat.opening.max",
    unit="ms",
    statement="The longest gap between the first painted frame and the start of polling, while "
    "the rest of the program is loaded and the database is opened.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    idle = reported(bare_window("beat", effort.span_s))["gaps_ms"]
    folder = effort.folder / "heartbeat"
    folder.mkdir(exist_ok=True)
    with engine(folder, CONTAINERS) as address:
        connection = engine_connection(address, INTERVAL_S)
        profile = profile_of(folder / "profile", connection)
        found = reported(program("beat", profile, effort.span_s))
    if found["workloads"] < CONTAINERS:
        raise ChildFailed(f"only {found['workloads']} of {CONTAINERS} containers were listed")
    return {
        P99.name: Reading(
            percentile(found["gaps_ms"], 99),
            beside={"idle bare window": percentile(idle, 99), "commits": found["revisions"]},
        ),
        LONGEST.name: Reading(
            max(found["gaps_ms"]),
            beside={"idle bare window": max(idle), "longest": _longest(found["gaps_ms"])},
        ),
        OPENING.name: Reading(max(found["opening_ms"])),
    }


def _longest(gaps_ms: Sequence[float]) -> str:
    """The five longest, so that a lone one is told from a habit."""
    return ", ".join(f"{gap:.1f}" for gap in sorted(gaps_ms, reverse=True)[:5])


HEARTBEAT = Benchmark(name="heartbeat", figures=(P99, LONGEST, OPENING), take=_take)
