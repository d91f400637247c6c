"""The simulated endpoint, with the faults of the others."""

from simulators.proxmox.backup.api import Api
from simulators.proxmox.server import Simulator


class BackupSimulator(Simulator):
    """A backup server that listens while the ``with`` block lasts."""

    def __init__(self, estate, identity=None, port=0):
        super().__init__(estate, identity, port)
        self.api = Api(estate)
        self.product = "Proxmox Backup Server"
