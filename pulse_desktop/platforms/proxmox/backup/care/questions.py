"""What is asked beside the polls of a backup server, and how often."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pulse_desktop.platforms.proxmox.backup.drives import wire
from pulse_desktop.platforms.proxmox.backup.privileges import SYSTEM, Granted, Reach
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Question, Weight
from pulse_desktop.platforms.proxmox.upkeep import wire as shared

DISKS = Question(
    title="disks of the server",
    path="nodes/{node}/disks/list",
    decode=wire.disks,
    every=timedelta(minutes=10),
    deadline_s=60,
    weight=Weight.LONG,
)
HEALTH = Question(
    title="health of a disk of the server",
    path="nodes/{node}/disks/smart?disk={0}",
    decode=wire.health,
    every=timedelta(minutes=30),
    deadline_s=15,
    weight=Weight.LONG,
)
SERVICES = Question(
    title="services of the server",
    path="nodes/{node}/services",
    decode=shared.services,
    every=timedelta(seconds=60),
    deadline_s=15,
)
UPDATES = Question(
    title="updates of the server",
    path="nodes/{node}/apt/update",
    decode=shared.updates,
    every=timedelta(hours=6),
    deadline_s=15,
)
SUBSCRIPTION = Question(
    title="subscription of the server",
    path="nodes/{node}/subscription",
    decode=shared.subscription,
    every=timedelta(hours=6),
    deadline_s=10,
)

_ASKABLE = re.compile(r"(?:[hs]|x?v)d[a-z]+|nvme\d+n\d+")
"""Names that the product takes (proxmox-backup `pbs-api-types`, ``BLOCKDEVICE_NAME_REGEX``)."""

_MOST_DISKS = 200


def errands(granted: Granted | None, found: Findings) -> Iterator[Errand[Any]]:
    """All that the credential may be told; whether there is a subscription is told to anybody."""
    yield Errand(SUBSCRIPTION, SERVER)
    if granted is not None and SYSTEM.reach(granted) is Reach.NOWHERE:
        return
    for question in (SERVICES, UPDATES, DISKS):
        yield Errand(question, SERVER)
    listed = found.of(DISKS, SERVER).value
    names = [row.name for row in listed.rows] if listed else []
    for name in [each for each in names if _ASKABLE.fullmatch(each)][:_MOST_DISKS]:
        yield Errand(HEALTH, SERVER, (name,))
