"""The connections of one session: that of the polls, and those of what is read beside them."""

from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.ve.rounds.gate import Gate


@dataclass(frozen=True, slots=True)
class Ways:
    """All lead to one endpoint."""

    poll: Client
    beside: Gate

    async def aclose(self) -> None:
        """End all that is being waited for. Safe to call twice."""
        await self.beside.aclose()
        await self.poll.aclose()
