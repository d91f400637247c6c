"""What an agent inside a host tells of disks that somebody else lists (Pulse 6, disk merge)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from pulse_desktop.model.condition import Condition, Status
from pulse_desktop.model.facet import Disk, DiskFacet, HostDisk, HostFacet
from pulse_desktop.model.identity import telling_id
from pulse_desktop.model.metric import DISK_TEMPERATURES, Measurement, Metric
from pulse_desktop.model.resource import Measured, Resource, SourcedFacet, SourceState
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.resources import status

_TOLD = mark("Derived", "The agent on its host")
_DEVICES = "/dev/"
_KINDS = ("0x", "naa.", "eui.", "wwn-0x")
"""What programs write before a World Wide Name."""


def is_disk(resource: Resource | None) -> bool:
    """Whether ``resource`` is a physical disk."""
    return resource is not None and resource.type is ResourceType.PHYSICAL_DISK


def tells_of_disks(resource: Resource | None) -> bool:
    """Whether an agent inside ``resource`` reads its disks."""
    if resource is None or resource.type is not ResourceType.AGENT:
        return False
    return any(isinstance(s.facet, HostFacet) and s.facet.smart for s in resource.facets)


def told_by_host(disk: Resource, host: Resource | None) -> Resource:
    """``disk`` with what an agent on ``host`` reads of it; the same object where that is nothing.

    Its counters are the agent's; health, life left and temperature are so where nobody else knows
    them. What sleeps was not read.
    """
    own = disk.facet(DiskFacet) if is_disk(disk) else None
    if own is None or host is None:
        return disk
    for told in host.facets:
        seen = _same(own, told.facet.smart) if isinstance(told.facet, HostFacet) else None
        if seen is not None:
            return _filled(disk, own, SourcedFacet(told.source, _facet(own, seen)), host)
    return disk


def _same(disk: Disk, seen: Iterable[HostDisk]) -> HostDisk | None:
    """By World Wide Name, then serial number, then device; what two share tells neither."""
    awake = [each for each in seen if not each.is_standby]
    for spell in (_wwn, _serial, _device):
        name = spell(disk)
        found = [each for each in awake if name and spell(each) == name]
        if len(found) == 1 and not _differ(disk, found[0]):
            return found[0]
    return None


def _differ(one: Disk, other: Disk) -> bool:
    """Whether two are known to be different disks: letters change hands between boots."""
    by_wwn, by_serial = (
        None if None in pair else pair[0] == pair[1]
        for pair in ((_wwn(one), _wwn(other)), (_serial(one), _serial(other)))
    )
    return not by_wwn if by_wwn is not None else by_serial is False


def _wwn(disk: Disk) -> str | None:
    name = telling_id(disk.wwn)
    for kind in _KINDS:
        name = name.removeprefix(kind) if name else None
    return name.replace(" ", "") if name else None


def _serial(disk: Disk) -> str | None:
    return telling_id(disk.serial)


def _device(disk: Disk) -> str | None:
    return (disk.device_path or "").strip().removeprefix(_DEVICES) or None


def _facet(own: DiskFacet, seen: HostDisk) -> DiskFacet:
    """What the agent adds; it comes first, so it is silent where others shall be heard."""
    return DiskFacet(
        smart=seen.smart,
        health=seen.health if own.known_health is None else None,
        wearout=seen.life_left if own.life_left is None else None,
        temperature=seen.temperature if own.temperature is None else None,
    )


def _filled(disk: Resource, own: DiskFacet, told: SourcedFacet, host: Resource) -> Resource:
    merged = replace(disk, facets=(told, *disk.facets))
    facet = told.facet
    if not isinstance(facet, DiskFacet):
        return merged
    source = next(_speaking(told.source, host), None)
    if source is None:
        return merged
    return replace(
        merged,
        condition=_condition(disk.condition, own, merged),
        metrics=_metrics(disk.metrics, facet.temperature, source, host),
    )


def _speaking(name: str, host: Resource) -> Iterator[Source]:
    for source, seen in host.sources.items():
        if source.name == name and seen.state is SourceState.ONLINE:
            yield source


def _condition(condition: Condition, own: DiskFacet, merged: Resource) -> Condition:
    """Where nobody else knew its health, the agent's word decides."""
    now = merged.facet(DiskFacet)
    if condition.status is not Status.UNKNOWN or own.known_health is not None or now is None:
        return condition
    return status.disk(now)


def _metrics(
    known: Mapping[Metric, Measured], celsius: float | None, source: Source, host: Resource
) -> Mapping[Metric, Measured]:
    if celsius is None or any(metric in known for metric in DISK_TEMPERATURES):
        return known
    at = host.sources[source].last_seen_at
    measured = Measured(Measurement(float(celsius), origin=_TOLD), source, at)
    return MappingProxyType({**known, Metric.SMART_TEMPERATURE: measured})
