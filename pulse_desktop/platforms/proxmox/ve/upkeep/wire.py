"""The shape of a node's certificates."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, rows
from pulse_desktop.provider.numbers import Loose


class Certificate(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/certificates/info``."""

    filename: str
    notafter: Loose = None
    """Seconds since 1970."""


def certificates(body: bytes) -> Rows[Certificate]:
    """The certificates of a node. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Certificate)
