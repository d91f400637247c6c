"""The storages that hold backups, and the node that each is read through (X-11, X-14)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.storage.places import Place, Way, places


@dataclass(frozen=True, slots=True)
class Shelf:
    """One storage with backups in it."""

    storage: str
    node: str
    """Which is asked about it; of a shared one the first that is on and reaches it."""

    is_shared: bool
    is_remote: bool
    """Whether a backup server holds it."""

    is_open: bool
    """Whether it may be looked into: one that is disabled or inactive would hold up its node."""

    is_disabled: bool
    has_figures: bool
    """Whether its size is known. That of a backup server is not where its user may not see it,
    nor may that user see everybody's backups then."""

    @property
    def place(self) -> tuple[str, str]:
        """Tells it from all others, whichever node is asked."""
        return ("" if self.is_shared else self.node, self.storage)


def shelves_to_ask(known: Known) -> tuple[Shelf, ...]:
    """Those of which backups may be listed now."""
    listed = places(known.entries, known.found, known.at)
    return tuple(shelf for shelf in shelves(listed, known.online) if shelf.is_open)


def shelves_seen(found: Inventory) -> tuple[Shelf, ...]:
    """All of one poll."""
    online = {node.node for node in found.nodes if node.status == "online"}
    return shelves(places(found.entries, found.findings, found.at), online)


def shelves(listed: Iterable[Place], online: Collection[str]) -> tuple[Shelf, ...]:
    """Each shared storage once, each other one once for every node."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for place in listed:
        if place.holds_backups and place.storage and place.node:
            groups.setdefault(place.key, []).append(place)
    return tuple(_shelf(group, online) for group in groups.values())


def _shelf(group: list[Place], online: Collection[str]) -> Shelf:
    best = min(group, key=lambda one: (one.node not in online, -one.way, one.node))
    return Shelf(
        storage=best.storage,
        node=best.node,
        is_shared=best.is_shared,
        is_remote=best.is_backup_server,
        is_open=best.way not in {Way.DISABLED, Way.INACTIVE},
        is_disabled=best.way is Way.DISABLED,
        has_figures=any(one.has_figures for one in group),
    )
