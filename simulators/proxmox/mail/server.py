"""The simulated endpoint of a mail gateway."""

from simulators.proxmox.mail.api import MailApi
from simulators.proxmox.server import Simulator


class MailSimulator(Simulator):
    """A gateway that listens while the ``with`` block lasts."""

    def __init__(self, estate, identity=None, port=0):
        super().__init__(estate, identity, port)
        self.api = MailApi(estate)
        self.product = "Proxmox Mail Gateway"
