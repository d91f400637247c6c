"""What the counters of a disk say about its future (Pulse 6, disk health)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import Disk, Smart
from pulse_desktop.model.resource import RiskReason
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.text import Text, mark

DISK_CODES = frozenset(
    {
        "health_status",
        "pending_sectors",
        "offline_uncorrectable",
        "media_errors",
        "wearout_low",
        "nvme_available_spare_low",
        "nvme_percentage_used_high",
        "temperature_high",
        "reallocated_sectors",
        "crc_errors",
    }
)
"""Every reason that a disk can give by itself."""

_WELL = frozenset({"PASSED", "OK"})
_COUNTERS: tuple[tuple[str, str, Severity, Text], ...] = (
    (
        "pending_sectors",
        "pending_sectors",
        Severity.CRITICAL,
        mark("Risk", "Sectors that wait to be remapped: {count}"),
    ),
    (
        "offline_uncorrectable",
        "offline_uncorrectable",
        Severity.CRITICAL,
        mark("Risk", "Sectors that cannot be read: {count}"),
    ),
    (
        "media_errors",
        "media_errors",
        Severity.CRITICAL,
        mark("Risk", "Data that could not be read back, times: {count}"),
    ),
    (
        "reallocated_sectors",
        "reallocated_sectors",
        Severity.WARNING,
        mark("Risk", "Sectors that were remapped: {count}"),
    ),
    (
        "crc_errors",
        "udma_crc_errors",
        Severity.MONITOR,
        mark("Risk", "Errors between disk and controller: {count}"),
    ),
)
"""Code, counter, level and sentence of what should have stayed 0."""

_LEFT: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"wearout_low": (5, 9), "nvme_available_spare_low": (10, 19)}
)
"""Percent left up to which it is critical, and up to which it is a warning."""

_USED = (95, 90)
"""Percent of the rated life used from which it is critical, and a warning."""

_WARM = (70, 60)
"""Degrees Celsius from which it is critical, and a warning."""


def disk_reasons(disk: Disk, celsius: float | None) -> Iterator[RiskReason]:
    """Everything that speaks against ``disk``, which is at ``celsius`` now."""
    health = disk.known_health
    if health is not None and health not in _WELL and not disk.misjudges_itself:
        said = mark("Risk", "The disk reports its health as {health}").given(health=health)
        yield RiskReason("health_status", Severity.CRITICAL, said)
    said = mark("Risk", "Life left: {percent} %")
    yield from _scarce("wearout_low", disk.life_left, said)
    yield from _hot(celsius)
    if disk.smart is not None:
        yield from _counted(disk.smart)
        yield from _spent(disk.smart)


def _counted(smart: Smart) -> Iterator[RiskReason]:
    for code, counter, severity, said in _COUNTERS:
        count = getattr(smart, counter)
        if count is not None and count > 0:
            yield RiskReason(code, severity, said.given(count=count))


def _spent(smart: Smart) -> Iterator[RiskReason]:
    said = mark("Risk", "Spare blocks left: {percent} %")
    yield from _scarce("nvme_available_spare_low", smart.available_spare, said)
    used = smart.percentage_used
    level = None if used is None else _level(used, _USED)
    if used is not None and level is not None:
        said = mark("Risk", "Rated life used: {percent} %").given(percent=used)
        yield RiskReason("nvme_percentage_used_high", level, said)


def _hot(celsius: float | None) -> Iterator[RiskReason]:
    level = None if celsius is None else _level(celsius, _WARM)
    if celsius is not None and level is not None:
        said = mark("Risk", "Its temperature is {celsius} °C").given(celsius=round(celsius))
        yield RiskReason("temperature_high", level, said)


def _scarce(code: str, left: int | None, said: Text) -> Iterator[RiskReason]:
    """Nothing left is no reading: drives that do not count say 0."""
    critical, warning = _LEFT[code]
    if left is not None and 0 < left <= warning:
        level = Severity.CRITICAL if left <= critical else Severity.WARNING
        yield RiskReason(code, level, said.given(percent=left))


def _level(value: float, limits: tuple[int, int]) -> Severity | None:
    critical, warning = limits
    if value >= critical:
        return Severity.CRITICAL
    return Severity.WARNING if value >= warning else None
