"""The configuration of guests as an area that is read in rounds."""

from collections.abc import Iterator
from typing import Any

from pulse_desktop.model.snapshot import Fact, Issue
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.rounds.trouble import troubles
from pulse_desktop.platforms.proxmox.ve.area import Area, Details
from pulse_desktop.platforms.proxmox.ve.guests.addresses import interfaces
from pulse_desktop.platforms.proxmox.ve.guests.disks import disks, left_out, unused
from pulse_desktop.platforms.proxmox.ve.guests.questions import (
    CONTAINER_CONFIG,
    CONTAINER_INTERFACES,
    MACHINE_CONFIG,
    Config,
)
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.wire import LXC, QEMU, Entry
from pulse_desktop.provider.numbers import flag, integer

STAGE = "guests"

_CONFIG = {QEMU: MACHINE_CONFIG, LXC: CONTAINER_CONFIG}


def errands(known: Known) -> Iterator[Errand[Any]]:
    """Every guest's configuration, and the addresses of containers that run.

    Who sees a guest in the list may read both: it takes ``VM.Audit`` alike.
    """
    for entry in known.entries:
        vmid = integer(entry.vmid)
        if entry.type not in _CONFIG or vmid is None or not entry.node or flag(entry.template):
            continue
        yield Errand(_CONFIG[entry.type], entry.node, (str(vmid),))
        if entry.type == LXC and entry.status == "running":
            yield Errand(CONTAINER_INTERFACES, entry.node, (str(vmid),))


def of_guest(row: Entry, vmid: int, found: Inventory) -> Details:
    """What is known of one guest. A configuration stays known while its node is off."""
    told = found.findings.of(_CONFIG[row.type], row.node, str(vmid)).value
    fields: dict[str, Any] = {} if told is None else {"disks": disks(row.type, told)}
    if row.type == LXC:
        fields |= {"container_type": LXC}
        listed = found.findings.of(CONTAINER_INTERFACES, row.node, str(vmid)).value
        if listed is not None:
            fields |= {"network_interfaces": interfaces(listed)}
    return Details(fields=fields, facts=() if told is None else tuple(_facts(row.type, told)))


def issues(found: Inventory) -> Iterator[Issue]:
    """What could not be read, once for all guests."""
    for question, what in (
        (MACHINE_CONFIG, mark("Proxmox", "The configuration of a virtual machine")),
        (CONTAINER_CONFIG, mark("Proxmox", "The configuration of a container")),
        (CONTAINER_INTERFACES, mark("Proxmox", "The addresses of a container")),
    ):
        yield from troubles(found.findings, STAGE, question, what)


def _facts(kind: str, config: Config) -> Iterator[Fact]:
    yield from _told(mark("Proxmox", "Configured for"), config.get("ostype"))
    yield Fact(mark("Proxmox", "Starts with its node"), _yes(flag(config.get("onboot"))))
    if kind == LXC:
        yield Fact(mark("Proxmox", "Unprivileged"), _yes(flag(config.get("unprivileged"))))
        yield from _told(mark("Proxmox", "Features"), config.get("features"))
    if missing := left_out(kind, config):
        yield Fact(mark("Proxmox", "Left out of backups"), ", ".join(missing))
    if left_over := unused(config):
        yield Fact(mark("Proxmox", "Unused disks"), ", ".join(left_over))


def _told(label: Text, value: object) -> Iterator[Fact]:
    if isinstance(value, str) and (said := first_line(value)):
        yield Fact(label, said)


def _yes(is_so: bool) -> str:  # noqa: FBT001 - the answer itself
    return "yes" if is_so else "no"


GUESTS_AREA = Area(name=STAGE, errands=errands, of_guest=of_guest, issues=issues)
