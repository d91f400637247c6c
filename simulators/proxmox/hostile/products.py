"""The three products, each with an estate to be recorded and a way to open a session."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Surroundings, Target
from simulators.proxmox import estate as ve
from simulators.proxmox.backup import estate as backup
from simulators.proxmox.backup.server import BackupSimulator
from simulators.proxmox.hostile.replay import record
from simulators.proxmox.mail import estate as mail
from simulators.proxmox.mail.server import MailSimulator
from simulators.proxmox.server import Simulator

BEGIN = datetime(2026, 9, 28, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Product:
    """How one of them is reached."""

    platform: Any
    simulator: Any
    estate: Any
    sign_in: dict
    secret: str

    def target(self, **fields):
        """A connection to it."""
        made = Connection(
            id=ConnectionId("fuzzed"),
            platform=self.platform.id,
            name="lab",
            interval_s=30,
            **self.sign_in | {"address": "https://lab.home:8006"} | fields,
        )
        return Target(self.platform.normalise(made), Secret(self.secret))

    async def recorded(self):
        """All that a session asks of a small estate."""
        made = self.estate(BEGIN)
        with self.simulator(made) as running, ThreadPoolExecutor(4) as workers:
            around = Surroundings(lambda: made.now, workers, lambda: None)
            target = self.target(address=running.url, fingerprint=running.fingerprint)
            session = await self.platform.connect(target, around)
            try:
                return await record(session)
            finally:
                await session.aclose()


PRODUCTS = {
    "ve": Product(
        PROXMOX_VE, Simulator, ve.small_estate, {"token_id": "pulse@pve!desktop"}, ve.TOKEN_VALUE
    ),
    "backup": Product(
        PROXMOX_BACKUP,
        BackupSimulator,
        backup.small_estate,
        {"token_id": "pulse@pbs!desktop"},
        backup.TOKEN_VALUE,
    ),
    "mail": Product(
        PROXMOX_MAIL, MailSimulator, mail.small_estate, {"user": "pulse@pmg"}, mail.PASSWORD
    ),
}
