"""What a node's own status adds to the lists: its root disk, load, kernel and processors."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.facet import CpuInfo, FigureTruth
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Fact
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.measures import Pairs, share
from pulse_desktop.platforms.proxmox.ve.closer.wire import NodeStatus, mapping
from pulse_desktop.platforms.proxmox.ve.disk_truth import node_disk_truth
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.memory.inputs import Inputs, given
from pulse_desktop.platforms.proxmox.ve.root_disk import (
    LISTED,
    ROOTFS,
    RootDisk,
    Shelf,
    Space,
    root_disk,
)
from pulse_desktop.platforms.proxmox.ve.storage.places import definitions, is_shared
from pulse_desktop.platforms.proxmox.ve.storage.wire import Definition
from pulse_desktop.platforms.proxmox.ve.wire import STORAGE, Entry, Node
from pulse_desktop.provider.numbers import integer, number, size

STANDS_FOR = timedelta(minutes=2)
"""How long what a node told stands while it does not tell it again."""

_LOADS = 3
_LONGEST = 120

_NOTHING = NodeStatus()

_BY_ROOTFS = mark("Proxmox", "The node's root file system (node-status-rootfs)")
_BY_LIST = mark("Proxmox", "The list of nodes (nodes-endpoint), low confidence")
_BY_STORAGE = mark("Proxmox", "Its storage {name}, which stands for the node's disk")

_FIRMWARE = mark("Proxmox", "Firmware")
_FIRMWARES: Mapping[str, str] = MappingProxyType({"efi": "UEFI", "legacy-bios": "BIOS"})
"""The two modes of the product (pve-manager `PVE/API2/Nodes.pm`)."""

_SECURE_BOOT = mark("Proxmox", "Secure boot")
_ON, _OFF = mark("Proxmox", "on"), mark("Proxmox", "off")


def status_of(node: str, found: Inventory) -> NodeStatus:
    """The last status of a node, unless it is too old."""
    notes = found.notes.nodes.get(node)
    if notes is None or notes.read_at is None or found.at - notes.read_at > STANDS_FOR:
        return _NOTHING
    return notes.status or _NOTHING


def disk_reading(node: Node, found: Inventory) -> Pairs:
    """How full the node's disk is, by the best that is known."""
    chosen = _chosen(node, found)
    if chosen is None:
        return iter(())
    used, total = chosen.space.used, chosen.space.total
    return share(Metric.DISK, used, total, _origin(chosen.source))


def disk_truth(node: Node, found: Inventory) -> FigureTruth | None:
    """What is behind that, and everything it was chosen from; nothing while it is off line."""
    if node.status != "online":
        return None
    status, chosen = status_of(node.node, found), _chosen(node, found)
    notes = found.notes.nodes.get(node.node)
    is_own = chosen is not None and chosen.source == ROOTFS
    read_at = notes.read_at if notes and is_own else None
    inputs = (
        *given("status.rootfs", mapping(status.rootfs), ("used", "total", "avail")),
        *(figure for shelf in _shelves(node, found) for figure in _of_shelf(shelf)),
        *given("nodes", {"disk": node.disk, "maxdisk": node.maxdisk}, ("disk", "maxdisk")),
    )
    return node_disk_truth(chosen, min(read_at or found.at, found.at), inputs)


def _chosen(node: Node, found: Inventory) -> RootDisk | None:
    told = mapping(status_of(node.node, found).rootfs)
    return root_disk(
        _space(told.get("used"), told.get("total")),
        _space(node.disk, node.maxdisk),
        _shelves(node, found),
    )


def _shelves(node: Node, found: Inventory) -> tuple[Shelf, ...]:
    known = definitions(found.findings)
    rows = (_shelf(row, node.node, known.get(row.storage)) for row in found.of_type(STORAGE))
    return tuple(shelf for shelf in rows if shelf is not None)


def _of_shelf(shelf: Shelf) -> Inputs:
    if shelf.rank is None:
        return ()
    told = {"used": shelf.space.used, "total": shelf.space.total}
    return given(f"storage[{shelf.name}]", told, ("used", "total"))


def _origin(source: str) -> Text:
    if source == ROOTFS:
        return _BY_ROOTFS
    return _BY_LIST if source == LISTED else _BY_STORAGE.given(name=source.partition(":")[2])


def _space(used: object, total: object) -> Space | None:
    used_bytes, total_bytes = size(used), size(total)
    if used_bytes is None or not total_bytes:
        return None
    return Space(min(used_bytes, total_bytes), total_bytes)


def _shelf(row: Entry, node: str, definition: Definition | None) -> Shelf | None:
    space = _space(row.disk, row.maxdisk)
    if row.node != node or row.status != "available" or space is None:
        return None
    return Shelf(
        name=row.storage,
        type=row.plugintype,
        content=frozenset((row.content or "").split(",")),
        is_shared=is_shared(row.plugintype, row.shared),
        path=definition.path if definition else None,
        space=space,
    )


def more_readings(status: NodeStatus) -> Pairs:
    """Load and swap."""
    loads = load_average(status)
    if loads is not None:
        yield Metric.LOAD1, Measurement(loads[0])
    swap = mapping(status.swap)
    yield from share(Metric.SWAP, swap.get("used"), swap.get("total"))


def load_average(status: NodeStatus) -> tuple[float, float, float] | None:
    """Over 1, 5 and 15 minutes; the product sends texts."""
    told = status.loadavg if isinstance(status.loadavg, list) else []
    loads = [number(each) for each in told[:_LOADS]]
    if len(loads) < _LOADS or any(load is None or load < 0 for load in loads):
        return None
    one, five, fifteen = (float(load or 0) for load in loads)
    return one, five, fifteen


def facet_parts(status: NodeStatus) -> dict[str, Any]:
    """Fields of a node's facet that its status tells."""
    swap = mapping(status.swap)
    parts = {
        "kernel_version": _word(status.kversion, " ", 1),
        "version": _word(status.pveversion, "/", 1),
        "load_average": load_average(status),
        "cpu_info": _processors(mapping(status.cpuinfo)),
        "swap_used": size(swap.get("used")),
        "swap_total": size(swap.get("total")),
    }
    return {name: value for name, value in parts.items() if value is not None}


def facts(status: NodeStatus) -> Iterator[Fact]:
    """How the node was started."""
    told = mapping(status.boot_info)
    firmware = _FIRMWARES.get(str(told.get("mode")))
    if firmware is not None:
        yield Fact(_FIRMWARE, firmware)
    secure_boot = integer(told.get("secureboot"))
    if secure_boot is not None:
        yield Fact(_SECURE_BOOT, str(_ON if secure_boot else _OFF))


def _processors(told: dict[str, Any]) -> CpuInfo | None:
    model = told.get("model")
    found = CpuInfo(
        model=model[:_LONGEST] if isinstance(model, str) else None,
        cores=size(told.get("cores")),
        sockets=size(told.get("sockets")),
    )
    return None if found == CpuInfo() else found


def _word(text: object, separator: str, at: int) -> str | None:
    """``Linux 6.8.12-1-pve #1 SMP`` → ``6.8.12-1-pve``."""
    words = text[:_LONGEST].split(separator) if isinstance(text, str) else []
    return words[at] if len(words) > at and words[at] else None
