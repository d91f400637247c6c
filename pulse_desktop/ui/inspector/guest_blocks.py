"""What a guest says of itself, and its hypervisor of it. Pure: no Qt."""

from collections.abc import Iterator

from pulse_desktop.model.facet import GuestDisk, GuestFacet, Replica
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.recovery.standing import Standing
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.inspector.block import Block, Pair
from pulse_desktop.ui.inspector.parts import file_system, interface
from pulse_desktop.ui.models import guest_facts as facts
from pulse_desktop.ui.presentation import Presentation


def guest_blocks(
    resource: Resource, standing: Standing | None, presentation: Presentation
) -> Iterator[Block]:
    """Blocks for the facets that it has; those without content are left out later."""
    guest, say = resource.facet(GuestFacet), presentation.formats.say
    if guest is None:
        return
    yield Block(say(mark("Overview", "Guest")), pairs=_said(resource, guest, presentation))
    yield Block(
        say(mark("Overview", "Protection")),
        pairs=tuple(_protected(resource, guest, standing, presentation)),
    )
    systems = tuple(file_system(part, presentation) for part in guest.file_systems)
    yield Block(say(mark("Overview", "File systems")), meters=systems)
    disks = tuple(Pair(disk.device, _disk(disk, presentation)) for disk in guest.disks or ())
    yield Block(say(mark("Overview", "Disks")), pairs=disks)
    nets = tuple(Pair(net.name, interface(net, presentation)) for net in guest.network_interfaces)
    yield Block(say(mark("Overview", "Network interfaces")), pairs=nets)


def _said(resource: Resource, guest: GuestFacet, presentation: Presentation) -> tuple[Pair, ...]:
    formats, reason = presentation.formats, facts.disk_reason(resource)
    known: tuple[tuple[Text, str | None], ...] = (
        (mark("Overview", "System"), facts.system(resource)),
        (mark("Overview", "Processors"), _number(guest.cpus, presentation)),
        (mark("Overview", "Swap"), _swap(guest, presentation)),
        (mark("Overview", "Left when short"), _size(guest.balloon, presentation)),
        (mark("Overview", "Agent"), guest.agent_version),
        (mark("Overview", "Locked for"), guest.lock),
        (mark("Overview", "File systems"), formats.say(reason) if reason is not None else None),
    )
    return tuple(Pair(formats.say(label), value) for label, value in known if value)


def _protected(
    resource: Resource, guest: GuestFacet, standing: Standing | None, presentation: Presentation
) -> Iterator[Pair]:
    """What there is of it if it or its node is lost."""
    formats = presentation.formats
    say, backup = formats.say, facts.newest_backup(resource, standing)
    if backup is not None:
        yield Pair(say(mark("Overview", "Last backup")), formats.absolute(backup))
    if guest.has_backup_job is not None:
        planned = mark("Overview", "by a schedule")
        unplanned = mark("Overview", "by no schedule")
        said = planned if guest.has_backup_job else unplanned
        yield Pair(say(mark("Overview", "Backed up")), say(said))
    if guest.ha_state:
        yield Pair(say(mark("Overview", "High availability")), guest.ha_state)
    for replica in guest.replicas:
        label = say(mark("Overview", "Replica on {node}").given(node=replica.node))
        yield Pair(label, _replica(replica, presentation))


def _replica(replica: Replica, presentation: Presentation) -> str:
    """How old it is, and when it is brought up to date again."""
    formats = presentation.formats
    if not replica.is_enabled:
        return formats.say(mark("Overview", "switched off"))
    lines = [_replicated(replica, presentation)]
    if replica.error or replica.failures:
        lines.append(_failed(replica, presentation))
    if replica.next_at is not None and not replica.is_running:
        at = formats.absolute(replica.next_at)
        lines.append(formats.say(mark("Overview", "next {at}").given(at=at)))
    return "\n".join(lines)


def _failed(replica: Replica, presentation: Presentation) -> str:
    formats, said = presentation.formats, replica.error or MISSING
    if replica.failures <= 1:
        return formats.say(mark("Overview", "failed: {said}").given(said=said))
    often = mark("Overview", "failed {n} times in a row: {said}")
    return formats.say(often.given(n=formats.number(replica.failures), said=said))


def _replicated(replica: Replica, presentation: Presentation) -> str:
    formats = presentation.formats
    if replica.is_running:
        return formats.say(mark("Overview", "being brought up to date"))
    if replica.last_at is None:
        return formats.say(mark("Overview", "did not run yet"))
    return formats.ago(replica.last_at, presentation.now())


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
