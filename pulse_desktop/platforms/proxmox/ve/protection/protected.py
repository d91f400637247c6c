"""What the protection of guests adds to a snapshot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Activity, Observation
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.protection.guests import guests
from pulse_desktop.platforms.proxmox.ve.protection.look import look
from pulse_desktop.platforms.proxmox.ve.protection.record import Record
from pulse_desktop.platforms.proxmox.ve.protection.survey import survey


@dataclass(frozen=True, slots=True)
class Protected:
    """The things that were seen, with what is known of their protection."""

    observations: tuple[Observation, ...]
    survey: Survey | None
    activities: tuple[Activity, ...]


def protected(seen: Iterable[Observation], found: Inventory, record: Record) -> Protected:
    """``seen`` and more. Keeps in ``record`` what must stay the same."""
    listed = guests(found)
    told = survey(found, look(found, listed, record), record, (), ())
    return Protected(tuple(_described(seen, record)), told, ())


def _described(seen: Iterable[Observation], record: Record) -> Iterator[Observation]:
    for each in seen:
        last = record.newest.get(each.native_id)
        if isinstance(each.facet, GuestFacet) and last is not None:
            yield replace(each, facet=replace(each.facet, last_backup=last))
        else:
            yield each
