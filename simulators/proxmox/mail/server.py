"""The simulated endpoint of a mail gateway."""

from simulators.proxmox.mail.api import MailApi
from simulators.proxmox.server import Simulator


class MailSimulator(Simulator):
    """A gateway that listens while the ``with`` block lasts."""

    product = "Proxmox Mail Gateway"

    def made_api(self, estate, node):
        """It has one endpoint."""
        return MailApi(estate)
