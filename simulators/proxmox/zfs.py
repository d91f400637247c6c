"""What the product tells of a node's ZFS pools."""

import re
from dataclasses import dataclass, field

from simulators.proxmox.refusal import Refusal

_POOLS = re.compile(r"/nodes/(?P<node>[^/]+)/disks/zfs")
_POOL = re.compile(r"/nodes/(?P<node>[^/]+)/disks/zfs/(?P<pool>[^/]+)")

TIB = 1024**4


@dataclass(slots=True)
class Device:
    """A line of ``zpool status``: a disk, or a group of them."""

    name: str
    state: str | None = "ONLINE"
    read: float = 0
    write: float = 0
    cksum: float = 0
    """Read from text, so that ``1.2K`` arrives as 1.2."""

    msg: str = ""
    children: list["Device"] = field(default_factory=list)

    def row(self):
        """As the product sends it."""
        row = {"name": self.name, "leaf": int(not self.children)}
        if self.state is not None:
            row |= {"state": self.state, "read": self.read, "write": self.write}
            row |= {"cksum": self.cksum, "msg": self.msg}
        return row | ({"children": [one.row() for one in self.children]} if self.children else {})


@dataclass(slots=True)
class Pool:
    """A pool of one node."""

    name: str
    node: str
    devices: list[Device]
    health: str = "ONLINE"
    size: int = TIB
    alloc: int = TIB // 4
    frag: object = 3
    dedup: float = 1.0
    scan: str | None = "scrub repaired 0B in 00:12:34 with 0 errors on Sun Apr 12 00:36:35 2026"
    status: str | None = None
    errors: str = "No known data errors"

    def device(self, name):
        """The device of that name, at whatever depth."""
        waiting = list(self.devices)
        while waiting:
            one = waiting.pop()
            if one.name == name:
                return one
            waiting += one.children
        raise KeyError(name)


def mirror(pool, node, *disks):
    """A pool of one mirror."""
    return Pool(pool, node, [Device("mirror-0", children=[Device(disk) for disk in disks])])


class Zfs:
    """The routes below ``/nodes/{node}/disks/zfs``."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        if found := _POOLS.fullmatch(path):
            return lambda account, query: self._list(account, found["node"]), ()
        if found := _POOL.fullmatch(path):
            return lambda account, query: self._detail(account, found["node"], found["pool"]), ()
        return None

    def _pools(self, account, name):
        if not account.may("/", "Sys.Audit"):
            raise Refusal(403, "Permission check failed (/, Sys.Audit)")
        if not self.estate.node(name).is_online:
            raise Refusal(595, "No route to host")
        if not self.estate.pools:
            raise Refusal(500, "zfsutils-linux not installed")
        return [pool for pool in self.estate.pools if pool.node == name]

    def _list(self, account, node):
        return [
            {
                "name": pool.name,
                "size": pool.size,
                "alloc": pool.alloc,
                "free": pool.size - pool.alloc,
                "frag": pool.frag,
                "dedup": pool.dedup,
                "health": pool.health,
            }
            for pool in self._pools(account, node)
        ]

    def _detail(self, account, node, name):
        pool = next((one for one in self._pools(account, node) if one.name == name), None)
        if pool is None:
            raise Refusal(500, f"cannot open '{name}': no such pool")
        own = Device(pool.name, pool.health, children=pool.devices)
        detail = {"name": pool.name, "state": pool.health, "errors": pool.errors}
        detail |= {key: v for key in ("scan", "status") if (v := getattr(pool, key))}
        return detail | {"children": [own.row()]}
