"""Asking for disks, upkeep and graphs, on a connection that nothing else waits for."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from pulse_desktop.platforms.proxmox.backup.care import questions
from pulse_desktop.platforms.proxmox.backup.graphs import area as graphs
from pulse_desktop.platforms.proxmox.backup.privileges import Granted
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER
from pulse_desktop.platforms.proxmox.backup.wire import Store
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.rounds import Rounds
from pulse_desktop.provider.platform import Surroundings


class Care:
    """Owns its connection and what is under way on it until ``aclose``."""

    def __init__(self, client: Client, surroundings: Surroundings) -> None:
        lane = Lanes((client,))
        self._gate = Gate(lane, lane)
        self._rounds = Rounds(self._gate, surroundings.now, surroundings.wake)

    async def go_on(self, granted: Granted | None, stores: tuple[Store, ...]) -> Findings:
        """Begin what is due. Only the first time is it waited for, a little.

        What was recorded earlier is in the findings once.
        """
        return await self._rounds.go_on(partial(_plan, granted, stores), frozenset({SERVER}))

    async def aclose(self) -> None:
        """End everything. Safe to call twice."""
        await self._rounds.aclose()
        await self._gate.aclose()


def _plan(
    granted: Granted | None, stores: tuple[Store, ...], found: Findings
) -> Iterator[Errand[Any]]:
    """What is asked again and again goes before what is asked once."""
    yield from questions.errands(granted, found)
    yield from graphs.errands(granted, stores, found)
