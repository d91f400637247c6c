"""The figure for memory of each node and guest, from all that one poll and closer looks know."""

from dataclasses import replace
from datetime import datetime, timedelta

from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes
from pulse_desktop.platforms.proxmox.ve.figure_inputs import guest_inputs, node_inputs
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Label
from pulse_desktop.platforms.proxmox.ve.memory.diagnostics import Diagnostics, Key
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure
from pulse_desktop.platforms.proxmox.ve.memory.guest import (
    Evidence,
    Status,
    container_memory,
    machine_memory,
    powered_off,
)
from pulse_desktop.platforms.proxmox.ve.memory.node import listed_node_memory, node_memory
from pulse_desktop.platforms.proxmox.ve.memory.steadying import (
    Diagnostic,
    kept_for_node,
    steadied,
)
from pulse_desktop.platforms.proxmox.ve.wire import QEMU, Entry, Node
from pulse_desktop.provider.numbers import size

FRESH_FOR = timedelta(seconds=90)
"""How old a status may be: a poll a minute, and one that was late."""

AGENT_FRESH_FOR = timedelta(minutes=3)
"""How old what an agent read may be: three of its turns."""

_NOBODY = MachineNotes()


def node_key(node: str, found: Inventory) -> Key:
    """Under which the figure of a node is recorded."""
    return found.instance, node, ""


def guest_key(node: str, vmid: int, found: Inventory) -> Key:
    """Under which the figure of a guest is recorded; another one once it has moved."""
    return found.instance, node, str(vmid)


def judged_node(node: Node, found: Inventory, kept: Diagnostics) -> Diagnostic:
    """The figure of a node that is online."""
    key, notes = node_key(node.node, found), found.notes.nodes.get(node.node)
    listed = _at(found.at, listed_node_memory(size(node.mem), size(node.maxmem)))
    if notes is None:
        diagnostic = listed
    elif notes.problem is None and _is_fresh(notes.read_at, found.at, FRESH_FOR):
        status = notes.status or wire.NodeStatus()
        figure = node_memory(wire.counts(status.memory), notes.recorded)
        diagnostic = _at(found.at, figure, notes.read_at) if figure.total else listed
    else:
        diagnostic = kept_for_node(listed, kept.read(key))
    diagnostic = replace(diagnostic, inputs=node_inputs(node, notes))
    kept.record(key, diagnostic)
    return diagnostic


def judged_guest(entry: Entry, vmid: int, found: Inventory, kept: Diagnostics) -> Diagnostic | None:
    """The figure of a guest; ``None`` while nobody knows how it is."""
    key = guest_key(entry.node, vmid, found)
    notes = found.notes.machines.get((entry.node, vmid), _NOBODY)
    if entry.status == "stopped":
        diagnostic = Diagnostic(
            figure=powered_off(size(entry.maxmem)),
            at=found.at,
            measured_at=found.at,
            is_running=False,
        )
    elif entry.status == "running":
        now = _running(entry, notes, found.at)
        is_alive = notes.has_agent is True
        diagnostic = steadied(now, kept.read(key), is_agent_alive=is_alive)
    else:
        return None
    diagnostic = replace(diagnostic, inputs=guest_inputs(entry, notes))
    kept.record(key, diagnostic)
    return diagnostic


def _running(entry: Entry, notes: MachineNotes, at: datetime) -> Diagnostic:
    is_read = _is_fresh(notes.available_at, at, AGENT_FRESH_FOR)
    evidence = Evidence(
        listed_used=size(entry.mem),
        listed_total=size(entry.maxmem),
        is_listed_of_host=entry.memhost is not None and entry.mem == entry.memhost,
        agent_available=notes.available if is_read else None,
    )
    if entry.type != QEMU:
        return _at(at, container_memory(evidence))
    figure = machine_memory(_status(notes, at), evidence)
    is_by_agent = figure.source == Label.AGENT_MEMINFO
    return _at(at, figure, notes.available_at if is_by_agent else None)


def _status(notes: MachineNotes, at: datetime) -> Status | None:
    if notes.row is None or not _is_fresh(notes.row_at, at, FRESH_FOR):
        return None
    return wire.machine_status(notes.row, at.timestamp())


def _is_fresh(read_at: datetime | None, at: datetime, life: timedelta) -> bool:
    return read_at is not None and at - read_at <= life


def _at(at: datetime, figure: Figure, measured_at: datetime | None = None) -> Diagnostic:
    return Diagnostic(figure=figure, at=at, measured_at=min(measured_at or at, at))
