"""Opening a session to a saved Proxmox VE. Imported when one is opened, not at start-up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.approach import address_of, credential_of, tested
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.lanes import Lanes, clients
from pulse_desktop.platforms.proxmox.ve.closer.look import AT_ONCE, CloserLook
from pulse_desktop.platforms.proxmox.ve.examination import endpoint, inside
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import Stage
from pulse_desktop.provider.tls import Trust

_SERVICE = "PVE"
"""The product's name in token headers and cookies, as proxmoxer's ``SERVICES`` has it."""


def connect(source: Source, target: Target, surroundings: Surroundings) -> ProxmoxVe:
    """A session; nothing is sent before its first ``collect``.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent.
    """
    client, *others = _clients(target, surroundings)
    look = CloserLook(Lanes(tuple(others)), surroundings.now)
    return ProxmoxVe(source, target.connection, client, look, surroundings)


async def examine(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncGenerator[Stage, None]:
    """The connection test. Closing it closes everything."""
    way = tested(target, endpoint, partial(connect, source, target, surroundings), inside)
    async with aclosing(way) as stages:
        async for stage in stages:
            yield stage


def _clients(target: Target, surroundings: Surroundings) -> tuple[Client, ...]:
    """The first for what every poll asks, the others for closer looks."""
    credential, trust = credential_of(target, _SERVICE, surroundings), Trust.of(target.connection)
    return clients(1 + AT_ONCE, address_of(target), trust, credential, surroundings.workers)
