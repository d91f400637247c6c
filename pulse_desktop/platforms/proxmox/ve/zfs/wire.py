"""The shapes of answers about ZFS pools; ``Loose`` fields are read by ``provider.numbers``."""

from typing import Any

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class Listed(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/disks/zfs``. Sizes are of the raw devices."""

    name: str
    health: str | None = None
    size: Loose = None
    alloc: Loose = None
    frag: Loose = None
    dedup: Loose = None


class Detail(msgspec.Struct, frozen=True):
    """``/nodes/{node}/disks/zfs/{pool}``: what ``zpool status`` tells."""

    state: str | None = None
    status: str | None = None
    scan: str | None = None
    errors: str | None = None
    children: Any = None
    """Devices below devices; each level is looked at by itself, as any of them may be odd."""


def listed(body: bytes) -> Rows[Listed]:
    """``/nodes/{node}/disks/zfs``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Listed)


def detail(body: bytes) -> Detail:
    """``/nodes/{node}/disks/zfs/{pool}``.

    Raises:
        Unreadable: It is something else.
    """
    return decoded(body, Detail)
