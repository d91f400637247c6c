"""What watching a Proxmox cluster costs it, by size and load profile, over an hour of its clock.

The program's own session puts its questions, but they go straight to what answers in the
simulator, without a network and TLS between, and no snapshot is made of the answers, so that some
hundred thousand of them take minutes.
Its clock goes on by a little with every answer, and to the next poll once nothing is asked any
more. The first ten minutes, in which everything is read a first time, count apart from the rest
of the hour. *At once* is the highest number of slow questions (cost 2 and 3 of the product's
catalogue: those that talk to guests, disks and storage) under way to one node at any moment.
Graphs, five of each thing and read once, count as questions; their answers are left empty.
"""

import asyncio
import http
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from re import compile as pattern
from typing import Any, TypeVar
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from benchmarks.estate import BEGIN
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.proxmox_estate import INTERVAL_S, SIZES, TOKEN_ID, cluster, connection
from pulse_desktop.model.connection import LoadProfile
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.failure import refusal
from pulse_desktop.platforms.proxmox.rounds import gate
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE, provider, session
from pulse_desktop.platforms.proxmox.ve.load import LOADS
from pulse_desktop.provider.platform import Surroundings, Target
from simulators.proxmox.api import Answer, Api, Request
from simulators.proxmox.estate import TOKEN_VALUE

T = TypeVar("T")

_STEADY_S, _SETTLED_S = 3000, 600
_WHOLE_SPAN_S = Effort(Path()).span_s
_HEADERS = {"authorization": f"PVEAPIToken={TOKEN_ID}={TOKEN_VALUE}"}
_ANSWER_S = 0.002
"""By which the cluster's clock goes on with every answer, several being under way at once."""

_TURNS, _QUIET_TURNS = 4, 40
"""Of the loop: how long an answer takes, and after how many without one nothing is asked."""

_SLOW = pattern(
    r"/nodes/[^/]+/(qemu|qemu/\d+/(status/current|agent/.*)|storage|storage/[^/]+/content"
    r"|disks/.*|ceph/.*|services)"
)
_GRAPH, _NO_ROWS = "/rrddata", b'{"data":[]}'
_FINGERPRINT = ":".join(["AA"] * 32)


@dataclass
class Tally:
    """What a cluster was asked so far."""

    requests: int = 0
    answered_bytes: int = 0
    under_way: Counter[str] = field(default_factory=Counter)
    most: int = 0
    """Slow questions to one node at once."""

    def since(self, before: "Tally") -> tuple[int, int]:
        """Requests and bytes."""
        return self.requests - before.requests, self.answered_bytes - before.answered_bytes

    def now(self) -> "Tally":
        """The counts as they are."""
        return Tally(self.requests, self.answered_bytes)

    async def quiet(self) -> None:
        """Until nobody asks any more."""
        seen, turns = -1, 0
        while turns < _QUIET_TURNS:
            turns = turns + 1 if seen == self.requests else 0
            seen = self.requests
            await asyncio.sleep(0)


@dataclass
class Direct:
    """Stands in for the session's client: the questions go to the simulator's routes at once."""

    estate: Any
    api: Any
    tally: Tally
    requests: int = 0

    async def get(self, path: str, decode: Callable[[bytes], T], **_deadline: float) -> T:
        """The decoded answer. None takes long enough for a deadline."""
        self.requests += 1
        parts = urlsplit(f"/{path}")
        node = parts.path.split("/")[2] if _SLOW.fullmatch(parts.path) else ""
        self._begins(node)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        answer = self._answer(parts.path, parts.query)
        self._ends(node, len(answer.body))
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise refusal(answer.status, answer.reason, answer.body, f"/{path}", str)
        return decode(answer.body)

    async def aclose(self) -> None:
        """Nothing is open."""

    def _answer(self, path: str, query: str) -> Any:
        if path.endswith(_GRAPH):
            return Answer(200, "OK", _NO_ROWS)
        asked = dict(parse_qsl(query, keep_blank_values=True))
        return self.api.answer(Request("GET", path, asked, _HEADERS, {}), path)

    def _begins(self, node: str) -> None:
        self.tally.requests += 1
        self.tally.under_way[node] += bool(node)
        self.tally.most = max(self.tally.most, self.tally.under_way[node])

    def _ends(self, node: str, size: int) -> None:
        self.tally.under_way[node] -= bool(node)
        self.tally.answered_bytes += size
        self.estate.pass_time(_ANSWER_S)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one estate was asked under one profile: requests and bytes."""

    first_poll: tuple[int, int]
    settling: tuple[int, int]
    steady: tuple[int, int]
    minutes: float
    """Of the steady time."""

    most: int
    told: int
    """Requests a minute, as the connection test says them after its one poll."""

    expected: int
    """The same after the last poll."""


async def watched(size: str, load: LoadProfile, span_s: int, settle_s: int) -> Cost:
    """Poll a cluster for so long by its own clock."""
    estate, tally = cluster(*SIZES[size], BEGIN), Tally()
    api = Api(estate)
    with (
        ThreadPoolExecutor(2) as workers,
        patch.object(session, "along", lambda routes, *_: _directs(estate, api, tally, routes)),
        patch.object(provider, "snapshot", lambda *_: None),
        patch.object(gate, "BREATH_S", 0.0),
    ):
        around = Surroundings(lambda: estate.now, workers, lambda: None)
        target = Target(connection("https://10.0.0.10:8006", _FINGERPRINT, load), _SECRET)
        opened: Any = await PROXMOX_VE.connect(target, around)
        try:
            await opened.collect()
            told = opened.expected_requests
            await _go_on(estate, tally)
            first = tally.now()
            await _poll(opened, estate, tally, settle_s)
            settled = tally.now()
            await _poll(opened, estate, tally, settle_s + span_s)
        finally:
            await opened.aclose()
    return Cost(
        first_poll=first.since(Tally()),
        settling=settled.since(Tally()),
        steady=tally.since(settled),
        minutes=span_s / 60,
        most=tally.most,
        told=told,
        expected=opened.expected_requests,
    )


_SECRET = Secret(TOKEN_VALUE)


def _directs(estate: Any, api: Any, tally: Tally, routes: Any) -> tuple[Direct, ...]:
    return tuple(Direct(estate, api, tally) for _ in routes)


async def _poll(opened: Any, estate: Any, tally: Tally, until_s: int) -> None:
    while estate.clock_s < until_s:
        await opened.collect()
        await _go_on(estate, tally)


async def _go_on(estate: Any, tally: Tally) -> None:
    """To the instant of the next poll."""
    await tally.quiet()
    estate.pass_time(INTERVAL_S - estate.clock_s % INTERVAL_S)


def _figures(size: str, load: LoadProfile) -> tuple[Figure, Figure]:
    nodes, guests = SIZES[size]
    how = (
        f"of an hour by the cluster's clock without its first ten minutes, load profile {load}: "
        f"{nodes} nodes and {guests} guests, half of them with an agent, polled every "
        f"{INTERVAL_S} s; the mean."
    )
    name = f"proxmox-cost.{size}.{load}"
    return (
        Figure(name=f"{name}.requests", unit="/min", statement=f"Requests {how}"),
        Figure(name=f"{name}.bytes", unit="kB/min", statement=f"Bytes of answers {how}"),
    )


_FIGURES = {(size, load): _figures(size, load) for size in SIZES for load in LOADS}


def _take(effort: Effort) -> Mapping[str, Reading]:
    is_quick = effort.span_s < _WHOLE_SPAN_S
    span_s, settle_s = (4 * INTERVAL_S, INTERVAL_S) if is_quick else (_STEADY_S, _SETTLED_S)
    found: dict[str, Reading] = {}
    for (size, load), names in _FIGURES.items():
        cost = asyncio.run(watched(size, load, span_s, settle_s))
        found |= dict(zip((one.name for one in names), _readings(cost), strict=True))
    return found


def _readings(cost: Cost) -> tuple[Reading, Reading]:
    polls = cost.minutes * 60 / INTERVAL_S
    requests, answered = cost.steady
    return (
        Reading(
            requests / cost.minutes,
            beside={
                "a poll": requests / polls,
                "first poll": cost.first_poll[0],
                "first ten minutes": cost.settling[0],
                "at once": cost.most,
                "told by the test": cost.told,
                "expected later": cost.expected,
            },
        ),
        Reading(
            answered / cost.minutes / 1000,
            beside={
                "a poll": answered / polls / 1000,
                "first poll": cost.first_poll[1] / 1000,
                "first ten minutes": cost.settling[1] / 1000,
            },
        ),
    )


PROXMOX_COST = Benchmark(
    name="proxmox-cost",
    figures=tuple(one for pair in _FIGURES.values() for one in pair),
    take=_take,
)
