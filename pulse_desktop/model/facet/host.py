"""An operating system, seen from inside."""

from dataclasses import dataclass
from typing import Literal

from pulse_desktop.model.facet.array import ParityArray, RaidArray
from pulse_desktop.model.facet.ceph import Ceph
from pulse_desktop.model.facet.disk import Disk
from pulse_desktop.model.facet.machine import (
    Fan,
    FileSystem,
    Memory,
    NetworkInterface,
    Reporter,
    Sensor,
)
from pulse_desktop.model.facet.marker import Facet

_PACKAGE_SENSOR = "cpu_package"
_PROCESSOR_SENSORS = "cpu"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostDisk(Disk):
    """A disk as an agent on its host reads it."""

    is_standby: bool = False
    """It sleeps, so nothing new was read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskIo:
    """How busy one block device is. Rates in bytes and operations a second."""

    device: str
    read_bytes: float | None = None
    write_bytes: float | None = None
    read_operations: float | None = None
    write_operations: float | None = None
    busy: float | None = None
    """Share of the time in which it had something to do, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacet(Reporter, Facet):
    """An operating system, seen from inside."""

    kind: Literal["host"] = "host"
    hostname: str
    machine_id: str | None = None
    platform: str | None = None
    """The family it belongs to: ``linux``, ``freebsd``, ``windows``, a NAS maker's own."""

    os_name: str | None = None
    os_version: str | None = None
    kernel_version: str | None = None
    architecture: str | None = None
    cpu_count: int | None = None
    load_average: tuple[float, float, float] | None = None
    uptime_seconds: int | None = None
    memory: Memory | None = None
    file_systems: tuple[FileSystem, ...] = ()
    """The one that stands for the host first."""

    network_interfaces: tuple[NetworkInterface, ...] = ()
    temperatures: tuple[Sensor, ...] = ()
    fans: tuple[Fan, ...] = ()
    smart: tuple[HostDisk, ...] = ()
    raid: tuple[RaidArray, ...] = ()
    array: ParityArray | None = None
    disk_io: tuple[DiskIo, ...] = ()
    ceph: Ceph | None = None
    report_ip: str | None = None
    """The address that it wants to be known by."""

    disk_exclude: tuple[str, ...] = ()
    """Patterns of devices and mount points that it was told to leave out."""

    linked_node_id: str | None = None
    """Native id of the hypervisor node that this is, as the agent on it was told."""

    linked_vm_id: str | None = None
    linked_container_id: str | None = None

    @property
    def cpu_celsius(self) -> float | None:
        """The sensor of the processor's package, else the warmest of a processor's sensors."""
        readings = {one.label.strip().lower(): one.celsius for one in self.temperatures}
        package = readings.get(_PACKAGE_SENSOR)
        if package is not None:
            return package
        return max(
            (c for n, c in readings.items() if n.startswith(_PROCESSOR_SENSORS)), default=None
        )

    @property
    def main_file_system(self) -> FileSystem | None:
        """The one whose fullness is the host's: the first row."""
        return self.file_systems[0] if self.file_systems else None
