"""How endangered a disk, array, pool or backup store is, and why (Pulse 6, storage health)."""

from collections.abc import Iterable, Iterator
from functools import reduce

from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    Disk,
    DiskFacet,
    HostFacet,
    StorageFacet,
)
from pulse_desktop.model.metric import DISK_TEMPERATURES, Metric
from pulse_desktop.model.resource import Resource, Risk, RiskReason
from pulse_desktop.model.snapshot import Incident, ResourceType, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.risk.array import (
    PROTECTION_CODES,
    REBUILD_CODES,
    is_system_array,
    parity_reasons,
    pool_reasons,
    raid_reasons,
)
from pulse_desktop.resources.risk.disk import disk_reasons
from pulse_desktop.resources.risk.store import capacity_reasons, state_reasons

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

_BACKUP_CONTENT = ("backup",)
_BACKUP_TYPES = frozenset({"pbs", "pbs-datastore"})


def risk_of(resource: Resource) -> Risk | None:
    """The risk that ``resource`` itself is at; ``None`` where there is nothing to tell."""
    reasons = tuple(sorted(_reasons(resource), key=_by_severity))
    return Risk(reasons[0].severity, reasons) if reasons else None


def is_backup_store(resource: Resource) -> bool:
    """Whether what it keeps is backups, so that its loss costs the way back, not the data."""
    if resource.type is ResourceType.PBS:
        return True
    storage = resource.facet(StorageFacet)
    return storage is not None and (
        storage.type in _BACKUP_TYPES or storage.content_types == _BACKUP_CONTENT
    )


def protection(risk: Risk) -> RiskReason | None:
    """The worst reason that says: the next failure may lose data."""
    return next((one for one in risk.reasons if one.code in PROTECTION_CODES), None)


def rebuild(risk: Risk) -> RiskReason | None:
    """The worst reason that says: redundancy is being restored."""
    return next((one for one in risk.reasons if one.code in REBUILD_CODES), None)


def summary(risk: Risk) -> Text | None:
    """The reason to tell first: reduced protection, then a rebuild, then the worst one."""
    first = risk.reasons[0] if risk.reasons else None
    told = protection(risk) or rebuild(risk) or first
    return None if told is None else told.summary


def _reasons(resource: Resource) -> Iterator[RiskReason]:
    """What its type can be at risk of; a guest or a container can be at none."""
    if resource.type is ResourceType.PHYSICAL_DISK:
        yield from _of_disk(resource)
    elif resource.type is ResourceType.STORAGE:
        yield from _of_storage(resource)
    elif resource.type is ResourceType.PBS:
        yield from _of_backup_server(resource)
    elif resource.type is ResourceType.AGENT:
        yield from _of_host(resource)


def _of_disk(resource: Resource) -> Iterator[RiskReason]:
    """What all sources know of the disk together, and what its platform reports of it."""
    seen = [each.facet for each in resource.facets if isinstance(each.facet, DiskFacet)]
    if seen:
        disk: Disk = reduce(DiskFacet.over, seen)
        found = (resource.metrics.get(metric) for metric in DISK_TEMPERATURES)
        celsius = next((one.value for one in found if one is not None), disk.temperature)
        yield from disk_reasons(disk, celsius)
    yield from map(_reported, resource.incidents)


def _reported(incident: Incident) -> RiskReason:
    said = mark("Risk", "{summary}").given(summary=incident.summary)
    return RiskReason(incident.code, incident.severity, said)


def _of_storage(resource: Resource) -> Iterator[RiskReason]:
    storage = resource.facet(StorageFacet)
    if storage is None:
        return
    yield from parity_reasons(storage)
    yield from pool_reasons(storage.zfs_pool_state, storage.zfs_devices)
    if is_backup_store(resource):
        measured = resource.metrics.get(Metric.USAGE)
        yield from state_reasons(storage.state)
        yield from capacity_reasons(measured.value if measured else None)


def _of_backup_server(resource: Resource) -> Iterator[RiskReason]:
    server = resource.facet(BackupServerFacet)
    for store in server.datastores if server else ():
        yield from _about(store.name, state_reasons(store.status))
        yield from _about(store.name, capacity_reasons(store.usage))


def _of_host(resource: Resource) -> Iterator[RiskReason]:
    host, appliance = resource.facet(HostFacet), resource.facet(ApplianceFacet)
    if host is not None:
        for disk in host.smart:
            name = disk.device_path or disk.model or ""
            yield from _about(name, disk_reasons(disk, disk.temperature))
        for array in host.raid:
            if not is_system_array(host, array):
                yield from _about(array.device, raid_reasons(array))
        if host.array is not None:
            yield from parity_reasons(host.array)
    for pool in appliance.pools if appliance else ():
        yield from _about(pool.name, pool_reasons(pool.state, ()))


def _about(name: str, reasons: Iterable[RiskReason]) -> Iterator[RiskReason]:
    """The same reasons, told of one part of something that has several."""
    for reason in reasons:
        said = mark("Risk", "{part}: {reason}").given(part=name, reason=reason.summary)
        yield RiskReason(reason.code, reason.severity, said)


def _by_severity(reason: RiskReason) -> tuple[int, str, str]:
    return -RANKS[reason.severity], reason.code, str(reason.summary)
