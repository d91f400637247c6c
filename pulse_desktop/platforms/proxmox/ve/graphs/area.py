"""The nodes' own graphs as an area that is read in rounds, a few at a time."""

from collections.abc import Iterable, Iterator
from typing import Any

from pulse_desktop.model.earlier import Earlier
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.graphs.frames import FRAMES, begun
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.area import Area
from pulse_desktop.platforms.proxmox.ve.graphs.questions import QUESTIONS
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.storage.places import is_shared
from pulse_desktop.platforms.proxmox.ve.wire import LXC, NODE, QEMU, STORAGE, Entry
from pulse_desktop.provider.numbers import flag, integer


def _errands(known: Known) -> Iterator[Errand[Any]]:
    """Of all things in one time frame before any in the next."""
    subjects = [(row, places) for row in _meant(known.entries) if (places := _places(row))]
    wanted = (
        Errand(QUESTIONS[row.type][frame], row.node, places[1:])
        for frame in range(len(FRAMES))
        for row, places in subjects
    )
    return begun(wanted, known.found)


def _meant(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A storage that all nodes share is asked about once."""
    shared: set[str] = set()
    for row in sorted(entries, key=lambda row: (row.type, row.node)):
        if row.type not in QUESTIONS or not row.node or flag(row.template):
            continue
        if row.type == STORAGE and is_shared(row.plugintype, row.shared):
            if row.storage in shared:
                continue
            shared.add(row.storage)
        yield row


def _places(row: Entry) -> tuple[str, ...]:
    """The node and what else the path names; nothing for a row that names no thing."""
    if row.type == NODE:
        return (row.node,)
    number = integer(row.vmid)
    name = row.storage if row.type == STORAGE else str(number) if number is not None else ""
    return (row.node, name) if name else ()


def _earlier(found: Inventory) -> Iterator[Earlier]:
    for row in _meant(found.entries):
        places = _places(row)
        subject = _subject(row, found) if places else None
        if subject is None:
            continue
        for question in QUESTIONS[row.type]:
            recorded = found.findings.of(question, row.node, *places[1:]).value
            if recorded is not None:
                yield Earlier(subject[0], subject[1], recorded)


def _subject(row: Entry, found: Inventory) -> tuple[NativeId, ResourceType] | None:
    number = integer(row.vmid)
    if row.type == NODE:
        return found.node_id(row.node), ResourceType.AGENT
    if row.type in _GUESTS and number is not None:
        return found.guest_id(row.node, number), _GUESTS[row.type]
    if row.type != STORAGE:
        return None
    if is_shared(row.plugintype, row.shared):
        return found.shared_storage_id(row.storage), ResourceType.STORAGE
    return found.storage_id(row.node, row.storage), ResourceType.STORAGE


_GUESTS = {QEMU: ResourceType.VM, LXC: ResourceType.SYSTEM_CONTAINER}

GRAPHS = Area(name="graphs", errands=_errands, earlier=_earlier)
