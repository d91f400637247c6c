"""What the credential may see, and what stays unknown for want of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.numbers import Loose

Granted = Mapping[str, Mapping[str, Loose]]
"""Path → privilege → whether it reaches further down, as ``/access/permissions`` gives it."""


class Reach(Enum):
    """How far a privilege goes."""

    NOWHERE = auto()
    IN_PARTS = auto()
    EVERYWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One privilege that a full picture takes."""

    privilege: str
    root: str
    """The path whose objects it opens; ``/`` opens all."""

    title: Text
    without: Text
    """What stays unknown without it."""

    is_optional: bool = False

    def reach(self, granted: Granted) -> Reach:
        """How far the credential has it."""
        holders = [path for path, held in granted.items() if self.privilege in held]
        if "/" in holders or self.root in holders:
            return Reach.EVERYWHERE
        below = (f"{self.root}/", "/pool/")
        in_parts = any(path.startswith(below) for path in holders)
        return Reach.IN_PARTS if in_parts else Reach.NOWHERE


NODES = Wanted(
    privilege="Sys.Audit",
    root="/nodes",
    title=mark("Proxmox", "nodes"),
    without=mark("Proxmox", "CPU, memory and cluster of the nodes stay unknown"),
)
GUESTS = Wanted(
    privilege="VM.Audit",
    root="/vms",
    title=mark("Proxmox", "guests"),
    without=mark("Proxmox", "virtual machines and containers are not listed"),
)
STORAGES = Wanted(
    privilege="Datastore.Audit",
    root="/storage",
    title=mark("Proxmox", "storage"),
    without=mark("Proxmox", "storages are not listed"),
)
POOLS = Wanted(
    privilege="Pool.Audit",
    root="/pool",
    title=mark("Proxmox", "pools"),
    without=mark("Proxmox", "the pools of guests stay unknown"),
    is_optional=True,
)

ALL = (NODES, GUESTS, STORAGES, POOLS)
