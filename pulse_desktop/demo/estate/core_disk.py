"""The disks in the nodes of the cluster."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cache

from pulse_desktop.demo.estate.node import DR_A, DR_B, NODES
from pulse_desktop.demo.estate.number import digits, serial, whole
from pulse_desktop.demo.story import EPOCH
from pulse_desktop.demo.subject import CurveClass, Subject
from pulse_desktop.model.facet import Smart

_GB = 10**9


@dataclass(frozen=True, slots=True)
class Model:
    """What a disk is, positional."""

    name: str
    type: str
    size: int
    """Bytes."""

    prefix: str
    """What its serial numbers begin with."""


class Part(Enum):
    """What a disk is for: its model and its word."""

    SYSTEM = Model("SAMSUNG MZ7L33T8HBLT-00A07", "ssd", 3840 * _GB, "S6EL"), "ZFS"
    STORE = Model("Micron_7450_MTFDKCC7T6TFR", "nvme", 7681 * _GB, "2249"), "ceph-osd"
    SECOND = Model("KIOXIA KXG80ZNV2T04", "nvme", 2048 * _GB, "Y3AS"), "ZFS"

    @property
    def model(self) -> Model:
        """What it is."""
        return self.value[0]

    @property
    def use(self) -> str:
        """What it is used for, in the hypervisor's word."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class CoreDisk:
    """One disk in a node."""

    node: str
    device: str
    """``/dev/sda``."""

    part: Part

    @property
    def serial(self) -> str:
        """Its number."""
        return _serial(self)

    @property
    def wwn(self) -> str:
        """Its World Wide Name."""
        return f"0x5002538{digits(9, 'wwn', self.node, self.device)}"

    @property
    def subject(self) -> Subject:
        """Whose numbers it has."""
        return Subject(CurveClass.DISK, self.serial, self.part.model.size, self.node)

    @property
    def life_left(self) -> int:
        """Percent."""
        return 86 + whole(13, "wear", self.serial)

    def smart(self, at: datetime) -> Smart:
        """What it counts of its own life at ``at``."""
        counted = _counted(self)
        hours = int((at - EPOCH).total_seconds()) // 3600
        return replace(counted, power_on_hours=hours + (counted.power_on_hours or 0))


@cache
def _serial(disk: CoreDisk) -> str:
    return disk.part.model.prefix + serial(10, disk.node, disk.device)


@cache
def _counted(disk: CoreDisk) -> Smart:
    """What it had counted when the story began; a disk on SATA counts other things than NVMe."""
    is_nvme = disk.part.model.type == "nvme"
    sectors = None if is_nvme else 0
    return Smart(
        power_on_hours=6000 + whole(9000, "hours", disk.serial),
        power_cycles=11 + whole(30, "cycles", disk.serial),
        reallocated_sectors=sectors,
        pending_sectors=sectors,
        udma_crc_errors=sectors,
        percentage_used=100 - disk.life_left if is_nvme else None,
        available_spare=100 if is_nvme else None,
        media_errors=0,
        unsafe_shutdowns=4 + whole(9, "shutdowns", disk.serial),
    )


def _in(node: str) -> tuple[CoreDisk, ...]:
    kept = Part.SECOND if node in {DR_A, DR_B} else Part.STORE
    return (
        CoreDisk(node, "/dev/sda", Part.SYSTEM),
        CoreDisk(node, "/dev/sdb", Part.SYSTEM),
        CoreDisk(node, "/dev/nvme0n1", kept),
        CoreDisk(node, "/dev/nvme1n1", kept),
    )


CORE_DISKS = tuple(disk for node in NODES for disk in _in(node.name))
