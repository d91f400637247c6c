"""The way to a product that all share: its address, and the connection test from step to step."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Protocol, TypeVar

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import Address, parsed
from pulse_desktop.platforms.proxmox.credential import Credential, Password, Token
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.reach import Endpoint, approach
from pulse_desktop.provider.stage import Stage, StageId, StageState
from pulse_desktop.provider.step import failed
from pulse_desktop.provider.tls import Trust


class Closing(Protocol):
    """A session, as far as the test has to end it."""

    def aclose(self) -> Awaitable[None]:
        """See ``Provider.aclose``."""
        ...


P = TypeVar("P", bound=Closing)

Steps = Callable[[P, Connection], AsyncGenerator[Stage, None]]
"""The steps of a product's own, from the sign-in on."""


async def tested(
    target: Target,
    endpoint: Callable[[Address], Endpoint],
    connect: Callable[[], P],
    inside: Steps[P],
) -> AsyncGenerator[Stage, None]:
    """The connection test. Closing it closes everything."""
    state = StageState.RUNNING
    async with aclosing(_on_the_way(target, endpoint)) as stages:
        async for stage in stages:
            yield stage
            state = stage.state
    if state is StageState.FAILED:
        return
    async with aclosing(_inside(target, connect, inside)) as stages:
        async for stage in stages:
            yield stage


async def _on_the_way(
    target: Target, endpoint: Callable[[Address], Endpoint]
) -> AsyncGenerator[Stage, None]:
    """The steps before anything of ours is sent."""
    try:
        address = address_of(target)
    except ProviderError as error:
        yield failed(StageId.RESOLVE, error)
        return
    trust = Trust.of(target.connection)
    async with aclosing(approach(endpoint(address), trust)) as stages:
        async for stage in stages:
            yield stage


async def _inside(
    target: Target, connect: Callable[[], P], inside: Steps[P]
) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on."""
    try:
        provider = connect()
    except ProviderError as error:
        yield failed(StageId.SIGN_IN, error)
        return
    try:
        async with aclosing(inside(provider, target.connection)) as stages:
            async for stage in stages:
                yield stage
    finally:
        await provider.aclose()


def credential_of(target: Target, service: str, surroundings: Surroundings) -> Credential:
    """What the product ``service`` is shown: a token's value, or a user's password.

    Raises:
        ProviderError: ``auth``; the secret is missing or cannot be sent.
    """
    connection, secret = target.connection, target.secret
    if secret is None:
        raise ProviderError(
            Category.AUTH, mark("Proxmox", "The secret is missing. Enter it again.")
        )
    if connection.token_id:
        return Token(service, connection.token_id, secret)
    return Password(service, connection.user or "", secret, surroundings.now)


def address_of(target: Target) -> Address:
    """Host and port.

    Raises:
        ProviderError: ``dns``; what is saved is no address.
    """
    address = parsed(target.connection.address)
    if address is None:
        message = mark("Proxmox", "{address} is not an address.").given(
            address=target.connection.address
        )
        raise ProviderError(Category.DNS, message)
    return address
