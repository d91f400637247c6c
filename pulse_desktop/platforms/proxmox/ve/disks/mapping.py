"""Physical disks as observations: each once, in however many nodes it is seen."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.condition import UNKNOWN, Condition
from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Fact, Observation
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.drive.identity import word
from pulse_desktop.platforms.proxmox.drive.verdict import standing
from pulse_desktop.platforms.proxmox.ve.disks.identity import Sighting, keyed
from pulse_desktop.platforms.proxmox.ve.disks.questions import LISTING
from pulse_desktop.platforms.proxmox.ve.disks.reading import reading
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.wire import NODE
from pulse_desktop.provider.numbers import size

_TOLD = mark("Proxmox", "The disk itself, which is asked every half hour")
_VENDOR = mark("Proxmox", "Vendor")
_OSD = mark("Proxmox", "Ceph OSD")
_LINK = mark("Proxmox", "Link by id")
_NODES = mark("Proxmox", "Seen in nodes")


def disks(found: Inventory) -> Iterator[Observation]:
    """Every disk that any node listed, also where its list could not be read again."""
    on = _online(found)
    # In an order that does not depend on which node answers first.
    for key, seen in sorted(_gathered(found).items()):
        # Of a disk that several nodes share, one that is on speaks.
        seen.sort(key=lambda one: (one.node not in on, one.node))
        yield _disk(key, seen, found, is_on=seen[0].node in on)


def _gathered(found: Inventory) -> dict[str, list[Sighting]]:
    gathered: dict[str, list[Sighting]] = {}
    for errand, told in found.findings.all_of(LISTING):
        for key, sighting in keyed(errand.node, told.value.rows if told.value else ()):
            gathered.setdefault(key, []).append(sighting)
    return gathered


def _online(found: Inventory) -> frozenset[str]:
    listed = {row.node for row in found.of_type(NODE) if row.status == "online"}
    return frozenset(listed | {row.node for row in found.nodes if row.status == "online"})


def _disk(key: str, seen: list[Sighting], found: Inventory, *, is_on: bool) -> Observation:
    first = seen[0]
    facet = reading(first, found)
    return Observation(
        native_id=NativeId(f"{found.instance}-disk-{key}"),
        type=ResourceType.PHYSICAL_DISK,
        name=first.row.devpath,
        condition=_condition(facet, is_on=is_on),
        technology=facet.type,
        identity=Identity(machine_id=facet.serial or facet.wwn),
        metrics=_metrics(facet) if is_on else MappingProxyType({}),
        facet=facet,
        parent=found.node_id(first.node),
        web_url=found.page(f"node/{first.node}"),
        facts=tuple(_facts(seen)),
    )


def _condition(facet: DiskFacet, *, is_on: bool) -> Condition:
    return standing(facet) if is_on else UNKNOWN


def _metrics(facet: DiskFacet) -> Mapping[Metric, Measurement]:
    if facet.temperature is None:
        return MappingProxyType({})
    measured = Measurement(facet.temperature, origin=_TOLD)
    return MappingProxyType({Metric.SMART_TEMPERATURE: measured})


def _facts(seen: list[Sighting]) -> Iterator[Fact]:
    row = seen[0].row
    osd = size(row.osdid)
    told = (
        (_VENDOR, word(row.vendor)),
        (_OSD, None if osd is None else str(osd)),
        (_LINK, word(row.by_id_link)),
        (_NODES, ", ".join(one.node for one in seen) if len(seen) > 1 else None),
    )
    for label, value in told:
        if value is not None:
            yield Fact(label, value)
