"""One poll's answers as a snapshot, with what it cannot vouch for left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Issue, Lack, Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.ve.areas import AREAS
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.judgement import guest_key, node_key
from pulse_desktop.platforms.proxmox.ve.lacking import lacking, shortage
from pulse_desktop.platforms.proxmox.ve.mapping import guests, nodes
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.privileges import (
    GUESTS,
    NODES,
    STORAGES,
    Reach,
    Wanted,
)
from pulse_desktop.platforms.proxmox.ve.protection.protected import protected
from pulse_desktop.platforms.proxmox.ve.release import number
from pulse_desktop.platforms.proxmox.ve.wire import LXC, NODE, QEMU, STORAGE, Entry
from pulse_desktop.provider.numbers import integer, size

_GUEST_TYPES = frozenset({ResourceType.VM, ResourceType.SYSTEM_CONTAINER})

_NOTHING_GRANTED = mark(
    "Proxmox",
    "Signed in, but nothing may be read. A token with privilege separation needs the role "
    "PVEAuditor itself, and so does its user.",
)
_UNTOLD_BY_ONE = mark(
    "Proxmox", "{node} does not tell how it fares; what the cluster lists of it is shown. {said}"
)
_UNTOLD_BY_SEVERAL = mark(
    "Proxmox",
    "{count} nodes do not tell how they fare; what the cluster lists of them is shown. "
    "The first, {node}: {said}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one poll brought."""

    inventory: Inventory
    refused: int
    """Resource rows that could not be read."""

    knows_nodes: bool = True
    """Whether all nodes were listed beside the resources."""

    issues: tuple[Issue, ...]
    connection: Connection
    """Whose credential sees what is seen."""

    requests_per_minute: int | None = None
    """How many the session made of late; ``None`` while that cannot be told."""


def nothing_granted() -> ProviderError:
    """The credential is good and may see nothing."""
    return ProviderError(Category.FORBIDDEN, _NOTHING_GRANTED)


def snapshot(source: Source, answers: Answers, past: Past) -> Snapshot:
    """All that was seen.

    Raises:
        ProviderError: Nothing was seen where something must be, so that the last known
            inventory stands.
    """
    found = answers.inventory
    _refuse_emptiness(answers)
    of_areas = (each for area in AREAS for each in area.observations(found))
    seen = (*nodes(found, past), *guests(found, past), *of_areas)
    told = protected(seen, found, past.protection)
    complete = _complete(answers)
    past.keep_only({*_keys(found)})
    past.diagnostics.keep_only({*_diagnosed(found)})
    return Snapshot(
        source=source,
        collected_at=found.at,
        observations=told.observations,
        issues=(*answers.issues, *_gaps(answers)),
        complete_kinds=complete,
        counts=_counts(seen, complete, answers.requests_per_minute),
        lacking=_lacking(answers),
        activities=told.activities,
        survey=told.survey,
        earlier=tuple(each for area in AREAS for each in area.earlier(found)),
    )


def _lacking(answers: Answers) -> tuple[Lack, ...]:
    """Nothing while the product has not told what the credential may see."""
    found = answers.inventory
    if found.granted is None:
        return ()
    return tuple(lacking(answers.connection, found.granted, number(found.version)))


def _refuse_emptiness(answers: Answers) -> None:
    if answers.inventory.granted is not None and not any(answers.inventory.granted.values()):
        raise nothing_granted()
    if not answers.inventory.entries:
        raise ProviderError(
            Category.PARTIAL,
            mark(
                "Proxmox", "The server lists nothing at all, not even itself. What was known stays."
            ),
        )


def _keys(found: Inventory) -> Iterator[tuple[str, str]]:
    yield from ((NODE, row.node) for row in found.nodes)
    yield from ((NODE, row.node) for row in found.of_type(NODE))
    yield from ((row.type, str(integer(row.vmid))) for row in found.of_type(QEMU, LXC))


def _diagnosed(found: Inventory) -> Iterator[tuple[str, str, str]]:
    yield from (node_key(row.node, found) for row in found.nodes)
    yield from (node_key(row.node, found) for row in found.of_type(NODE))
    for row in found.of_type(QEMU, LXC):
        number = integer(row.vmid)
        if number is not None:
            yield guest_key(row.node, number, found)


def _gaps(answers: Answers) -> Iterator[Issue]:
    if unread := _unread(answers):
        message = mark(
            "Proxmox", "Rows of the resource list that could not be read: {count}."
        ).given(count=unread)
        yield Issue("inventory", Category.PROTOCOL, message)
    for wanted in (NODES, GUESTS, STORAGES):
        if (
            answers.inventory.granted is not None
            and wanted.reach(answers.inventory.granted) is Reach.NOWHERE
        ):
            yield Issue(
                "permissions", Category.FORBIDDEN, shortage(wanted, answers.inventory.granted)
            )
    yield from _untold(answers.inventory)
    for area in AREAS:
        yield from area.issues(answers.inventory)


def _untold(found: Inventory) -> Iterator[Issue]:
    """One line for all nodes whose status cannot be read, however many there are.

    A missing privilege is told apart, and once.
    """
    failed = [
        (node, notes.problem)
        for node, notes in found.notes.nodes.items()
        if notes.problem is not None and notes.problem.category is not Category.FORBIDDEN
    ]
    if not failed:
        return
    node, problem = failed[0]
    message = _UNTOLD_BY_ONE if len(failed) == 1 else _UNTOLD_BY_SEVERAL
    told = message.given(node=node, count=len(failed), said=problem.message)
    yield Issue("status", problem.category, told)


def _complete(answers: Answers) -> frozenset[ResourceType]:
    """The kinds of which an absent one is gone, not merely out of sight."""
    doubtful: set[ResourceType] = set()
    unread = _unread(answers)
    if unread and not answers.knows_nodes:
        doubtful.add(ResourceType.AGENT)
    if unread or _is_hidden(GUESTS, (QEMU, LXC), answers):
        doubtful |= _GUEST_TYPES
    if unread or _is_hidden(STORAGES, (STORAGE,), answers):
        doubtful.add(ResourceType.STORAGE)
    doubtful |= {kind for area in AREAS for kind in area.doubtful(answers.inventory)}
    return frozenset(ResourceType) - doubtful


def _unread(answers: Answers) -> int:
    """Rows of the resource list that were refused, or do not tell what they are about."""
    rows = answers.inventory.of_type(NODE, QEMU, LXC, STORAGE)
    return answers.refused + sum(not _tells_subject(row) for row in rows)


def _tells_subject(row: Entry) -> bool:
    if row.type in {QEMU, LXC}:
        return bool(row.node) and size(row.vmid) is not None
    return bool(row.node) and bool(row.storage or row.type == NODE)


def _is_hidden(wanted: Wanted, types: tuple[str, ...], answers: Answers) -> bool:
    if answers.inventory.granted is None:
        return not answers.inventory.of_type(*types)
    return wanted.reach(answers.inventory.granted) is Reach.NOWHERE


_COUNTED = MappingProxyType(
    {
        "nodes": ResourceType.AGENT,
        "vms": ResourceType.VM,
        "containers": ResourceType.SYSTEM_CONTAINER,
        "storages": ResourceType.STORAGE,
    }
)


def _counts(
    seen: tuple[Observation, ...],
    complete: frozenset[ResourceType],
    requests_per_minute: int | None,
) -> MappingProxyType[str, int]:
    """None of a kind is said only where none could be out of sight."""
    found = {kind: sum(o.type is kind for o in seen) for kind in _COUNTED.values()}
    counts = {name: found[k] for name, k in _COUNTED.items() if found[k] or k in complete}
    if requests_per_minute is not None:
        counts["requests_per_minute"] = requests_per_minute
    return MappingProxyType(counts)
