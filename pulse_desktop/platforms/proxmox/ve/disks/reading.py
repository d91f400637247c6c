"""What a node's list and a disk's own counters say of it together."""

from dataclasses import replace
from datetime import timedelta

from pulse_desktop.model.facet import DiskFacet, HealthReading, Smart
from pulse_desktop.platforms.proxmox.drive import verdict
from pulse_desktop.platforms.proxmox.drive.attributes import (
    Attribute,
    Counters,
    of_attributes,
    of_text,
)
from pulse_desktop.platforms.proxmox.drive.identity import number, shown, word
from pulse_desktop.platforms.proxmox.rounds.findings import Told
from pulse_desktop.platforms.proxmox.ve.disks.allowed import may_look
from pulse_desktop.platforms.proxmox.ve.disks.errands import can_never_sleep
from pulse_desktop.platforms.proxmox.ve.disks.identity import Sighting
from pulse_desktop.platforms.proxmox.ve.disks.questions import HEALTH, LISTING
from pulse_desktop.platforms.proxmox.ve.disks.wire import Health, Row
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.provider.numbers import integer, size

STANDS_FOR = timedelta(minutes=65)
"""How long a temperature stands: two turns in which it was not read again."""

_NOT_MEASURED = Counters(Smart())


def reading(seen: Sighting, found: Inventory) -> DiskFacet:
    """All that is known of one disk through one node, now or before."""
    told = found.findings.of(HEALTH, seen.node, seen.row.devpath)
    facet = listed(seen.row)
    behind = _behind(facet.health, told, seen, found)
    if told.value is None or told.at is None:
        return replace(facet, reading=behind)
    counters = counted(told.value)
    is_fresh = found.at - told.at <= STANDS_FOR
    own_health = verdict.health(told.value.health)
    return replace(
        facet,
        health=own_health if facet.health == verdict.UNKNOWN else facet.health,
        temperature=counters.temperature if is_fresh else None,
        smart=facet.smart if counters.smart == Smart() else counters.smart,
        reading=behind,
    )


def _behind(
    listed_health: str | None, told: Told[Health], seen: Sighting, found: Inventory
) -> HealthReading:
    """What the list tells of a disk's health goes first, and then what the disk tells itself."""
    if listed_health != verdict.UNKNOWN:
        return HealthReading(source="disk-list", read_at=found.findings.of(LISTING, seen.node).at)
    if told.value is None:
        return HealthReading(reason=_unasked(told, seen, found))
    if verdict.health(told.value.health) == verdict.UNKNOWN:
        return HealthReading(reason="not-told", read_at=told.at)
    return HealthReading(source="disk-counters", read_at=told.at)


def _unasked(told: Told[Health], seen: Sighting, found: Inventory) -> str:
    if not may_look(found.granted, max(found.releases_for(seen.node))):
        return "permission-denied"
    if told.problem is not None:
        return "no-answer"
    return "not-asked-yet" if can_never_sleep(seen.row) else "not-woken"


def listed(row: Row) -> DiskFacet:
    """A row of the list alone."""
    overrun = verdict.overrun(row.wearout)
    return DiskFacet(
        device_path=row.devpath,
        model=word(row.model),
        serial=shown(row.serial),
        wwn=number(row.wwn),
        type=row.type or None,
        size_bytes=size(row.size) or None,
        health=verdict.health(row.health),
        wearout=verdict.life_left(row.wearout),
        rpm=size(row.rpm),
        used=row.used or None,
        smart=None if overrun is None else Smart(percentage_used=overrun),
    )


def counted(health: Health) -> Counters:
    """The counters of an answer, in whichever of its two forms it came."""
    if health.attributes is not None:
        rows = ((integer(row.id), word(row.raw)) for row in health.attributes)
        return of_attributes(Attribute(n, raw) for n, raw in rows if n is not None and raw)
    return _NOT_MEASURED if health.text is None else of_text(health.text)
