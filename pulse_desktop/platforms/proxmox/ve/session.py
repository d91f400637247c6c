"""Opening a session to a saved Proxmox VE. Imported when one is opened, not at start-up."""

from collections.abc import AsyncIterator

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import Address, parsed
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.credential import Credential, Password, Token
from pulse_desktop.platforms.proxmox.ve import examination
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import Stage, StageId, StageState
from pulse_desktop.provider.tls import Trust

_SERVICE = "PVE"
"""The product's name in token headers and cookies, as proxmoxer's ``SERVICES`` has it."""


def connect(source: Source, target: Target, surroundings: Surroundings) -> ProxmoxVe:
    """A session; nothing is sent before its first ``collect``.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent.
    """
    client = _client(target, surroundings)
    return ProxmoxVe(source, target.connection, client, surroundings)


async def examine(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncIterator[Stage]:
    """The connection test. Closing it closes everything."""
    address, trust = _address(target), Trust.of(target.connection)
    failed = False
    async for stage in examination.on_the_way(address, trust):
        yield stage
        failed = stage.state is StageState.FAILED
    if failed:
        return
    try:
        client = _client(target, surroundings)
    except ProviderError as error:
        yield Stage(
            id=StageId.SIGN_IN,
            state=StageState.FAILED,
            detail=error.message,
            category=error.category,
        )
        return
    provider = ProxmoxVe(source, target.connection, client, surroundings)
    try:
        async for stage in examination.inside(client, provider, target.connection):
            yield stage
    finally:
        await provider.aclose()


def _client(target: Target, surroundings: Surroundings) -> Client:
    credential = _credential(target, surroundings)
    trust = Trust.of(target.connection)
    return Client(_address(target), trust, credential, surroundings.workers)


def _credential(target: Target, surroundings: Surroundings) -> Credential:
    connection, secret = target.connection, target.secret
    if secret is None:
        text = "The secret is missing. Enter it again."
        raise ProviderError(Category.AUTH, mark("Proxmox", text))
    if connection.token_id:
        return Token(_SERVICE, connection.token_id, secret)
    return Password(_SERVICE, connection.user or "", secret, surroundings.now)


def _address(target: Target) -> Address:
    address = parsed(target.connection.address)
    if address is None:
        text = "{address} is not an address."
        message = mark("Proxmox", text, address=target.connection.address)
        raise ProviderError(Category.DNS, message)
    return address
