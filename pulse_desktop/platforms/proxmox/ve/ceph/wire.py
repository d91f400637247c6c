"""The shapes of answers about Ceph; ``Loose`` fields are read by ``provider.numbers``.

The answer about the cluster is Ceph's own, which differs by its release and by what is running.
So its sections are looked at one by one, and one that is odd costs only itself.
"""

from typing import Any

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class Status(msgspec.Struct, frozen=True):
    """``/cluster/ceph/status``."""

    fsid: str
    health: Any = None
    pgmap: Any = None
    osdmap: Any = None
    monmap: Any = None
    quorum_names: Any = None
    mgrmap: Any = None
    fsmap: Any = None
    servicemap: Any = None


class PoolRow(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/ceph/pool``, before version 7 of ``pools``."""

    pool_name: str
    pool: Loose = None
    type: str | None = None
    size: Loose = None
    bytes_used: Loose = None
    percent_used: Loose = None
    """0 to 1, of what it and the free space come to."""


class Tree(msgspec.Struct, frozen=True):
    """``/nodes/{node}/ceph/osd``: hosts and daemons below the roots of the placement tree."""

    root: Any = None


class Flag(msgspec.Struct, frozen=True):
    """One row of ``/cluster/ceph/flags``."""

    name: str
    value: Loose = None


def status(body: bytes) -> Status:
    """``/cluster/ceph/status``.

    Raises:
        Unreadable: It is something else.
    """
    return decoded(body, Status)


def pools(body: bytes) -> Rows[PoolRow]:
    """``/nodes/{node}/ceph/pool``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, PoolRow)


def tree(body: bytes) -> Tree:
    """``/nodes/{node}/ceph/osd``.

    Raises:
        Unreadable: It is something else.
    """
    return decoded(body, Tree)


def flags(body: bytes) -> Rows[Flag]:
    """``/cluster/ceph/flags``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Flag)


def mapping(value: object) -> dict[str, Any]:
    """A section; empty where it is something else."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    """A list within a section; empty where it is something else."""
    return value if isinstance(value, list) else []
