"""What is behind the figure for the disk of a node or a guest."""

from datetime import datetime

from pulse_desktop.model.facet import FigureTruth, FileSystem
from pulse_desktop.platforms.proxmox.ve.agent.disk_standing import Standing
from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Label, Trust
from pulse_desktop.platforms.proxmox.ve.memory.inputs import Inputs, given
from pulse_desktop.platforms.proxmox.ve.root_disk import LISTED, ROOTFS, RootDisk
from pulse_desktop.platforms.proxmox.ve.wire import QEMU, Entry
from pulse_desktop.provider.numbers import size

AGENT_LISTING = "guest-agent-fsinfo"

_MOST_LISTED = 40
"""File systems among the inputs; a machine with more lists them in its facet."""


def node_disk_truth(
    chosen: RootDisk | None, measured_at: datetime, inputs: Inputs
) -> FigureTruth | None:
    """Of the node's root. ``None`` where nothing at all was told."""
    if chosen is None and not inputs:
        return None
    source = chosen.source if chosen else Label.UNKNOWN.value
    is_own = source == ROOTFS
    return FigureTruth(
        source=source,
        trust=Trust.PREFERRED if is_own else Trust.FALLBACK,
        fallback_reason=None if is_own else _node_reason(source),
        used=chosen.space.used if chosen else None,
        total=chosen.space.total if chosen else None,
        measured_at=measured_at,
        inputs=inputs,
    )


def guest_disk_truth(entry: Entry, disks: Standing | None, at: datetime) -> FigureTruth:
    """Of a container's root, as its host sees it, or of all file systems in a machine."""
    listed = given("resources", {"disk": entry.disk, "maxdisk": entry.maxdisk}, ("disk", "maxdisk"))
    if entry.type != QEMU:
        return _container_truth(entry, listed, at)
    reading = disks.reading if disks else None
    reason = disks.reason if disks else None
    if reading is None:
        return FigureTruth(
            source=Label.UNKNOWN,
            trust=Trust.FALLBACK,
            fallback_reason=reason,
            measured_at=at,
            inputs=listed,
        )
    return FigureTruth(
        source=Label.PREVIOUS if reason else AGENT_LISTING,
        trust=Trust.FALLBACK if reason else Trust.PREFERRED,
        fallback_reason=reason,
        used=reading.disks.used,
        total=reading.disks.total,
        measured_at=reading.at,
        inputs=(*_listed_inside(reading.disks.file_systems), *listed),
    )


def _container_truth(entry: Entry, inputs: Inputs, at: datetime) -> FigureTruth:
    used, total = size(entry.disk), size(entry.maxdisk)
    is_known = entry.status == "running" and used is not None and bool(total)
    return FigureTruth(
        source=Label.RESOURCES if is_known else Label.UNKNOWN,
        trust=Trust.PREFERRED if is_known else Trust.FALLBACK,
        fallback_reason=None if entry.status == "running" else Label.POWERED_OFF,
        used=min(used or 0, total or 0) if is_known else None,
        total=total if is_known else None,
        measured_at=at,
        inputs=inputs,
    )


def _node_reason(source: str) -> str:
    return LISTED if source == LISTED else "node-status-unavailable"


def _listed_inside(systems: tuple[FileSystem, ...]) -> Inputs:
    return tuple(
        figure
        for each in systems[:_MOST_LISTED]
        for figure in given(
            f"agent.fsinfo[{each.mount_point}]",
            {"used": each.used, "total": each.total},
            ("used", "total"),
        )
    )
