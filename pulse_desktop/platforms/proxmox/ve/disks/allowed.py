"""What a credential may see of physical disks (pve-manager `PVE/API2/Disks.pm`)."""

from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.platforms.proxmox.ve.privileges import Granted, holds

AUDIT = "Sys.Audit"
_OF_STORAGE = "Datastore.Audit"
_STRICT_SINCE: Release = (8, 0)
"""Before it, who might see storages might see disks."""


def may_list(granted: Granted | None, node: str, release: Release) -> bool:
    """Whether the disks of a node are listed; so while nothing is known of privileges."""
    places = (f"/nodes/{node}",) if release >= _STRICT_SINCE else ("/", f"/nodes/{node}")
    return granted is None or _holds_any(granted, places, release)


def may_look(granted: Granted | None, release: Release) -> bool:
    """Whether a disk's own counters are told."""
    return granted is None or _holds_any(granted, ("/",), release)


def _holds_any(granted: Granted, places: tuple[str, ...], release: Release) -> bool:
    words = (AUDIT,) if release >= _STRICT_SINCE else (AUDIT, _OF_STORAGE)
    return any(holds(granted, word, place) for word in words for place in places)
