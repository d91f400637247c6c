"""What a guest says of itself, and its hypervisor of it. Pure: no Qt."""

from collections.abc import Iterator

from pulse_desktop.model.facet import GuestDisk, GuestFacet
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.inspector.block import Block, Pair
from pulse_desktop.ui.inspector.parts import file_system, interface
from pulse_desktop.ui.models import guest_facts as facts
from pulse_desktop.ui.presentation import Presentation


def guest_blocks(resource: Resource, presentation: Presentation) -> Iterator[Block]:
    """Blocks for the facets that it has; those without content are left out later."""
    guest, say = resource.facet(GuestFacet), presentation.formats.say
    if guest is None:
        return
    yield Block(say(mark("Overview", "Guest")), pairs=_said(resource, guest, presentation))
    systems = tuple(file_system(part, presentation) for part in guest.file_systems)
    yield Block(say(mark("Overview", "File systems")), meters=systems)
    disks = tuple(Pair(disk.device, _disk(disk, presentation)) for disk in guest.disks or ())
    yield Block(say(mark("Overview", "Disks")), pairs=disks)
    nets = tuple(Pair(net.name, interface(net, presentation)) for net in guest.network_interfaces)
    yield Block(say(mark("Overview", "Network interfaces")), pairs=nets)


def _said(resource: Resource, guest: GuestFacet, presentation: Presentation) -> tuple[Pair, ...]:
    formats, backup = presentation.formats, facts.last_backup(resource)
    reason = facts.disk_reason(resource)
    known: tuple[tuple[Text, str | None], ...] = (
        (mark("Overview", "System"), facts.system(resource)),
        (mark("Overview", "Processors"), _number(guest.cpus, presentation)),
        (mark("Overview", "Swap"), _swap(guest, presentation)),
        (mark("Overview", "Left when short"), _size(guest.balloon, presentation)),
        (mark("Overview", "Agent"), guest.agent_version),
        (mark("Overview", "Locked for"), guest.lock),
        (mark("Overview", "Availability"), guest.ha_state),
        (mark("Overview", "Last backup"), formats.absolute(backup) if backup else None),
        (mark("Overview", "File systems"), formats.say(reason) if reason is not None else None),
    )
    return tuple(Pair(formats.say(label), value) for label, value in known if value)


def _number(count: float | None, presentation: Presentation) -> str | None:
    if count is None:
        return None
    return presentation.formats.number(count, 0 if float(count).is_integer() else 1)


def _size(count: int | None, presentation: Presentation) -> str | None:
    return presentation.formats.size(count) if count else None


def _swap(guest: GuestFacet, presentation: Presentation) -> str | None:
    if not guest.swap_total:
        return None
    used, total = map(presentation.formats.size, (guest.swap_used, guest.swap_total))
    sentence = mark("Overview", "{used} of {total}")
    return presentation.formats.say(sentence.given(used=used, total=total))


def _disk(disk: GuestDisk, presentation: Presentation) -> str:
    size = presentation.formats.size(disk.size)
    parts = (disk.storage, None if size == MISSING else size)
    return " · ".join(part for part in parts if part) or MISSING
