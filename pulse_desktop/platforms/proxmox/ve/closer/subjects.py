"""Which nodes and machines are looked at, and what may be asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.wire import NODE, QEMU, Entry, Node
from pulse_desktop.provider.numbers import flag, integer

_ASKING = frozenset({"VM.Monitor", "VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted"})
"""Up to version 8 the first opens all of the agent, from 9 on the others (pve-access-control)."""

_READING = frozenset({"VM.Monitor", "VM.GuestAgent.FileRead", "VM.GuestAgent.Unrestricted"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A machine that runs."""

    vmid: int
    may_ask: bool
    """Whether its agent may be asked; it is where nobody has told."""

    may_read: bool
    """Whether its agent may be asked for the content of a file."""


Subjects = Mapping[str, tuple[Subject, ...]]
"""The nodes that are online, with their machines that run."""


def subjects(
    nodes: tuple[Node, ...], entries: tuple[Entry, ...], granted: Granted | None
) -> Subjects:
    """What is worth a closer look."""
    found: dict[str, list[Subject]] = {row.node: [] for row in nodes if _is_online(row)}
    found |= {e.node: [] for e in entries if e.type == NODE and e.node and e.status == "online"}
    for entry in entries:
        vmid = integer(entry.vmid)
        if _runs(entry) and vmid is not None and entry.node in found:
            found[entry.node].append(_subject(entry, vmid, granted))
    return MappingProxyType({node: tuple(each) for node, each in found.items()})


def _is_online(node: Node) -> bool:
    return bool(node.node) and node.status == "online"


def _runs(entry: Entry) -> bool:
    return entry.type == QEMU and entry.status == "running" and not flag(entry.template)


def _subject(entry: Entry, vmid: int, granted: Granted | None) -> Subject:
    if granted is None:
        return Subject(vmid, may_ask=True, may_read=True)
    paths = ("/", "/vms", f"/vms/{vmid}", f"/pool/{entry.pool}")
    held = {privilege for path in paths for privilege in granted.get(path, ())}
    return Subject(vmid, may_ask=bool(held & _ASKING), may_read=bool(held & _READING))
