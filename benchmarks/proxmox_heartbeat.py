"""Whether the window's thread stays free while a large Proxmox cluster is polled."""

import sys
from collections.abc import Mapping

from benchmarks.estate import profile_of
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import percentile
from benchmarks.processes import ChildFailed, bare_window, reported, running
from benchmarks.proxmox_estate import INTERVAL_S, SIZES, connection

_NODES, _GUESTS = SIZES["large"]
_HOW = (
    "A 4 ms precise timer on the window's thread while the program, its workloads in front, polls "
    f"a simulated Proxmox cluster of {_NODES} nodes and {_GUESTS} guests, a process of its own, "
    f"every {INTERVAL_S} s at the normal load profile over TLS and records them, its first look "
    "and their graphs included; an idle bare window beside it. "
)
P99 = Figure(
    name="heartbeat.proxmox.p99",
    unit="ms",
    goal=16.7,
    statement=_HOW + "The gap between two ticks that 99 % do not exceed.",
)
LONGEST = Figure(
    name="heartbeat.proxmox.max",
    unit="ms",
    statement=_HOW + "The longest gap between two ticks.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    idle = reported(bare_window("beat", effort.span_s))["gaps_ms"]
    with running([sys.executable, "-m", "benchmarks.children.cluster", "large"]) as cluster:
        told = cluster.report()
        profile = profile_of(effort.folder / "proxmox", connection(**told))
        module = "benchmarks.children.cluster_window"
        found = reported([sys.executable, "-m", module, str(profile), str(effort.span_s)])
    if found["workloads"] < _GUESTS:
        raise ChildFailed(f"only {found['workloads']} of {_GUESTS} guests were listed")
    gaps = found["gaps_ms"]
    beside = {
        "idle bare window": percentile(idle, 99),
        "half of them": percentile(gaps, 50),
        "over 16.7 ms": f"{sum(gap > P99.goal for gap in gaps if P99.goal)} of {len(gaps)}",
    }
    longest = ", ".join(f"{gap:.1f}" for gap in sorted(gaps, reverse=True)[:8])
    return {
        P99.name: Reading(percentile(gaps, 99), beside=beside),
        LONGEST.name: Reading(max(gaps), beside={"idle": max(idle), "longest": longest}),
    }


PROXMOX_HEARTBEAT = Benchmark(name="heartbeat.proxmox", figures=(P99, LONGEST), take=_take)
