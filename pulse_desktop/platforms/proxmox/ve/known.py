"""What areas plan their errands by."""

from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.wire import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One estate as a poll begins."""

    at: datetime
    release: Release
    """Of the contacted node."""

    nodes: tuple[str, ...]
    """All of the cluster, also those that are off."""

    online: frozenset[str]
    entries: tuple[Entry, ...]
    """The rows of ``/cluster/resources``."""

    granted: Granted | None
    """``None`` while the product has not told it."""

    found: Findings
    wakes_disks: bool = False
    """Whether disks may be asked that are perhaps asleep."""
