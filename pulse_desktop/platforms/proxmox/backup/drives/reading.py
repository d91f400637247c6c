"""What the list and a disk's own counters say of it together."""

from dataclasses import replace

from pulse_desktop.model.facet import DiskFacet, Smart
from pulse_desktop.platforms.proxmox.backup.drives.wire import Health, Row
from pulse_desktop.platforms.proxmox.drive import verdict
from pulse_desktop.platforms.proxmox.drive.attributes import (
    Attribute,
    Counters,
    of_attributes,
    of_names,
)
from pulse_desktop.platforms.proxmox.drive.identity import number, word
from pulse_desktop.provider.numbers import integer, size


def listed(row: Row) -> DiskFacet:
    """A row of the list alone."""
    overrun = verdict.overrun(row.wearout)
    return DiskFacet(
        device_path=row.devpath or f"/dev/{row.name}",
        model=word(row.model),
        serial=number(row.serial),
        wwn=number(row.wwn),
        type=row.disk_type or None,
        size_bytes=size(row.size) or None,
        health=verdict.health(row.status),
        wearout=verdict.life_left(row.wearout),
        rpm=size(row.rpm),
        used=row.used or None,
        smart=None if overrun is None else Smart(percentage_used=overrun),
    )


def looked_into(facet: DiskFacet, health: Health, *, is_fresh: bool) -> DiskFacet:
    """``facet`` with the disk's own word; a temperature only where it is one of now."""
    counters = counted(health)
    left = verdict.life_left(health.wearout)
    own_health = verdict.health(health.status)
    return replace(
        facet,
        health=own_health if facet.health == verdict.UNKNOWN else facet.health,
        wearout=left if facet.wearout is None else facet.wearout,
        temperature=counters.temperature if is_fresh else None,
        smart=facet.smart if counters.smart == Smart() else counters.smart,
    )


def counted(health: Health) -> Counters:
    """The counters, by number or by name."""
    rows = health.attributes or []
    told = [
        (integer(row.id), row.name, word(row.value if row.raw is None else row.raw)) for row in rows
    ]
    if any(number is not None for number, _, _ in told):
        return of_attributes(Attribute(n, raw) for n, _, raw in told if n is not None and raw)
    return of_names({name.lower().replace(" ", "_"): raw for _, name, raw in told if raw})
