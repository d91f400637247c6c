"""What is known of the inside of a virtual machine, as parts of its observation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pulse_desktop.model.facet import FigureTruth
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.measures import Pairs, share
from pulse_desktop.platforms.proxmox.ve.agent.disk_standing import Standing, standing
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason
from pulse_desktop.platforms.proxmox.ve.closer.notes import MachineNotes
from pulse_desktop.platforms.proxmox.ve.disk_truth import guest_disk_truth
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.judgement import judged_guest
from pulse_desktop.platforms.proxmox.ve.memory.diagnostics import Diagnostics
from pulse_desktop.platforms.proxmox.ve.memory.steadying import Diagnostic
from pulse_desktop.platforms.proxmox.ve.memory.telling import reading, truth
from pulse_desktop.platforms.proxmox.ve.wire import QEMU, Entry
from pulse_desktop.provider.numbers import size

_LISTED = mark("Proxmox", "File systems, as the guest agent lists them, {age} s before")
_CARRIED = mark("Proxmox", "File systems as of {age} s before: the guest agent fails ({reason})")

_NOBODY = MachineNotes()


@dataclass(frozen=True, slots=True)
class Inside:
    """One guest, at one instant."""

    at: datetime
    notes: MachineNotes
    memory: Diagnostic | None
    disks: Standing | None
    """``None`` for a container, whose root file system its host sees."""

    disk: FigureTruth

    def readings(self) -> Pairs:
        """Memory, and of a virtual machine its disks."""
        yield from reading(self.memory)
        yield from self._disk()

    def facet_parts(self) -> dict[str, Any]:
        """Fields of the guest's facet. What an agent told stands until it tells otherwise."""
        notes, standing_ = self.notes, self.disks
        listed = standing_.reading if standing_ else None
        return {
            "memory": truth(self.memory),
            "disk": self.disk,
            "disk_status_reason": standing_.reason if standing_ else None,
            "file_systems": listed.disks.file_systems if listed else (),
            "os_name": notes.system.name if notes.system else None,
            "os_version": notes.system.version if notes.system else None,
            "agent_version": notes.agent_version,
            "network_interfaces": notes.interfaces,
            "balloon": size(notes.row.balloon_min) if notes.row else None,
        }

    def _disk(self) -> Pairs:
        """Usage of all file systems together; never what was merely allotted."""
        found = self.disks
        if found is None or found.reading is None:
            return iter(())
        age = round((self.at - found.reading.at).total_seconds())
        reason = (found.reason or "").removeprefix("prev-")
        origin = _CARRIED.given(age=age, reason=reason) if reason else _LISTED.given(age=age)
        return share(Metric.DISK, found.reading.disks.used, found.reading.disks.total, origin)


def looked_into(entry: Entry, vmid: int, found: Inventory, kept: Diagnostics) -> Inside:
    """What the lists and closer looks know of a guest. Records its figure for memory."""
    notes = found.notes.machines.get((entry.node, vmid), _NOBODY)
    memory = judged_guest(entry, vmid, found, kept)
    disks = _disks(entry, notes, found.at)
    return Inside(found.at, notes, memory, disks, guest_disk_truth(entry, disks, found.at))


def _disks(entry: Entry, notes: MachineNotes, at: datetime) -> Standing | None:
    if entry.type != QEMU:
        return None
    if entry.status == "stopped":
        return standing(Reason.VM_STOPPED, notes.reading, at)
    problem = notes.disk_problem if entry.status == "running" else Reason.NO_STATUS
    return standing(problem, notes.reading, at)
