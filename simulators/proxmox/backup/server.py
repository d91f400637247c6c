"""The simulated endpoint, with the faults of the others."""

from simulators.proxmox.backup.api import Api
from simulators.proxmox.server import Simulator


class BackupSimulator(Simulator):
    """A backup server that listens while the ``with`` block lasts."""

    product = "Proxmox Backup Server"

    def made_api(self, estate, node):
        """It has one endpoint."""
        return Api(estate)
