"""One poll's answers as a snapshot, with what it cannot vouch for left out."""

from collections.abc import Iterator
from types import MappingProxyType

from pulse_desktop.model.snapshot import ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.backup import server, stores
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.care.disks import disks
from pulse_desktop.platforms.proxmox.backup.care.questions import DISKS
from pulse_desktop.platforms.proxmox.backup.graphs.area import earlier
from pulse_desktop.platforms.proxmox.backup.happenings import activities
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER
from pulse_desktop.platforms.proxmox.boot import Boot


def snapshot(source: Source, found: Answers, boot: Boot) -> Snapshot:
    """All that was seen."""
    kept = tuple(stores.observation(store, found) for store in stores.held(found))
    drives = tuple(disks(found))
    return Snapshot(
        source=source,
        collected_at=found.at,
        observations=(server.observation(found, boot), *kept, *drives),
        issues=found.issues,
        lacking=found.lacking,
        complete_kinds=frozenset(ResourceType) - frozenset(_doubtful(found)),
        counts=MappingProxyType(_counts(found)),
        activities=activities(found),
        survey=found.survey,
        earlier=tuple(earlier(found)),
    )


def _doubtful(found: Answers) -> Iterator[ResourceType]:
    if not found.are_stores_complete:
        yield ResourceType.STORAGE
    told = found.care.of(DISKS, SERVER).value
    if told is None or told.refused:
        yield ResourceType.PHYSICAL_DISK


def _counts(found: Answers) -> dict[str, int]:
    """None of a kind is said only where none could be out of sight."""
    are_told = found.stores or found.are_stores_complete
    counts = {"datastores": len(found.stores)} if are_told else {}
    if found.survey is not None:
        counts["backups"] = len(found.survey.points)
    return counts
