"""Everything that a figure for memory was chosen from."""

from collections.abc import Iterable
from typing import Any

from pulse_desktop.model.facet import RawFigure
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes, NodeNotes
from pulse_desktop.platforms.proxmox.ve.closer.wire import Machine, NodeStatus, mapping
from pulse_desktop.platforms.proxmox.ve.memory.inputs import Inputs, given
from pulse_desktop.platforms.proxmox.ve.memory.node import Recorded
from pulse_desktop.platforms.proxmox.ve.wire import Entry, Node

_COUNTS = ("total", "used", "free", "available", "avail", "buffers", "cached")
_LISTED = ("mem", "maxmem")
_MACHINE = ("mem", "maxmem", "memhost", "freemem", "balloon", "balloon_min")
_BALLOON = ("actual", "total_mem", "free_mem")

_NO_STATUS = NodeStatus()
_NO_ROW = Machine()


def node_inputs(node: Node, notes: NodeNotes | None) -> Inputs:
    """Of a node's memory."""
    status = (notes.status if notes else None) or _NO_STATUS
    return (
        *given("status.memory", mapping(status.memory), _COUNTS),
        *(_recorded(notes.recorded) if notes else ()),
        *given("nodes", _fields(node, _LISTED), _LISTED),
    )


def guest_inputs(entry: Entry, notes: MachineNotes) -> Inputs:
    """Of a guest's memory."""
    row = notes.row or _NO_ROW
    return (
        *given("status", _fields(row, _MACHINE), _MACHINE),
        *given("ballooninfo", mapping(row.ballooninfo), _BALLOON),
        *given("meminfo", mapping(row.meminfo), _COUNTS),
        *_told("agent.meminfo.available", notes.available),
        *given("resources", _fields(entry, (*_LISTED, "memhost")), (*_LISTED, "memhost")),
    )


def _recorded(recorded: Recorded) -> Inputs:
    return (
        *_told("rrddata.memavailable", recorded.available),
        *_told("rrddata.memused", recorded.used),
    )


def _told(name: str, value: int | None) -> Inputs:
    return () if value is None else (RawFigure(name, value),)


def _fields(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
