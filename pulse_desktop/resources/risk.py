"""How endangered a disk, array, pool or backup store is, and why (Pulse 6, storage health)."""

from collections.abc import Iterable

from pulse_desktop.model.facet import DiskFacet, StorageFacet
from pulse_desktop.model.resource import Resource, Risk, RiskReason
from pulse_desktop.model.snapshot import Incident, ResourceType, Severity
from pulse_desktop.model.text import Text, mark

AT_RISK = frozenset(
    {ResourceType.AGENT, ResourceType.STORAGE, ResourceType.PHYSICAL_DISK, ResourceType.PBS}
)
"""Types that keep data by themselves; only these can be at risk."""

RANKS = {
    Severity.HEALTHY: 1,
    Severity.MONITOR: 2,
    Severity.WARNING: 3,
    Severity.CRITICAL: 4,
}
"""From harmless to urgent."""

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
"""Reasons that a disk gives by itself."""

_GOOD_HEALTH = frozenset({"", "UNKNOWN", "PASSED", "OK"})
_BACKUP_CONTENT = ("backup",)
_BACKUP_TYPES = frozenset({"pbs", "pbs-datastore"})


def risk_of(resource: Resource) -> Risk | None:
    """The risk that ``resource`` itself is at; ``None`` where there is nothing to tell."""
    reasons = _ordered(_reasons(resource))
    return Risk(reasons[0].severity, reasons) if reasons else None


def is_backup_store(resource: Resource) -> bool:
    """Whether what it keeps is backups, so that its loss costs the way back, not the data."""
    if resource.type is ResourceType.PBS:
        return True
    storage = resource.facet(StorageFacet)
    return storage is not None and (
        storage.type in _BACKUP_TYPES or storage.content_types == _BACKUP_CONTENT
    )


def summary(risk: Risk) -> Text | None:
    """The reason to tell first: reduced protection, then a rebuild, then the worst one."""
    return next(
        (
            reason.summary
            for codes in (PROTECTION_CODES, REBUILD_CODES, None)
            for reason in risk.reasons
            if codes is None or reason.code in codes
        ),
        None,
    )


def _reasons(resource: Resource) -> Iterable[RiskReason]:
    if resource.type is ResourceType.PHYSICAL_DISK:
        disk = resource.facet(DiskFacet)
        if disk is not None:
            yield from _disk(disk)
        yield from map(_reported, resource.incidents)


def _disk(disk: DiskFacet) -> Iterable[RiskReason]:
    health = (disk.health or "").strip().upper()
    if health not in _GOOD_HEALTH:
        said = mark("Risk", "The disk reports its health as {health}").given(health=health)
        yield RiskReason("health_status", Severity.CRITICAL, said)


def _reported(incident: Incident) -> RiskReason:
    said = mark("Risk", "{summary}").given(summary=incident.summary)
    return RiskReason(incident.code, incident.severity, said)


def _ordered(reasons: Iterable[RiskReason]) -> tuple[RiskReason, ...]:
    def key(reason: RiskReason) -> tuple[int, str, str]:
        return -RANKS[reason.severity], reason.code, str(reason.summary)

    return tuple(sorted(reasons, key=key))
