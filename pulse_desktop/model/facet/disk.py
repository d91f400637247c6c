"""A physical disk: what it says of itself, and what it is used for."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Literal, Self

from pulse_desktop.model.facet.marker import Facet

_NO_HEALTH = frozenset({"", "UNKNOWN"})
_FULL = 100
_MISJUDGED = ("SAMSUNG SSD 980", "SAMSUNG 980", "SAMSUNG SSD 990", "SAMSUNG 990")
"""Models whose firmware reports a failure that there is none of (Pulse 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smart:
    """Counters that a disk keeps of its own life (ATA SMART, NVMe health log)."""

    power_on_hours: int | None = None
    power_cycles: int | None = None
    reallocated_sectors: int | None = None
    pending_sectors: int | None = None
    offline_uncorrectable: int | None = None
    udma_crc_errors: int | None = None
    percentage_used: int | None = None
    """Percent of the rated life, 0 to 255 (NVMe base specification, Percentage Used)."""

    available_spare: int | None = None
    """Percent of the spare blocks that are left, 0 to 100."""

    media_errors: int | None = None
    unsafe_shutdowns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAggregate:
    """How warm a disk was over some days, degrees Celsius."""

    window_days: int
    min_celsius: float | None = None
    avg_celsius: float | None = None
    max_celsius: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A disk as it tells of itself. Bytes; ``None`` where a source does not say."""

    device_path: str | None = None
    model: str | None = None
    serial: str | None = None
    wwn: str | None = None
    type: str | None = None
    """``nvme``, ``ssd``, ``hdd``, in the source's own word."""

    size_bytes: int | None = None
    health: str | None = None
    """``PASSED``, ``FAILED``, ``UNKNOWN``, in the source's own word."""

    wearout: int | None = None
    """Percent of life that is left, 0 to 100."""

    temperature: float | None = None
    """Degrees Celsius."""

    rpm: int | None = None
    """Revolutions a minute; 0 for a disk that does not turn."""

    smart: Smart | None = None

    @property
    def life_left(self) -> int | None:
        """``wearout``, or what the rated life leaves of it; percent, 0 to 100."""
        if self.wearout is not None or self.smart is None:
            return self.wearout
        used = self.smart.percentage_used
        return None if used is None else max(0, min(_FULL, _FULL - used))

    @property
    def known_health(self) -> str | None:
        """``health`` in upper case, ``None`` where it says nothing."""
        word = (self.health or "").strip().upper()
        return None if word in _NO_HEALTH else word

    @property
    def misjudges_itself(self) -> bool:
        """Whether disks of its model are known to report failures that are none."""
        name = (self.model or "").upper()
        return any(part in name for part in _MISJUDGED)

    def over(self, other: "Disk") -> Self:
        """What it says, and what ``other`` says of the same disk where it is silent."""
        said = {
            each.name: getattr(other, each.name)
            for each in fields(self)
            if hasattr(other, each.name) and _is_silent(each.name, getattr(self, each.name))
        }
        return replace(self, **said) if said else self


def _is_silent(name: str, value: object) -> bool:
    return value is None or (name == "health" and str(value).strip().upper() in _NO_HEALTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReading:
    """How the health of a disk was come by, or why it is not known."""

    source: str | None = None
    """``disk-list`` or ``disk-counters``; ``None`` where it is not known."""

    reason: str | None = None
    """Why it is not known: ``not-woken``, ``not-asked-yet``, ``permission-denied``,
    ``no-answer``, ``not-told``."""

    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskFacet(Disk, Facet):
    """A physical disk in its place. Bytes; ``None`` where a source does not say."""

    kind: Literal["disk"] = "disk"
    reading: HealthReading | None = None
    """What is behind ``health``; ``None`` where its source does not say."""

    temperature_aggregate: TemperatureAggregate | None = None
    used: str | None = None
    """What it is used for, in the source's word: ``ZFS``, ``LVM``, ``partitions``."""

    storage_role: str | None = None
    """What it is to its pool or array: ``data``, ``parity``, ``cache``, ``spare``."""

    storage_group: str | None = None
    """The pool or array that it belongs to."""

    storage_state: str | None = None
    """How that pool or array sees it: ``ONLINE``, ``FAULTED``."""
