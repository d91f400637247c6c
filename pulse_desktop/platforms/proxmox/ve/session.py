"""Opening a session to a saved Proxmox VE. Imported when one is opened, not at start-up."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import Address, parsed
from pulse_desktop.platforms.proxmox.client import Client
from pulse_desktop.platforms.proxmox.credential import Credential, Password, Token
from pulse_desktop.platforms.proxmox.lanes import Lanes, clients
from pulse_desktop.platforms.proxmox.ve.closer.look import AT_ONCE, CloserLook
from pulse_desktop.platforms.proxmox.ve.examination import endpoint, inside
from pulse_desktop.platforms.proxmox.ve.provider import ProxmoxVe
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.reach import approach
from pulse_desktop.provider.stage import Stage, StageId, StageState
from pulse_desktop.provider.step import failed
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
    state = StageState.RUNNING
    async with aclosing(_on_the_way(target)) as stages:
        async for stage in stages:
            yield stage
            state = stage.state
    if state is StageState.FAILED:
        return
    async with aclosing(_inside(source, target, surroundings)) as stages:
        async for stage in stages:
            yield stage


async def _on_the_way(target: Target) -> AsyncGenerator[Stage, None]:
    """The steps before anything of ours is sent."""
    try:
        address = _address(target)
    except ProviderError as error:
        yield failed(StageId.RESOLVE, error)
        return
    trust = Trust.of(target.connection)
    async with aclosing(approach(endpoint(address), trust)) as stages:
        async for stage in stages:
            yield stage


async def _inside(
    source: Source, target: Target, surroundings: Surroundings
) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on."""
    try:
        provider = connect(source, target, surroundings)
    except ProviderError as error:
        yield failed(StageId.SIGN_IN, error)
        return
    try:
        async with aclosing(inside(provider, target.connection)) as stages:
            async for stage in stages:
                yield stage
    finally:
        await provider.aclose()


def _clients(target: Target, surroundings: Surroundings) -> tuple[Client, ...]:
    """The first for what every poll asks, the others for closer looks."""
    credential, trust = _credential(target, surroundings), Trust.of(target.connection)
    return clients(1 + AT_ONCE, _address(target), trust, credential, surroundings.workers)


def _credential(target: Target, surroundings: Surroundings) -> Credential:
    connection, secret = target.connection, target.secret
    if secret is None:
        raise ProviderError(
            Category.AUTH, mark("Proxmox", "The secret is missing. Enter it again.")
        )
    if connection.token_id:
        return Token(_SERVICE, connection.token_id, secret)
    return Password(_SERVICE, connection.user or "", secret, surroundings.now)


def _address(target: Target) -> Address:
    address = parsed(target.connection.address)
    if address is None:
        message = mark("Proxmox", "{address} is not an address.").given(
            address=target.connection.address
        )
        raise ProviderError(Category.DNS, message)
    return address
