"""Opening a session to a saved backup server. Imported when one is opened, not at start-up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.approach import address_of, credential_of, tested
from pulse_desktop.platforms.proxmox.backup.care.care import Care
from pulse_desktop.platforms.proxmox.backup.examination import endpoint, inside
from pulse_desktop.platforms.proxmox.backup.provider import ProxmoxBackup
from pulse_desktop.platforms.proxmox.backup.walk import Walk
from pulse_desktop.platforms.proxmox.lanes import Lanes, clients
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import Stage
from pulse_desktop.provider.tls import Trust

_SERVICE = "PBS"
"""The product's name in token headers and cookies, as proxmoxer's ``SERVICES`` has it."""

_CALLS_AT_ONCE = 5
"""One of them walks through the backups, and one asks for disks and upkeep, which may hang; the
server's workers are few."""


def connect(source: Source, target: Target, surroundings: Surroundings) -> ProxmoxBackup:
    """A session; nothing is sent before its first ``collect``.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent.
    """
    trust, workers = Trust.of(target.connection), surroundings.workers
    credential = credential_of(target, _SERVICE, surroundings)
    walker, carer, *others = clients(_CALLS_AT_ONCE, address_of(target), trust, credential, workers)
    walk, care = Walk(walker, surroundings), Care(carer, surroundings)
    lanes = Lanes(tuple(others))
    return ProxmoxBackup(source, target.connection, lanes, walk, care, surroundings)


async def examine(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncGenerator[Stage, None]:
    """The connection test. Closing it closes everything."""
    way = tested(target, endpoint, partial(connect, source, target, surroundings), inside)
    async with aclosing(way) as stages:
        async for stage in stages:
            yield stage
