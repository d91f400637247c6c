"""Facts of pools, stores and disks that columns and the inspector share. Pure: no Qt."""

import re
from collections.abc import Iterator

from pulse_desktop.model.facet import CephFacet, DiskFacet, PoolDevice, StorageFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import Severity as Level
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.models import facts
from pulse_desktop.ui.severity import Severity, severity

Errors = tuple[int | None, int | None]
"""A count, and where it went past what its source can tell, how far that can count."""

_RUNNING_SCAN = re.compile(r"\b(scrub|resilver)\b.{0,40}\bin progress\b", re.IGNORECASE | re.DOTALL)
_DONE = re.compile(r"(\d{1,3})(?:\.\d+)?\s*% done", re.IGNORECASE)
"""``scan: scrub in progress since … 42.10% done`` (zpool-status(8))."""

_DATASTORE = "datastore"
"""What a store says of its place that a server keeps for others."""

_ONLINE = "ONLINE"
_FULL_LIFE = 100
_LITTLE_LIFE = 10
"""Per cent of life left below which a disk is to be watched."""

_PASSED = frozenset({"PASSED", "OK"})
_NUMBERS = ("reallocated_sectors", "pending_sectors", "offline_uncorrectable", "media_errors")


def issue(resource: Resource) -> Text | str | None:
    """The most pressing thing about it in one phrase; ``None`` where nothing is the matter."""
    return next(_issues(resource), None)


def _issues(resource: Resource) -> Iterator[Text | str]:
    storage = resource.facet(StorageFacet)
    if storage is not None and storage.error:
        yield storage.error
    if resource.risk is not None:
        yield from (reason.summary for reason in resource.risk.reasons)
    yield from (incident.summary for incident in resource.incidents)
    if storage is not None:
        yield from _pool_issues(storage)
    ceph = resource.facet(CephFacet)
    if ceph is not None and ceph.health_message:
        yield ceph.health_message
    used = resource.metrics.get(Metric.USAGE)
    if used is not None and severity(Metric.USAGE, used.value) is not Severity.NORMAL:
        yield mark("Storage", "{percent} % used").given(percent=f"{used.value * 100:.0f}")


def _pool_issues(storage: StorageFacet) -> Iterator[Text | str]:
    state = (storage.zfs_pool_state or "").upper()
    if state not in ("", _ONLINE):
        yield state.capitalize()
    counts = pool_errors(storage)
    if any(count for count, _ in counts):
        read, write, checksum = (_written(count, most) for count, most in counts)
        sentence = mark("Storage", "Errors: {read} read, {write} write, {checksum} checksum")
        yield sentence.given(read=read, write=write, checksum=checksum)
    if storage.active is False and storage.enabled:
        yield mark("Storage", "Not active")


def _written(count: int | None, most: int | None) -> str:
    if count is None:
        return "?"
    return str(count) if most is None else f">{most}"


def pool_errors(storage: StorageFacet) -> tuple[Errors, Errors, Errors]:
    """What all disks of a pool got wrong: at reading, at writing, and as checksums tell."""
    counts = (storage.zfs_read_errors, storage.zfs_write_errors, storage.zfs_checksum_errors)
    told = [device_errors(device) for device in storage.zfs_devices]
    cut = [
        max((m for _, m in kind if m is not None), default=None) for kind in zip(*told, strict=True)
    ]
    read, write, checksum = cut or (None, None, None)
    return (counts[0], read), (counts[1], write), (counts[2], checksum)


def device_errors(device: PoolDevice) -> tuple[Errors, Errors, Errors]:
    """What a device got wrong: at reading, at writing, and as checksums tell."""
    read, write, checksum = device.read_errors, device.write_errors, device.checksum_errors
    most = device.counts_to
    return _cut(read, most), _cut(write, most), _cut(checksum, most)


def _cut(count: int | None, most: int | None) -> Errors:
    is_cut = count is not None and most is not None and count > most
    return count, most if is_cut else None


def under_way(resource: Resource) -> Text | None:
    """A check or repair that goes through all of a pool at the moment."""
    storage = resource.facet(StorageFacet)
    if storage is None:
        return None
    running = _RUNNING_SCAN.search(storage.zfs_scan or "")
    if running is not None:
        done = _DONE.search(storage.zfs_scan or "")
        name = running.group(1).capitalize()
        return _at(name, None if done is None else int(done.group(1)))
    action = (storage.sync_action or "").strip()
    if action in ("", "idle"):
        return None
    progress = storage.sync_progress
    return _at(action.capitalize(), None if progress is None else round(progress))


def _at(name: str, percent: int | None) -> Text:
    if percent is None:
        return mark("Storage", "{name} under way").given(name=name)
    return mark("Storage", "{name} {percent} %").given(name=name, percent=percent)


def protection(resource: Resource) -> str | None:
    """How it survives the loss of a disk."""
    storage = resource.facet(StorageFacet)
    return None if storage is None else storage.protection


def reached_by(resource: Resource) -> tuple[str, ...]:
    """The nodes that share it; none where it is one machine's own."""
    storage = resource.facet(StorageFacet)
    return storage.nodes if storage is not None and storage.shared else ()


def is_shared(resource: Resource) -> bool:
    """Whether several machines reach it, or it is a server's for others to write to."""
    storage = resource.facet(StorageFacet)
    if storage is None:
        return False
    return storage.shared or storage.topology == _DATASTORE


def is_counted(resource: Resource) -> bool:
    """Whether its room adds to the whole: a part of another one would count twice."""
    return resource.facet(StorageFacet) is not None and not facts.is_file_system(resource)


def disk_word(resource: Resource) -> Text | None:
    """Whether a disk is healthy, to be watched or to be replaced."""
    disk = resource.facet(DiskFacet)
    if disk is None:
        return None
    level = Level.HEALTHY if resource.risk is None else resource.risk.level
    if level is Level.CRITICAL or disk.known_health not in (None, *_PASSED):
        return mark("Disk", "Replace")
    if level is Level.WARNING or _is_worn(disk):
        return mark("Disk", "Watch")
    if disk.known_health is None and disk.smart is None and disk.life_left is None:
        return mark("Disk", "Unknown")
    return mark("Disk", "Healthy")


def _is_worn(disk: DiskFacet) -> bool:
    counted = () if disk.smart is None else (getattr(disk.smart, name) for name in _NUMBERS)
    return any(counted) or (disk.life_left is not None and disk.life_left < _LITTLE_LIFE)


def wear(resource: Resource) -> float | None:
    """The part of a disk's rated life that is used, 0 to 1."""
    disk = resource.facet(DiskFacet)
    left = None if disk is None else disk.life_left
    return None if left is None else (_FULL_LIFE - left) / _FULL_LIFE


def powered_hours(resource: Resource) -> float | None:
    """Hours that a disk ran in its life."""
    disk = resource.facet(DiskFacet)
    hours = None if disk is None or disk.smart is None else disk.smart.power_on_hours
    return None if hours is None else float(hours)


def remapped(resource: Resource) -> float | None:
    """Sectors that a disk gave up, or errors of its medium where it has no sectors to remap."""
    disk = resource.facet(DiskFacet)
    if disk is None or disk.smart is None:
        return None
    smart = disk.smart
    found = smart.media_errors if smart.reallocated_sectors is None else smart.reallocated_sectors
    return None if found is None else float(found)


def role(resource: Resource) -> str | None:
    """Where a disk is, or what it is to the group that it belongs to."""
    disk = resource.facet(DiskFacet)
    return None if disk is None else disk.storage_role or disk.used


def belongs_to(resource: Resource) -> str | None:
    """The pool or array of a disk."""
    disk = resource.facet(DiskFacet)
    return None if disk is None else disk.storage_group


def daemons(resource: Resource) -> tuple[int, int] | None:
    """How many of a cluster's disks serve, and of how many."""
    ceph = resource.facet(CephFacet)
    if ceph is None or ceph.num_osds is None or ceph.num_osds_up is None:
        return None
    return ceph.num_osds_up, ceph.num_osds


def cluster_health(resource: Resource) -> str | None:
    """A cluster's own word for how it is, as people write it."""
    ceph = resource.facet(CephFacet)
    word = None if ceph is None else ceph.health_status
    return None if not word else word.upper().removeprefix("HEALTH_")
