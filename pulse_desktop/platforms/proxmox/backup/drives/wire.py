"""The shapes of what a backup server tells of its disks; keys differ from those of the nodes."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class Row(msgspec.Struct, frozen=True, rename="kebab"):
    """One row of ``/nodes/localhost/disks/list``."""

    name: str
    """``sda``: what the health is asked by."""

    devpath: str | None = None
    disk_type: str = ""
    status: str | None = None
    """``passed``, ``failed``, ``unknown``."""

    used: str | None = None
    wearout: Loose = None
    """Percent of life that is left."""

    size: Loose = None
    serial: Loose = None
    model: Loose = None
    vendor: Loose = None
    wwn: Loose = None
    rpm: Loose = None


class Attribute(msgspec.Struct, frozen=True):
    """One counter. Only an ATA disk numbers them."""

    name: str = ""
    id: Loose = None
    raw: Loose = None
    value: Loose = None


class Health(msgspec.Struct, frozen=True):
    """``/nodes/localhost/disks/smart``."""

    status: str | None = None
    wearout: Loose = None
    attributes: list[Attribute] | None = None


def disks(body: bytes) -> Rows[Row]:
    """The disks of the server. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Row)


def health(body: bytes) -> Health:
    """What one disk says of itself. Raises ``Unreadable`` for anything but an object."""
    return decoded(body, Health)
