"""The storages that hold backups, and the node that each is read through."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.ve.wire import STORAGE, Entry
from pulse_desktop.provider.numbers import flag, size

PBS = "pbs"
_ELSEWHERE = frozenset(
    {"rbd", "cephfs", PBS, "glusterfs", "nfs", "cifs", "smb", "iscsi", "iscsidirect"}
)
"""Kinds that live outside of the nodes, whatever their flag says (pve-storage plugins)."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One storage with backups in it."""

    storage: str
    node: str
    """Which is asked about it; of a shared one the first that is on."""

    is_shared: bool
    type: str
    has_figures: bool
    """Whether its size is known. That of a backup server is not where its user may not see it,
    nor may that user see everybody's backups then."""

    @property
    def is_remote(self) -> bool:
        """Whether a backup server holds it."""
        return self.type == PBS

    @property
    def place(self) -> tuple[str, str]:
        """Tells it from all others, whichever node is asked."""
        return ("" if self.is_shared else self.node, self.storage)


def shelves(entries: Iterable[Entry], online: Collection[str]) -> tuple[Shelf, ...]:
    """Each shared storage once, each other one once for every node."""
    found: dict[tuple[str, str], list[Shelf]] = {}
    for shelf in _listed(entries):
        found.setdefault(shelf.place, []).append(shelf)
    return tuple(_best(group, online) for group in found.values())


def _listed(entries: Iterable[Entry]) -> Iterator[Shelf]:
    for row in entries:
        is_backup = row.type == STORAGE and "backup" in (row.content or "").split(",")
        if is_backup and row.storage and row.node:
            is_shared = flag(row.shared) or row.plugintype in _ELSEWHERE
            has_figures = bool(size(row.maxdisk))
            yield Shelf(row.storage, row.node, is_shared, row.plugintype, has_figures)


def _best(group: list[Shelf], online: Collection[str]) -> Shelf:
    return min(group, key=lambda one: (one.node not in online, not one.has_figures, one.node))
