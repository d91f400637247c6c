"""Asking a backup server for its disks and upkeep, on a connection that nothing else waits for."""

from functools import partial

from pulse_desktop.platforms.proxmox.backup.care.questions import SERVER, errands
from pulse_desktop.platforms.proxmox.backup.privileges import Granted
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.lanes import Lanes
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.rounds.rounds import Rounds
from pulse_desktop.provider.platform import Surroundings


class Care:
    """Owns its connection and what is under way on it until ``aclose``."""

    def __init__(self, client: Client, surroundings: Surroundings) -> None:
        lane = Lanes((client,))
        self._gate = Gate(lane, lane)
        self._rounds = Rounds(self._gate, surroundings.now, surroundings.wake)

    @property
    def findings(self) -> Findings:
        """All that is known now."""
        return self._rounds.findings

    async def go_on(self, granted: Granted | None) -> None:
        """Begin what is due. Only the first time is it waited for, a little."""
        await self._rounds.go_on(partial(errands, granted), frozenset({SERVER}))

    async def aclose(self) -> None:
        """End everything. Safe to call twice."""
        await self._rounds.aclose()
        await self._gate.aclose()
