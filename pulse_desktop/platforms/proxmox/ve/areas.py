"""The areas that are read in rounds."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Fact, Incident
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.area import Area, Details
from pulse_desktop.platforms.proxmox.ve.ceph.area import CEPH
from pulse_desktop.platforms.proxmox.ve.disks.area import DISKS
from pulse_desktop.platforms.proxmox.ve.graphs.area import GRAPHS
from pulse_desktop.platforms.proxmox.ve.guests.area import GUESTS_AREA
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.protection.area import PROTECTION
from pulse_desktop.platforms.proxmox.ve.storage.area import STORAGE
from pulse_desktop.platforms.proxmox.ve.upkeep.area import UPKEEP
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from pulse_desktop.platforms.proxmox.ve.zfs.area import ZFS

AREAS: tuple[Area, ...] = (GUESTS_AREA, PROTECTION, STORAGE, ZFS, CEPH, DISKS, GRAPHS, UPKEEP)


def errands(known: Known) -> Iterator[Errand[Any]]:
    """All that is worth its while and in the releases that it goes through."""
    for area in AREAS:
        yield from (e for e in area.errands(known) if known.is_known(e))


def of_node(node: str, found: Inventory) -> Details:
    """What all areas know of a node."""
    return _joined(area.of_node(node, found) for area in AREAS)


def of_guest(row: Entry, vmid: int, found: Inventory) -> Details:
    """What all areas know of a guest."""
    return _joined(area.of_guest(row, vmid, found) for area in AREAS)


def _joined(parts: Iterator[Details]) -> Details:
    fields: dict[str, Any] = {}
    facts: tuple[Fact, ...] = ()
    incidents: tuple[Incident, ...] = ()
    for each in parts:
        fields |= each.fields
        facts += each.facts
        incidents += each.incidents
    return Details(fields=fields, facts=facts, incidents=incidents)
