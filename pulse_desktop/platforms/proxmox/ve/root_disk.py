"""How full a node's root is: by its status, else by its storages, else by the list of nodes.

What an agent on the node itself measures is another source's, and is believed first where
sources are merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_BY_NAME = {"local-zfs": 0, "local-lvm": 1, "local": 2}
_BY_TYPE = {"zfspool": 3, "zfs": 3, "lvmthin": 4, "lvm": 4}
_SYSTEM_PATH = "/var/lib/vz"
_AT_SYSTEM_PATH, _NAMED_LOCAL, _OTHER = 5, 6, 7
_GUEST_ROOTS = frozenset({"images", "rootdir"})

ROOTFS = "node-status-rootfs"
LISTED = "nodes-endpoint"


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes."""

    used: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A storage on a node, as far as it may stand for the node's disk."""

    name: str
    type: str
    content: frozenset[str]
    is_shared: bool
    path: str | None = None
    space: Space

    @property
    def rank(self) -> int | None:
        """The lower, the likelier it is the node's own disk; ``None`` where it cannot be."""
        if self.name in _BY_NAME:
            return _BY_NAME[self.name]
        if self.is_shared or not self.content & _GUEST_ROOTS:
            return None
        if self.type in _BY_TYPE:
            return _BY_TYPE[self.type]
        if self.type == "dir" and (self.path or "").rstrip("/") == _SYSTEM_PATH:
            return _AT_SYSTEM_PATH
        return _NAMED_LOCAL if self.name.startswith("local") else _OTHER


@dataclass(frozen=True, slots=True)
class RootDisk:
    """A figure and where it is from: ``node-status-rootfs``, ``storage:local-zfs``."""

    space: Space
    source: str


def root_disk(
    rootfs: Space | None, listed: Space | None, shelves: Iterable[Shelf]
) -> RootDisk | None:
    """The best figure there is.

    The list of nodes gives way to a storage: it tells one dataset where the pool is meant.
    """
    if rootfs is not None and rootfs.total:
        return RootDisk(rootfs, ROOTFS)
    best = _best(shelves)
    if best is not None:
        return RootDisk(best.space, f"storage:{best.name}")
    return RootDisk(listed, LISTED) if listed is not None and listed.total else None


def _best(shelves: Iterable[Shelf]) -> Shelf | None:
    ranked = [(s.rank, -s.space.total, s) for s in shelves if s.rank is not None and s.space.total]
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None
