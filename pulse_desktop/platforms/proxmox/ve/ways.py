"""The connections of one session: that of the polls, and those of what is read beside them."""

from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.rounds.gate import Gate
from pulse_desktop.platforms.proxmox.ve.endpoints.endpoints import Endpoints
from pulse_desktop.platforms.proxmox.ve.endpoints.return_home import ReturnHome


@dataclass(frozen=True, slots=True)
class Ways:
    """All lead to one cluster."""

    endpoints: Endpoints
    home: ReturnHome
    poll: Client
    beside: Gate

    @property
    def requests(self) -> int:
        """How many were made so far."""
        return self.poll.requests + self.beside.requests

    async def aclose(self) -> None:
        """End all that is being waited for. Safe to call twice."""
        await self.home.aclose()
        await self.beside.aclose()
        await self.poll.aclose()
