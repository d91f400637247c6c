"""The disks of a backup server as observations."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Fact, Observation
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.care.questions import DISKS, HEALTH
from pulse_desktop.platforms.proxmox.backup.drives.reading import listed, looked_into
from pulse_desktop.platforms.proxmox.backup.drives.wire import Row
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER, server_id
from pulse_desktop.platforms.proxmox.drive.identity import distinct, number, word
from pulse_desktop.platforms.proxmox.drive.verdict import standing

STANDS_FOR = timedelta(minutes=65)
"""How long a temperature stands: two turns in which it was not read again."""

_TOLD = mark("Proxmox", "The disk itself, which is asked every half hour")
_VENDOR = mark("Proxmox", "Vendor")


def disks(found: Answers) -> Iterator[Observation]:
    """Every disk that was listed, also where the list could not be read again."""
    told = found.care.of(DISKS, SERVER).value
    rows = told.rows if told else ()
    keys = distinct([(number(row.wwn), number(row.serial)) for row in rows])
    for row, key in zip(rows, keys, strict=True):
        yield _disk(row, key or row.name, found)


def _disk(row: Row, key: str, found: Answers) -> Observation:
    facet = _facet(row, found)
    server = server_id(found.connection.id)
    vendor = word(row.vendor)
    return Observation(
        native_id=NativeId(f"{server}/disk:{key}"),
        type=ResourceType.PHYSICAL_DISK,
        name=facet.device_path or row.name,
        condition=standing(facet),
        technology=facet.type,
        identity=Identity(machine_id=facet.serial or facet.wwn),
        metrics=_metrics(facet),
        facet=facet,
        parent=server,
        web_url=found.url,
        facts=(Fact(_VENDOR, vendor),) if vendor else (),
    )


def _facet(row: Row, found: Answers) -> DiskFacet:
    told = found.care.of(HEALTH, SERVER, row.name)
    if told.value is None or told.at is None:
        return listed(row)
    is_fresh = found.at - told.at <= STANDS_FOR
    return looked_into(listed(row), told.value, is_fresh=is_fresh)


def _metrics(facet: DiskFacet) -> Mapping[Metric, Measurement]:
    if facet.temperature is None:
        return MappingProxyType({})
    measured = Measurement(facet.temperature, origin=_TOLD)
    return MappingProxyType({Metric.SMART_TEMPERATURE: measured})
