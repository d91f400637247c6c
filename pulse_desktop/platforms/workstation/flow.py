"""What can only be told from two samples: processor use, and the rates behind counters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pulse_desktop.platforms.workstation.choice import whole_disks
from pulse_desktop.platforms.workstation.sample import CpuTimes, Interface, Sample
from pulse_desktop.provider.rates import Rates


@dataclass(frozen=True, slots=True)
class Traffic:
    """Bytes a second in and out; ``None`` where there is no earlier count."""

    received: float | None = None
    sent: float | None = None


NO_TRAFFIC = Traffic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """What happened between the last sample and this one."""

    cpu_ratio: float | None = None
    traffic: Mapping[str, Traffic] = field(default_factory=lambda: MappingProxyType({}))
    """By interface name."""

    read: float | None = None
    """Bytes a second, all whole disks together."""

    written: float | None = None

    def of(self, interface: str) -> Traffic:
        """The traffic of one interface."""
        return self.traffic.get(interface, NO_TRAFFIC)


def busy_ratio(before: CpuTimes | None, after: CpuTimes | None) -> float | None:
    """The share of processor time spent working, 0 to 1; ``None`` if no time has passed."""
    if before is None or after is None or after.total <= before.total:
        return None
    idle = (after.idle - before.idle) / (after.total - before.total)
    return min(max(1.0 - idle, 0.0), 1.0)


def total(rates: Iterable[float | None]) -> float | None:
    """The sum of those that are known; ``None`` when none is."""
    known = [one for one in rates if one is not None]
    return sum(known) if known else None


class Flow:
    """Remembers the last sample. One sample at a time, from whichever worker has it."""

    def __init__(self) -> None:
        self._cpu: CpuTimes | None = None
        self._rates = Rates()

    def begin(self, cpu: CpuTimes | None) -> None:
        """Take ``cpu`` as what the first sample is compared with."""
        self._cpu = cpu

    def advance(self, sample: Sample) -> Speeds:
        """Compare ``sample`` with the one before, and remember it."""
        disks = whole_disks(sample.disks)
        names = [disk.name for disk in disks]
        read = [self._rates.rate(("read", d.name), d.read, sample.at_s) for d in disks]
        written = [self._rates.rate(("written", d.name), d.written, sample.at_s) for d in disks]
        speeds = Speeds(
            cpu_ratio=busy_ratio(self._cpu, sample.cpu),
            traffic={one.name: self._traffic(one, sample.at_s) for one in sample.interfaces},
            read=total(read),
            written=total(written),
        )
        self._cpu = sample.cpu or self._cpu
        self._forget_all_but(names, [one.name for one in sample.interfaces])
        return speeds

    def _traffic(self, interface: Interface, at_s: float) -> Traffic:
        return Traffic(
            self._rates.rate(("received", interface.name), interface.received, at_s),
            self._rates.rate(("sent", interface.name), interface.sent, at_s),
        )

    def _forget_all_but(self, disks: list[str], interfaces: list[str]) -> None:
        kept = {(what, name) for what in ("read", "written") for name in disks}
        kept |= {(what, name) for what in ("received", "sent") for name in interfaces}
        self._rates.keep_only(kept)
