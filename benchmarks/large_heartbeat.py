"""Whether the window's thread stays free while a large estate is polled."""

import sys
from collections.abc import Mapping

from benchmarks.children.large_estate import connections
from benchmarks.estate import profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.large_estate import CONTAINERS_EACH, ENGINES, Cluster
from benchmarks.measure import percentile
from benchmarks.processes import ChildFailed, bare_window, reported

INTERVAL_S = 10.0
_SIZE = Cluster()
_WORKLOADS = _SIZE.guests + ENGINES * CONTAINERS_EACH
_HOW = (
    "A 4 ms precise timer on the window's thread while the program, its workloads in front, polls "
    f"{_SIZE.guests} guests, {_SIZE.nodes} nodes, {_SIZE.disks} disks and {ENGINES} engines of "
    f"{CONTAINERS_EACH} containers every {INTERVAL_S:.0f} s and records them, from the start of "
    "polling on, the first poll included; an idle bare window beside it. What a poll sees is made "
    "by a worker of the program. "
)

P99 = Figure(
    name="heartbeat.large.p99",
    unit="ms",
    goal=16.7,
    statement=_HOW + "The gap between two ticks that 99 % do not exceed.",
)
LONGEST = Figure(
    name="heartbeat.large.max",
    unit="ms",
    goal=50,
    statement=_HOW + "The longest gap between two ticks.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    idle = reported(bare_window("beat", effort.span_s))["gaps_ms"]
    profile = profile_of(effort.folder / "large", *connections(INTERVAL_S))
    module = "benchmarks.children.large_estate"
    found = reported([sys.executable, "-m", module, str(profile), str(effort.span_s)])
    if found["workloads"] < _WORKLOADS:
        raise ChildFailed(f"only {found['workloads']} of {_WORKLOADS} workloads were listed")
    gaps = found["gaps_ms"]
    longest = ", ".join(f"{gap:.1f}" for gap in sorted(gaps, reverse=True)[:8])
    late = f"{sum(gap > 8 for gap in gaps)} of {len(gaps)}"
    beside = {"idle bare window": percentile(idle, 99), "over 8 ms": late}
    return {
        P99.name: Reading(percentile(gaps, 99), beside=beside),
        LONGEST.name: Reading(max(gaps), beside={"idle": max(idle), "longest": longest}),
    }


LARGE_HEARTBEAT = Benchmark(name="heartbeat.large", figures=(P99, LONGEST), take=_take)
