"""Several calls at once to one endpoint: a connection for each, one sign-in for all."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.client import DEADLINE_S, Client
from pulse_desktop.platforms.proxmox.credential import Credential, Post
from pulse_desktop.platforms.proxmox.route import Endpoint, OneEndpoint, Route
from pulse_desktop.provider.tls import Trust

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

T = TypeVar("T")


class Lanes:
    """So many clients of one endpoint. A call takes the one that was used last and is free."""

    def __init__(self, clients: tuple[Client, ...]) -> None:
        self._clients = clients
        self._free: asyncio.LifoQueue[Client] = asyncio.LifoQueue()
        for client in reversed(clients):
            self._free.put_nowait(client)

    @property
    def requests(self) -> int:
        """How many were made so far."""
        return sum(client.requests for client in self._clients)

    async def get(
        self, path: str, decode: Callable[[bytes], T], *, deadline_s: float = DEADLINE_S
    ) -> T:
        """The decoded answer to ``GET /api2/json/{path}``.

        Raises:
            ProviderError: No answer, a refusal, or an answer that cannot be read.
        """
        async with self._lane() as client:
            return await client.get(path, decode, deadline_s=deadline_s)

    async def look(self, decode: Callable[[bytes], T]) -> T:
        """The decoded page at ``/``, asked for without any credential."""
        async with self._lane() as client:
            return await client.look(decode)

    async def aclose(self) -> None:
        """End all that is being waited for. Safe to call twice."""
        for client in self._clients:
            await client.aclose()

    @asynccontextmanager
    async def _lane(self) -> "AsyncGenerator[Client, None]":
        client = await self._free.get()
        try:
            yield client
        finally:
            self._free.put_nowait(client)


def clients(
    count: int, address: Address, trust: Trust, credential: Credential, workers: Executor
) -> tuple[Client, ...]:
    """``count`` of them, which share what proves who they are."""
    return along((OneEndpoint(Endpoint(address, trust)),) * count, credential, workers)


def along(
    routes: tuple[Route, ...], credential: Credential, workers: Executor
) -> tuple[Client, ...]:
    """One for each of the routes; they share what proves who they are."""
    shared = _Sharing(credential)
    return tuple(Client(route, _Share(shared), workers) for route in routes)


class _Sharing:
    """One credential for several threads: one signs in while the others wait for it."""

    def __init__(self, credential: Credential) -> None:
        self.credential = credential
        self.lock = threading.Lock()
        self.generation = 0
        """Counts the proofs that were given up."""


class _Share:
    """A client's part in a shared credential."""

    def __init__(self, sharing: _Sharing) -> None:
        self._sharing = sharing
        self._generation = 0

    def headers(self, post: Post) -> Mapping[str, str]:
        """What proves who we are; the first one who asks signs in."""
        with self._sharing.lock:
            self._generation = self._sharing.generation
            return self._sharing.credential.headers(post)

    def renounce(self) -> bool:
        """Forget a proof that was rejected, unless another client did so before."""
        with self._sharing.lock:
            if self._generation != self._sharing.generation:
                return True
            is_given_up = self._sharing.credential.renounce()
            self._sharing.generation += is_given_up
            return is_given_up

    def redact(self, text: str) -> str:
        """``text`` without anything secret."""
        return self._sharing.credential.redact(text)
