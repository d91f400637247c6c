"""The shapes of Proxmox VE's answers, and their checked decoding.

Only the keys that are used are named; others are skipped. A field that the product sends now as
a number and now as text is a ``Loose``, which ``provider.numbers`` makes something of.
"""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose

NODE, QEMU, LXC, STORAGE = "node", "qemu", "lxc", "storage"
"""Types of rows of ``/cluster/resources``; others (pool, sdn, network) are not looked at."""


class Version(msgspec.Struct, frozen=True):
    """``/version``."""

    version: str = ""
    release: str = ""


class Member(msgspec.Struct, frozen=True):
    """One row of ``/cluster/status``: the cluster itself, or a node of it."""

    type: str
    name: str = ""
    quorate: Loose = None
    nodes: Loose = None
    ip: str | None = None
    local: Loose = None
    online: Loose = None


class Node(msgspec.Struct, frozen=True):
    """One row of ``/nodes``, or of ``/cluster/resources`` with type ``node``."""

    node: str
    ssl_fingerprint: str | None = None
    status: str = "unknown"
    cpu: Loose = None
    maxcpu: Loose = None
    mem: Loose = None
    maxmem: Loose = None
    disk: Loose = None
    maxdisk: Loose = None
    uptime: Loose = None


class Entry(msgspec.Struct, frozen=True):
    """One row of ``/cluster/resources``, of whatever type."""

    type: str
    node: str = ""
    status: str = "unknown"
    vmid: Loose = None
    name: str | None = None
    template: Loose = None
    cpu: Loose = None
    maxcpu: Loose = None
    mem: Loose = None
    maxmem: Loose = None
    memhost: Loose = None
    disk: Loose = None
    maxdisk: Loose = None
    netin: Loose = None
    netout: Loose = None
    diskread: Loose = None
    diskwrite: Loose = None
    uptime: Loose = None
    tags: str | None = None
    lock: str | None = None
    hastate: str | None = None
    pool: str | None = None
    storage: str = ""
    plugintype: str = ""
    content: str | None = None
    shared: Loose = None


def version(body: bytes) -> Version:
    """``/version``.

    Raises:
        Unreadable: It is something else.
    """
    return decoded(body, Version)


def permissions(body: bytes) -> dict[str, dict[str, Loose]]:
    """``/access/permissions``: path → privilege → whether it reaches further down.

    Raises:
        Unreadable: It is something else.
    """
    return decoded(body, dict[str, dict[str, Loose]])


def members(body: bytes) -> Rows[Member]:
    """``/cluster/status``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Member)


def nodes(body: bytes) -> Rows[Node]:
    """``/nodes``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Node)


def entries(body: bytes) -> Rows[Entry]:
    """``/cluster/resources``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Entry)
