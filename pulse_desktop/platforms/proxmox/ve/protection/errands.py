"""What is worth asking about the protection of guests, by what is known of the estate."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.privileges import holds
from pulse_desktop.platforms.proxmox.ve.protection.allowed import (
    SYSTEM_AUDIT,
    may_ask,
)
from pulse_desktop.platforms.proxmox.ve.protection.guests import numbered
from pulse_desktop.platforms.proxmox.ve.protection.questions import (
    AVAILABILITY,
    BACKUP_TASKS,
    CONTENT,
    JOBS,
    LOG,
    NOT_BACKED_UP,
    REPLICATION,
    REPLICATION_JOBS,
    SNAPSHOTS,
    TASKS,
    TASKS_OF_NODE,
)
from pulse_desktop.platforms.proxmox.ve.protection.shelves import shelves_to_ask
from pulse_desktop.platforms.proxmox.ve.protection.tasks import unexplained
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from pulse_desktop.provider.numbers import integer

_Guests = tuple[tuple[Entry, int], ...]

_A_GUEST_S = 2.0
_SHORTEST_S, _LONGEST_S = 120.0, 300.0
"""How long the listing of a backup server may take, by how many guests it may hold backups of.

A directory is given half of that: it is read by this node alone.
"""


def errands(known: Known) -> Iterator[Errand[Any]]:
    """All of it."""
    guests = tuple(numbered(known.entries))
    yield from _of_cluster(known)
    yield from _of_storages(known, len(guests))
    yield from (
        Errand(SNAPSHOTS, row.node, (row.type, str(vmid))) for row, vmid in guests if row.node
    )
    yield from _of_nodes(known, guests)
    for task in unexplained(known.found):
        yield Errand(LOG, task.node, (task.upid,))


def deadline_s(guests: int, *, is_remote: bool) -> float:
    """How long the backups of a storage may take to be listed (X-11)."""
    limit = min(max(_A_GUEST_S * guests, _SHORTEST_S), _LONGEST_S)
    return limit if is_remote else limit / 2


def _of_cluster(known: Known) -> Iterator[Errand[Any]]:
    yield Errand(TASKS)
    yield Errand(REPLICATION_JOBS)
    if known.granted is None or holds(known.granted, SYSTEM_AUDIT, "/"):
        yield from (Errand(JOBS), Errand(NOT_BACKED_UP), Errand(AVAILABILITY))


def _of_storages(known: Known, guests: int) -> Iterator[Errand[Any]]:
    for shelf in shelves_to_ask(known):
        # Whoever sees no backup at all is spared the listing, which wakes the storage.
        if known.granted is None or may_ask(known.granted, shelf.storage):
            question = replace(CONTENT, deadline_s=deadline_s(guests, is_remote=shelf.is_remote))
            yield Errand(question, shelf.node, (shelf.storage,))


def _of_nodes(known: Known, guests: _Guests) -> Iterator[Errand[Any]]:
    replicating = _replicating(known, guests)
    for node in known.nodes:
        yield Errand(BACKUP_TASKS, node)
        yield Errand(TASKS_OF_NODE, node)
        if node in replicating:
            yield Errand(REPLICATION, node)


def _replicating(known: Known, guests: _Guests) -> frozenset[str]:
    """Nodes with guests that are replicated: most clusters have none, and are not asked."""
    told = known.found.of(REPLICATION_JOBS).value
    replicated = {integer(job.guest) for job in told.rows} if told else set()
    return frozenset(row.node for row, vmid in guests if vmid in replicated)
