"""What one look at this computer gave: plain values, before any arithmetic."""

from dataclasses import dataclass

from pulse_desktop.model.facet import Sensor
from pulse_desktop.model.text import Text

FILE_SYSTEMS = "file systems"
"""The part of a sample that lists mounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What does not change while a computer runs."""

    machine_id: str | None
    os_name: str | None
    os_version: str | None
    kernel_version: str
    architecture: str
    cpu_count: int | None


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """Seconds since boot, summed over all processors."""

    total: float
    """All time but a guest's, which the kernel counts as user time already."""

    idle: float
    """Idle, or waiting for a disk."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes."""

    total: int
    used: int


@dataclass(frozen=True, slots=True)
class Mount:
    """One entry of the mount table. Nothing behind it was touched."""

    device: str
    mount_point: str
    type: str


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes of one file system. What is reserved for root counts as neither."""

    total: int
    used: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One network interface with its counters since boot, bytes."""

    name: str
    mac_address: str | None = None
    addresses: tuple[str, ...] = ()
    is_up: bool | None = None
    received: int | None = None
    sent: int | None = None


@dataclass(frozen=True, slots=True)
class Disk:
    """One block device with its counters since boot, bytes."""

    name: str
    read: int
    written: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that could not be read, and why."""

    part: str
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look. What this computer does not have, or did not tell, is ``None`` or empty."""

    hostname: str
    at_s: float
    """Monotonic clock."""

    cpu: CpuTimes | None = None
    load: tuple[float, float, float] | None = None
    memory: Memory | None = None
    swap: Memory | None = None
    booted_at_s: float | None = None
    """Epoch seconds."""

    mounts: tuple[Mount, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    disks: tuple[Disk, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def has_gap(self, part: str) -> bool:
        """Whether ``part`` could not be read."""
        return any(gap.part == part for gap in self.gaps)
