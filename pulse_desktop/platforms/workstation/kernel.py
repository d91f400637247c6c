"""Asks the operating system for everything a sample holds. Blocking; runs in a worker."""

import platform
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil

from pulse_desktop.model.facet import Sensor
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.workstation.sample import (
    FILE_SYSTEMS,
    CpuTimes,
    Disk,
    Gap,
    Interface,
    Memory,
    Mount,
    Sample,
    System,
)
from pulse_desktop.provider.machine import machine_id

T = TypeVar("T")

_ARC_STATISTICS = Path("/proc/spl/kstat/zfs/arcstats")
"""Where ZFS on Linux tells the size of its cache, which the kernel counts as used."""


class Kernel:
    """This computer's operating system, as psutil knows it."""

    def system(self) -> System:
        """Names and versions of the operating system."""
        try:
            release = platform.freedesktop_os_release()
        except OSError:
            release = {"NAME": platform.system(), "VERSION_ID": platform.version()}
        return System(
            machine_id=machine_id(),
            os_name=release.get("NAME") or None,
            os_version=release.get("VERSION_ID") or None,
            kernel_version=platform.release(),
            architecture=platform.machine(),
            cpu_count=psutil.cpu_count(),
        )

    def cpu(self) -> CpuTimes | None:
        """Processor time since boot; ``None`` where it cannot be read."""
        return _Look().at("cpu", _cpu)

    def sample(self) -> Sample:
        """Look at everything once. A part that cannot be read becomes a gap."""
        look = _Look()
        return Sample(
            hostname=socket.gethostname(),
            at_s=time.monotonic(),
            cpu=look.at("cpu", _cpu),
            load=look.at("load", psutil.getloadavg),
            memory=look.at("memory", _memory),
            swap=look.at("swap", _swap),
            booted_at_s=look.at("boot time", psutil.boot_time),
            mounts=look.at(FILE_SYSTEMS, _mounts) or (),
            interfaces=look.at("network", _interfaces) or (),
            disks=look.at("disks", _disks) or (),
            sensors=look.at("temperatures", _sensors) or (),
            gaps=tuple(look.gaps),
        )


class _Look:
    """Collects the gaps of one sample."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []

    def at(self, part: str, read: Callable[[], T]) -> T | None:
        """What ``read`` gives. ``None`` where this computer has no such thing, or refuses."""
        try:
            return read()
        except NotImplementedError:
            return None
        except (OSError, ValueError, RuntimeError, psutil.Error) as error:
            message = mark(
                "Workstation", "The {part} of this computer could not be read: {reason}"
            ).given(
                part=part,
                reason=str(error),
            )
            self.gaps.append(Gap(part, message))
            return None


def _cpu() -> CpuTimes:
    times = psutil.cpu_times()._asdict()
    guest = times.get("guest", 0.0) + times.get("guest_nice", 0.0)
    return CpuTimes(sum(times.values()) - guest, times["idle"] + times.get("iowait", 0.0))


def _memory() -> Memory:
    memory = psutil.virtual_memory()
    return Memory(memory.total, max(memory.total - memory.available - _arc_bytes(), 0))


def _arc_bytes() -> int:
    try:
        lines = _ARC_STATISTICS.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[2]) for line in lines if line.startswith("size ")), 0)


def _swap() -> Memory | None:
    swap = psutil.swap_memory()
    return Memory(swap.total, swap.used) if swap.total else None


def _mounts() -> tuple[Mount, ...]:
    return tuple(Mount(p.device, p.mountpoint, p.fstype) for p in psutil.disk_partitions(all=False))


def _interfaces() -> tuple[Interface, ...]:
    addresses, stats = psutil.net_if_addrs(), psutil.net_if_stats()
    counters = psutil.net_io_counters(pernic=True, nowrap=False)
    return tuple(
        Interface(
            name=name,
            mac_address=next((a.address for a in given if a.family == psutil.AF_LINK), None),
            addresses=tuple(
                a.address for a in given if a.family in {socket.AF_INET, socket.AF_INET6}
            ),
            is_up=stats[name].isup if name in stats else None,
            received=counters[name].bytes_recv if name in counters else None,
            sent=counters[name].bytes_sent if name in counters else None,
        )
        for name, given in addresses.items()
    )


def _disks() -> tuple[Disk, ...]:
    counters = psutil.disk_io_counters(perdisk=True, nowrap=False)
    return tuple(Disk(name, one.read_bytes, one.write_bytes) for name, one in counters.items())


def _sensors() -> tuple[Sensor, ...]:
    if not hasattr(psutil, "sensors_temperatures"):
        return ()
    return tuple(
        Sensor(f"{chip} {one.label}".strip(), one.current)
        for chip, readings in psutil.sensors_temperatures().items()
        for one in readings
    )
