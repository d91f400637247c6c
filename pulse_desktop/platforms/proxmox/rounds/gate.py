"""Who may put a question now, so that no node's workers are all taken.

A node answers through two services with three workers each, which its web interface shares
(pve-manager `PVE/Service/{pveproxy,pvedaemon}.pm`). So it is asked at most two heavy things at
once. Long ones have connections of their own: those that hang delay nothing else.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.rounds.question import Weight

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

T = TypeVar("T")

HEAVY_A_NODE = 2

BREATH_S = 0.02
"""Between the beginnings of two questions. What an answer takes to be read in workers delays the
window's thread; a large cluster's first look would take it every turn (`heartbeat.proxmox`)."""


class Gate:
    """Owns the connections beside that of the poll itself."""

    def __init__(self, usual: Lanes, long: Lanes) -> None:
        self._usual, self._long = usual, long
        self._heavy: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(HEAVY_A_NODE)
        )
        self._next_s = 0.0
        """When the next question may begin, on the loop's clock."""

    @property
    def requests(self) -> int:
        """How many were made so far."""
        return self._usual.requests + self._long.requests

    async def get(
        self,
        node: str,
        path: str,
        decode: Callable[[bytes], T],
        deadline_s: float,
        weight: Weight = Weight.LIGHT,
    ) -> T:
        """The decoded answer to ``GET /api2/json/{path}``. The deadline begins with the exchange.

        Raises:
            ProviderError: No answer, a refusal, or an answer that cannot be read.
        """
        lanes = self._long if weight is Weight.LONG else self._usual
        async with self._turn(node, weight):
            await self._breathe()
            return await lanes.get(path, decode, deadline_s=deadline_s)

    async def aclose(self) -> None:
        """End all that is being waited for. Safe to call twice."""
        await self._usual.aclose()
        await self._long.aclose()

    async def _breathe(self) -> None:
        now_s = asyncio.get_running_loop().time()
        begins_s = max(self._next_s, now_s)
        self._next_s = begins_s + BREATH_S
        if begins_s > now_s:
            await asyncio.sleep(begins_s - now_s)

    @asynccontextmanager
    async def _turn(self, node: str, weight: Weight) -> "AsyncGenerator[None, None]":
        if weight is Weight.LIGHT:
            yield
            return
        async with self._heavy[node]:
            yield
