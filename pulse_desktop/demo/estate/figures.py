"""Which of its figures the cluster's hypervisor would choose; the sampler says how large it is."""

from datetime import datetime

from pulse_desktop.demo.estate.guest import WINDOWS, Guest, Kind
from pulse_desktop.demo.estate.node import ROOT, Node
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.model.facet import FigureTruth, RawFigure

_PREFERRED, _FALLBACK = "preferred", "fallback"


def node_memory(node: Node, at: datetime) -> FigureTruth:
    """A current kernel tells what could be had."""
    return _truth("available-field", at, node.memory, "status.memory.total")


def node_disk(_node: Node, at: datetime) -> FigureTruth:
    """Its root file system."""
    return _truth("node-status-rootfs", at, ROOT, "status.rootfs.total")


def guest_memory(guest: Guest, at: datetime) -> FigureTruth:
    """A container is counted by its host; Windows has no ``/proc/meminfo`` for an agent to read."""
    if guest.kind is Kind.LXC:
        return _truth("cluster-resources", at, guest.memory, "resources.maxmem", _FALLBACK)
    source = "status-mem" if guest.system is WINDOWS else "guest-agent-meminfo"
    return _truth(source, at, guest.memory, "status.maxmem", _FALLBACK)


def guest_disk(guest: Guest, at: datetime) -> FigureTruth:
    """Nobody in the demo looks into the disks of a virtual machine: only their size is told."""
    size = guest.size.disk_gib * GIB
    if guest.kind is Kind.LXC:
        return _truth("cluster-resources", at, size, "resources.maxdisk")
    return FigureTruth(
        source="unknown",
        trust=_FALLBACK,
        fallback_reason="no-status",
        measured_at=at,
        inputs=(RawFigure("resources.maxdisk", size),),
    )


def _truth(
    source: str, at: datetime, total: int, name: str, trust: str = _PREFERRED
) -> FigureTruth:
    return FigureTruth(
        source=source,
        trust=trust,
        fallback_reason=source if trust == _FALLBACK else None,
        total=total,
        measured_at=at,
        inputs=(RawFigure(name, total),),
    )
