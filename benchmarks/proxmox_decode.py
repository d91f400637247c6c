"""What it costs to read the resource list of a large Proxmox cluster."""

import json
import random
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.platforms.proxmox.ve import wire
from pulse_desktop.provider.numbers import number, size

GUESTS = 5_000
_NODES = 16
_GIB = 1024**3

_REPEATS = 5
"""In one round, so that it takes long enough for the clock."""

_SIZES = ("mem", "maxmem", "memhost", "disk", "maxdisk", "netin", "netout", "uptime")
_NUMBERS = ("cpu", "maxcpu")

DECODE = Figure(
    name="proxmox-decode",
    unit="x",
    goal=0.5,
    statement=f"CPU to decode the resource list of a cluster with {GUESTS:,} guests into typed "
    "rows, against `json.loads` of the same body.",
)
CHECKED = Figure(
    name="proxmox-decode.checked",
    unit="x",
    goal=1.0,
    statement="The same with the checked conversion of the ten numbers that each row is used for.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    body = _body()
    loads = _round(lambda: json.loads(body))
    decoded = in_turn(_round(lambda: wire.entries(body)), loads, effort.rounds)
    checked = in_turn(_round(lambda: _checked(body)), loads, effort.rounds)
    beside = {"body MB": len(body) / 1e6, "rows": len(wire.entries(body).rows)}
    return {
        DECODE.name: ratio(*decoded, beside | _milliseconds(decoded)),
        CHECKED.name: ratio(*checked, _milliseconds(checked)),
    }


def _checked(body: bytes) -> list[tuple[int | float | None, ...]]:
    return [
        (
            *(size(getattr(row, name)) for name in _SIZES),
            *(number(getattr(row, name)) for name in _NUMBERS),
        )
        for row in wire.entries(body).rows
    ]


def _milliseconds(rounds: tuple[list[float], list[float]]) -> dict[str, float]:
    subject, floor = (1000 * min(one) / _REPEATS for one in rounds)
    return {"reading ms": subject, "json.loads ms": floor}


def _body() -> bytes:
    """As the product sends it: rows with what release 9 tells of a guest, blanks left out."""
    chance = random.Random(7)  # noqa: S311 - made-up guests, the same each time
    rows = [_guest(vmid, chance) for vmid in range(100, 100 + GUESTS)]
    return json.dumps({"data": rows}, separators=(",", ":")).encode()


def _guest(vmid: int, chance: random.Random) -> dict[str, Any]:
    node, memory = f"node{vmid % _NODES}", chance.choice((2, 4, 8, 16)) * _GIB
    return {
        "id": f"qemu/{vmid}",
        "type": "qemu",
        "node": node,
        "vmid": vmid,
        "name": f"guest-{vmid}",
        "status": "running",
        "template": 0,
        "cpu": chance.random(),
        "maxcpu": 4,
        "mem": chance.randrange(memory),
        "memhost": chance.randrange(memory),
        "maxmem": memory,
        "disk": 0,
        "maxdisk": 32 * _GIB,
        "diskread": chance.randrange(2**44),
        "diskwrite": chance.randrange(2**44),
        "netin": chance.randrange(2**48),
        "netout": chance.randrange(2**48),
        "uptime": chance.randrange(10**7),
        "pressurecpusome": chance.random(),
        "pressureiosome": chance.random(),
        "pressurememorysome": chance.random(),
        "tags": "prod;web",
    }


def _round(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> None:
        for _ in range(_REPEATS):
            work()

    return lambda: spent(time.process_time, run)


PROXMOX_DECODE = Benchmark(name="proxmox-decode", figures=(DECODE, CHECKED), take=_take)
