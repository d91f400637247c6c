"""The commands that a guest agent is asked to carry out, all of which only read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from pulse_desktop.platforms.proxmox.ve.agent.disk_standing import Reading
from pulse_desktop.platforms.proxmox.ve.agent.file_systems import disks
from pulse_desktop.platforms.proxmox.ve.agent.interfaces import interfaces
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason
from pulse_desktop.platforms.proxmox.ve.agent.result import Result, result
from pulse_desktop.platforms.proxmox.ve.agent.system import (
    agent_version,
    disabled_commands,
    system,
)
from pulse_desktop.platforms.proxmox.ve.closer import wire
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes
from pulse_desktop.platforms.proxmox.ve.memory import meminfo
from pulse_desktop.provider.numbers import flag

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_TEN_MINUTES = timedelta(minutes=10)
_FIVE_MINUTES = timedelta(minutes=5)
_SOON = timedelta(seconds=30)
_FORGIVEN = 2
"""So many errors of one command in a row; after the next one it rests for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One of them. The lives are Pulse's."""

    path: str
    """Below ``…/agent``."""

    name: str
    """As the agent itself calls it."""

    deadline_s: float
    decode: Callable[[bytes], Result] = result
    note: Callable[[MachineNotes, Any, datetime], MachineNotes]
    again: Callable[[MachineNotes], timedelta]
    """How long the answer that was noted is good for."""


def _noted_system(notes: MachineNotes, value: Any, _: datetime) -> MachineNotes:
    return replace(notes, system=system(value))


def _noted_agent(notes: MachineNotes, value: Any, _: datetime) -> MachineNotes:
    return replace(notes, agent_version=agent_version(value), disabled=disabled_commands(value))


def _noted_disks(notes: MachineNotes, value: Any, at: datetime) -> MachineNotes:
    found = disks(value)
    if found.problem is not None:
        return replace(notes, disk_problem=found.problem)
    return replace(notes, reading=Reading(found, at), disk_problem=None)


def _noted_interfaces(notes: MachineNotes, value: Any, _: datetime) -> MachineNotes:
    return replace(notes, interfaces=interfaces(value))


def _noted_memory(notes: MachineNotes, value: Any, at: datetime) -> MachineNotes:
    return replace(notes, available=value.available, available_at=at)


def _memory(body: bytes) -> Result:
    """A file that is no ``/proc/meminfo`` is an error of this command alone."""
    told = wire.content(body)
    found = meminfo.parsed(told.content, is_cut=flag(told.truncated))
    return Result(problem=Reason.ERROR) if found is None else Result(found)


def usual_pause(command: "Command", notes: MachineNotes) -> timedelta:
    """Between two answers once all is told; most guests have an address then."""
    return _FIVE_MINUTES if command is INTERFACES else command.again(notes)


def _until_complete(notes: MachineNotes) -> timedelta:
    is_complete = any(each.addresses for each in notes.interfaces)
    return _FIVE_MINUTES if is_complete else _SOON


SYSTEM = Command(
    path="get-osinfo",
    name="guest-get-osinfo",
    deadline_s=10.0,
    note=_noted_system,
    again=lambda _: _HOUR,
)
MEMORY = Command(
    path=f"file-read?file={quote('/proc/meminfo', safe='')}",
    name="guest-file-read",
    deadline_s=3.0,
    decode=_memory,
    note=_noted_memory,
    again=lambda _: _MINUTE,
)
DISKS = Command(
    path="get-fsinfo",
    name="guest-get-fsinfo",
    deadline_s=15.0,
    note=_noted_disks,
    again=lambda _: _MINUTE,
)
INTERFACES = Command(
    path="network-get-interfaces",
    name="guest-network-get-interfaces",
    deadline_s=10.0,
    note=_noted_interfaces,
    again=_until_complete,
)
AGENT = Command(
    path="info",
    name="guest-info",
    deadline_s=10.0,
    note=_noted_agent,
    again=lambda _: _HOUR,
)

COMMANDS = (SYSTEM, MEMORY, DISKS, INTERFACES, AGENT)
"""In the order in which they are asked: what runs inside decides whether memory can be read."""


def rest(command: Command, reason: Reason, errors: int, notes: MachineNotes) -> timedelta:
    """How long a command that failed by itself is left in peace."""
    if reason is Reason.UNSUPPORTED:
        return _HOUR
    if reason is Reason.DENIED:
        return _TEN_MINUTES
    if command is MEMORY:
        is_likely = notes.system is not None and notes.system.has_meminfo
        return _SOON if is_likely and errors <= _FORGIVEN else _FIVE_MINUTES
    return _HOUR if errors > _FORGIVEN else _MINUTE
