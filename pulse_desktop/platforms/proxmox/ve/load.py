"""The three load profiles: what each asks of a cluster beside every poll."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.model.connection import LoadProfile
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Choice, Field, FieldKind


@dataclass(frozen=True, slots=True)
class Load:
    """One profile."""

    pace: float
    """How many times the normal pause lies between two questions of one kind."""

    wakes_disks: bool
    """Whether disks are asked for their health that may be asleep."""


LOADS: Mapping[LoadProfile, Load] = MappingProxyType(
    {
        "gentle": Load(2.0, wakes_disks=False),
        "normal": Load(1.0, wakes_disks=False),
        "fast": Load(0.5, wakes_disks=True),
    }
)

FIELD = Field(
    name="load",
    title=mark("Proxmox", "Load profile"),
    kind=FieldKind.CHOICE,
    choices=(
        Choice("gentle", mark("Proxmox", "Gentle: more seldom")),
        Choice("normal", mark("Proxmox", "Normal")),
        Choice("fast", mark("Proxmox", "Fast: more often, wakes disks")),
    ),
    help=mark(
        "Proxmox",
        "How often storage, backups, guest agents and disks are read, and whether sleeping disks "
        "are woken for their SMART values. The test says how many requests a minute that makes.",
    ),
)
