"""What watching a Proxmox cluster costs it: requests and bytes a minute."""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Surroundings, Target
from simulators.proxmox.estate import TOKEN_VALUE, Agent, Guest, Node, small_estate
from simulators.proxmox.server import Simulator

INTERVAL_S = 30
_HOUR_S = 3600
_QUIET_S, _LONGEST_S = 0.1, 20.0
"""A poll's questions are over after so long without another one."""

_AGENT_EVERY, _CONTAINER_EVERY = 2, 4
"""Every second guest has an agent, every fourth is a container."""


@dataclass
class Tally:
    """What a simulated cluster was asked, on whichever connection."""

    requests: int = 0
    answered_bytes: int = 0
    last_at: float = field(default_factory=time.monotonic)
    lock: Lock = field(default_factory=Lock)

    def watch(self, simulator: Any) -> None:
        """Count from now on."""
        answer = simulator.api.answer

        def counted(request: Any, path: str) -> Any:
            found = answer(request, path)
            with self.lock:
                self.requests += 1
                self.answered_bytes += len(found.body)
                self.last_at = time.monotonic()
            return found

        simulator.api.answer = counted

    async def quiet(self) -> None:
        """Until nobody asks any more."""
        end = time.monotonic() + _LONGEST_S
        while time.monotonic() < min(self.last_at + _QUIET_S, end):  # noqa: ASYNC110 - counted by other threads
            await asyncio.sleep(_QUIET_S / 4)


def _figures(size: str, nodes: int, guests: int) -> tuple[Figure, ...]:
    how = (
        f"of one hour by the cluster's clock at the normal load profile: {nodes} nodes and "
        f"{guests} guests, half of them with an agent, polled every {INTERVAL_S} s; the mean, with "
        "the first polls in it, over TLS to the simulator."
    )
    return (
        Figure(name=f"proxmox-cost.{size}.requests", unit="/min", statement=f"Requests {how}"),
        Figure(name=f"proxmox-cost.{size}.bytes", unit="kB/min", statement=f"Answered bytes {how}"),
    )


_SIZES = {"small": (3, 60), "large": (16, 800)}
_FIGURES = {size: _figures(size, *counts) for size, counts in _SIZES.items()}


def _take(effort: Effort) -> Mapping[str, Reading]:
    span_s = _HOUR_S if effort.span_s >= _HOUR_S / 60 else 4 * INTERVAL_S
    found: dict[str, Reading] = {}
    for size, (nodes, guests) in _SIZES.items():
        asked, sent, first = asyncio.run(_watched(nodes, guests, span_s))
        minutes, (requests, answered) = span_s / 60, _FIGURES[size]
        beside = {"first poll": first, "a poll": asked * INTERVAL_S / span_s}
        found[requests.name] = Reading(asked / minutes, beside=beside)
        found[answered.name] = Reading(sent / minutes / 1000)
    return found


async def _watched(nodes: int, guests: int, span_s: int) -> tuple[int, int, int]:
    """Requests, bytes of answers, and the requests that the first poll led to."""
    estate, tally, first = _estate(nodes, guests), Tally(), 0
    with Simulator(estate) as simulator, ThreadPoolExecutor(4) as workers:
        tally.watch(simulator)
        around = Surroundings(lambda: estate.now, workers, lambda: None)
        session = await PROXMOX_VE.connect(_target(simulator), around)
        try:
            for _ in range(span_s // INTERVAL_S):
                await session.collect()
                await tally.quiet()
                first = first or tally.requests
                estate.pass_time(INTERVAL_S)
        finally:
            await session.aclose()
    return tally.requests, tally.answered_bytes, first


def _target(simulator: Any) -> Target:
    made = Connection(
        id=ConnectionId("cost"),
        platform=PROXMOX_VE.id,
        name="lab",
        address=simulator.url,
        interval_s=INTERVAL_S,
        token_id="pulse@pve!desktop",  # noqa: S106 - its name
        fingerprint=simulator.fingerprint,
    )
    return Target(PROXMOX_VE.normalise(made), Secret(TOKEN_VALUE))


def _estate(nodes: int, guests: int) -> Any:
    """The small estate's accounts and storages, with so many nodes and guests."""
    estate = small_estate(BEGIN)
    names = [f"pve{number}" for number in range(1, nodes + 1)]
    estate.nodes = [Node(name, f"10.0.0.{10 + at}") for at, name in enumerate(names)]
    for storage in estate.storages:
        storage.nodes = tuple(names)
    estate.guests = [_guest(100 + at, names[at % nodes], at) for at in range(guests)]
    return estate


def _guest(vmid: int, node: str, at: int) -> Guest:
    kind = "lxc" if at % _CONTAINER_EVERY == 1 else "qemu"
    agent = Agent() if at % _AGENT_EVERY == 0 else None
    return Guest(vmid, kind, node, f"guest-{vmid}", boot_s=-3600, agent=agent)


PROXMOX_COST = Benchmark(
    name="proxmox-cost",
    figures=tuple(one for pair in _FIGURES.values() for one in pair),
    take=_take,
)
