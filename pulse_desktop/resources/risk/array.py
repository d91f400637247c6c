"""What arrays and pools say about the redundancy they have left (Pulse 6, array health)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import HostFacet, ParityCounts, PoolDevice, RaidArray
from pulse_desktop.model.resource import RiskReason
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.text import Text, mark

PROTECTION_CODES = frozenset(
    {
        "raid_degraded",
        "raid_unavailable",
        "unraid_invalid_disks",
        "unraid_disabled_disks",
        "unraid_missing_disks",
        "unraid_parity_unavailable",
        "unraid_no_parity",
        "zfs_pool_state",
    }
)
"""Reasons that say: the next failure may lose data."""

REBUILD_CODES = frozenset({"raid_rebuilding", "unraid_sync_active"})
"""Reasons that say: redundancy is being restored."""

_UNAVAILABLE = frozenset({"inactive", "failed", "faulty", "offline", "stopped", "unavailable"})
_REBUILDING = frozenset(
    {"rebuild", "rebuilding", "recover", "recovering", "resync", "resyncing", "reshape"}
)
"""Words of ``/proc/mdstat`` and ``mdadm --detail``; a mere check is no rebuild."""

_IDLE = frozenset({"", "idle", "none"})

_POOL_LEVELS: Mapping[str, Severity] = MappingProxyType(
    {
        "DEGRADED": Severity.WARNING,
        "FAULTED": Severity.CRITICAL,
        "OFFLINE": Severity.CRITICAL,
        "REMOVED": Severity.CRITICAL,
        "UNAVAIL": Severity.CRITICAL,
        "SUSPENDED": Severity.CRITICAL,
    }
)
"""States of a ZFS pool or device (``zpoolconcepts(7)``)."""

_LOST_DISKS: tuple[tuple[str, str, Text], ...] = (
    ("unraid_invalid_disks", "num_invalid", mark("Risk", "Invalid disks in the array: {count}")),
    ("unraid_disabled_disks", "num_disabled", mark("Risk", "Disabled disks in the array: {count}")),
    ("unraid_missing_disks", "num_missing", mark("Risk", "Disks missing from the array: {count}")),
)

_SYSTEM_ARRAYS = frozenset({"md0", "md1"})
_SYSTEM_ARRAY_MAKERS = ("synology", "dsm")
"""A NAS maker that mirrors its system and swap over all bays, empty ones too: such an array is
degraded from the day it is made."""


def is_system_array(host: HostFacet, array: RaidArray) -> bool:
    """Whether ``array`` holds the system of a NAS that counts empty bays as lost disks."""
    said = " ".join(filter(None, (host.platform, host.os_name, host.kernel_version))).lower()
    made_so = any(maker in said for maker in _SYSTEM_ARRAY_MAKERS)
    return made_so and array.device.rsplit("/", 1)[-1] in _SYSTEM_ARRAYS


def raid_reasons(array: RaidArray) -> Iterator[RiskReason]:
    """Lost disks, and whether they are being made up for."""
    words = frozenset(re.findall(r"[a-z]+", (array.state or "").lower()))
    total, active = array.total_devices or 0, array.active_devices
    lacks = active is not None and active < total
    if words & _UNAVAILABLE or (lacks and active == 0):
        said = mark("Risk", "The array does not work")
        yield RiskReason("raid_unavailable", Severity.CRITICAL, said)
    elif "degraded" in words or (array.failed_devices or 0) > 0 or lacks:
        yield RiskReason("raid_degraded", Severity.CRITICAL, _degraded(array))
    if words & _REBUILDING:
        yield RiskReason("raid_rebuilding", Severity.WARNING, _rebuilding(array.rebuild_percent))


def _degraded(array: RaidArray) -> Text:
    if array.active_devices is None or not array.total_devices:
        return mark("Risk", "The array has lost redundancy")
    said = mark("Risk", "The array runs with {active} of {total} disks")
    return said.given(active=array.active_devices, total=array.total_devices)


def _rebuilding(percent: float | None) -> Text:
    if percent is None:
        return mark("Risk", "The array is being rebuilt")
    said = mark("Risk", "The array is being rebuilt: {percent} % done")
    return said.given(percent=round(percent))


def parity_reasons(array: ParityCounts) -> Iterator[RiskReason]:
    """Disks and parity that are gone, and whether a sync runs."""
    for code, counter, said in _LOST_DISKS:
        count = getattr(array, counter)
        if count is not None and count > 0:
            yield RiskReason(code, Severity.CRITICAL, said.given(count=count))
    if array.num_parity == 0:
        said = mark("Risk", "The array has no parity disk")
        yield RiskReason("unraid_no_parity", Severity.WARNING, said)
    elif array.num_parity and array.num_parity_online == 0:
        said = mark("Risk", "No parity disk works")
        yield RiskReason("unraid_parity_unavailable", Severity.CRITICAL, said)
    if (array.sync_action or "").strip().lower() not in _IDLE:
        yield RiskReason("unraid_sync_active", Severity.WARNING, _syncing(array.sync_progress))


def _syncing(percent: float | None) -> Text:
    if percent is None:
        return mark("Risk", "The array is being synchronised")
    said = mark("Risk", "The array is being synchronised: {percent} % done")
    return said.given(percent=round(percent))


def pool_reasons(state: str | None, devices: Iterable[PoolDevice]) -> Iterator[RiskReason]:
    """How a pool stands, and each of its devices."""
    word = _word(state)
    if word in _POOL_LEVELS:
        said = mark("Risk", "The pool is {state}").given(state=word)
        yield RiskReason("zfs_pool_state", _POOL_LEVELS[word], said)
    for device in devices:
        word = _word(device.state)
        if word in _POOL_LEVELS:
            said = mark("Risk", "{device} is {state}").given(device=device.name, state=word)
            yield RiskReason("zfs_device_state", _POOL_LEVELS[word], said)


def _word(state: str | None) -> str:
    return (state or "").strip().upper()
