"""Opening a session to a saved mail gateway. Imported when one is opened, not at start-up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.source import Source
from pulse_desktop.platforms.proxmox.approach import address_of, credential_of, tested
from pulse_desktop.platforms.proxmox.credential import Credential
from pulse_desktop.platforms.proxmox.lanes import Lanes, clients
from pulse_desktop.platforms.proxmox.mail.examination import endpoint, inside
from pulse_desktop.platforms.proxmox.mail.form import NO_TOKENS
from pulse_desktop.platforms.proxmox.mail.provider import ProxmoxMail
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import Stage
from pulse_desktop.provider.tls import Trust

_SERVICE = "PMG"
"""The product's name in cookies, as proxmoxer's ``SERVICES`` has it."""

_CALLS_AT_ONCE = 2
"""The gateway's daemon has few workers, and delivering mail comes first."""


def connect(source: Source, target: Target, surroundings: Surroundings) -> ProxmoxMail:
    """A session; nothing is sent before its first ``collect``.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent, or a token is meant.
    """
    trust, workers = Trust.of(target.connection), surroundings.workers
    credential = _credential(target, surroundings)
    lanes = Lanes(clients(_CALLS_AT_ONCE, address_of(target), trust, credential, workers))
    return ProxmoxMail(source, target.connection, lanes, surroundings)


async def examine(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncGenerator[Stage, None]:
    """The connection test. Closing it closes everything."""
    way = tested(target, endpoint, partial(connect, source, target, surroundings), inside)
    async with aclosing(way) as stages:
        async for stage in stages:
            yield stage


def _credential(target: Target, surroundings: Surroundings) -> Credential:
    if target.connection.token_id:
        raise ProviderError(Category.AUTH, NO_TOKENS)
    return credential_of(target, _SERVICE, surroundings)
