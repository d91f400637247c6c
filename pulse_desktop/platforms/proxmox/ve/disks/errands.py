"""What is worth asking about physical disks, by what is known of the estate."""

import re
from collections.abc import Iterator
from typing import Any

from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.disks.allowed import may_list, may_look
from pulse_desktop.platforms.proxmox.ve.disks.questions import HEALTH, LISTING, PRESENCE
from pulse_desktop.platforms.proxmox.ve.disks.wire import Row
from pulse_desktop.platforms.proxmox.ve.known import Known

_ASKABLE = re.compile(r"/dev/[a-zA-Z0-9/]+")
"""Paths that the product takes (pve-manager `PVE/API2/Disks.pm`)."""

_SOLID = frozenset({"ssd", "nvme"})

MOST_DISKS = 200
"""Of a node, whose health is asked for one by one."""


def errands(known: Known) -> Iterator[Errand[Any]]:
    """The list of every node, and the health of every disk in it.

    Unless it may wake disks, only of those that do not turn, which cannot sleep.
    """
    question = LISTING if known.wakes_disks else PRESENCE
    for node in known.nodes:
        release = max(known.releases_for(node))
        if not may_list(known.granted, node, release):
            continue
        yield Errand(question, node)
        if may_look(known.granted, release):
            yield from _of_disks(known, node)


def _of_disks(known: Known, node: str) -> Iterator[Errand[Any]]:
    listed = known.found.of(LISTING, node).value
    rows = listed.rows if listed else ()
    asked = [row.devpath for row in rows if known.wakes_disks or can_never_sleep(row)]
    for path in [each for each in asked if _ASKABLE.fullmatch(each)][:MOST_DISKS]:
        yield Errand(HEALTH, node, (path,))


def can_never_sleep(row: Row) -> bool:
    """Whether a disk does not turn, so that asking it wakes nothing."""
    return row.type in _SOLID
