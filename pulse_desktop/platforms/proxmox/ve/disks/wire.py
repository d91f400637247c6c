"""The shapes of what Proxmox VE tells of physical disks."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class Row(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/disks/list``."""

    devpath: str
    type: str = ""
    model: Loose = None
    vendor: Loose = None
    """Padded with blanks."""

    serial: Loose = None
    wwn: Loose = None
    size: Loose = None
    rpm: Loose = None
    """-1 where it is not known, 0 of a disk that does not turn."""

    used: str | None = None
    health: str | None = None
    wearout: Loose = None
    """Percent of life that is left, below 0 once the rated life is over."""

    osdid: Loose = None
    by_id_link: str | None = None


class Attribute(msgspec.Struct, frozen=True):
    """One line of an ATA disk's table."""

    id: Loose = None
    """Padded with blanks."""

    raw: Loose = None


class Health(msgspec.Struct, frozen=True):
    """``/nodes/{node}/disks/smart``: a table of an ATA disk, a text of any other."""

    health: str | None = None
    attributes: list[Attribute] | None = None
    text: str | None = None


def disks(body: bytes) -> Rows[Row]:
    """The disks of a node. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Row)


def health(body: bytes) -> Health:
    """What one disk says of itself. Raises ``Unreadable`` for anything but an object."""
    return decoded(body, Health)
