"""What areas plan their errands by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Release
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.release import asked_by
from pulse_desktop.platforms.proxmox.ve.wire import Entry


def _none_told() -> Mapping[str, Release]:
    return MappingProxyType({})


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

    releases: Mapping[str, Release] = field(default_factory=_none_told)
    """Of each node that has told it: in a cluster that is being upgraded they differ."""

    def releases_for(self, node: str) -> tuple[Release, ...]:
        """Those that must know what is put to a node."""
        return asked_by(node, self.release, self.releases)

    def is_known(self, errand: Errand[Any]) -> bool:
        """Whether the path exists on the node, and on the contacted one, which passes it on."""
        return all(errand.question.is_in(each) for each in self.releases_for(errand.node))
