"""Calls to the API of one Proxmox endpoint: awaited here, made and decoded in a worker."""

import asyncio
import contextlib
import http
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import TypeVar, cast

from proxmoxer.core import ProxmoxResource, ResourceException

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.credential import Credential
from pulse_desktop.platforms.proxmox.failure import (
    TRANSPORT_ERRORS,
    lost,
    refusal,
    unreadable,
)
from pulse_desktop.platforms.proxmox.transport import Exchange, Reply
from pulse_desktop.provider.tls import Trust, ssl_context

DEADLINE_S = 5.0
"""Of one call; the contacted node answers all of those made here from its own memory."""

T = TypeVar("T")


class _Bodies:
    """proxmoxer's serializer seat: bodies are passed on whole and decoded by type later."""

    def loads(self, reply: Reply) -> bytes:
        return reply.content

    def loads_errors(self, reply: Reply) -> bytes:
        return reply.content


class Client:
    """One endpoint and one credential. Calls queue up; each has its own deadline."""

    def __init__(
        self, address: Address, trust: Trust, credential: Credential, workers: Executor
    ) -> None:
        self._address = address
        self._trust = trust
        self._credential = credential
        self._workers = workers
        self._exchange: Exchange | None = None
        self._turn = asyncio.Lock()

    async def get(
        self, path: str, decode: Callable[[bytes], T], *, deadline_s: float = DEADLINE_S
    ) -> T:
        """The decoded answer to ``GET /api2/json/{path}``.

        ``decode`` raises ``ValueError`` for what it cannot read; it runs in the worker.

        Raises:
            ProviderError: No answer, a refusal, or an answer that cannot be read.
        """
        async with self._turn:
            return await self._in_worker(lambda e: self._got(e, path, decode), deadline_s)

    async def look(self, decode: Callable[[bytes], T]) -> T:
        """The decoded page at ``/``, asked for without any credential."""
        async with self._turn:
            return await self._in_worker(lambda e: self._looked(e, decode), DEADLINE_S)

    async def aclose(self) -> None:
        """End what is being waited for and close the connection."""
        if self._exchange is not None:
            self._give_up(self._exchange)

    async def _in_worker(self, call: Callable[[Exchange], T], deadline_s: float) -> T:
        loop = asyncio.get_running_loop()
        if self._exchange is None:
            context = await loop.run_in_executor(self._workers, ssl_context, self._trust)
            self._exchange = Exchange(self._address, context)
        exchange = self._exchange
        try:
            async with asyncio.timeout(deadline_s):
                return await loop.run_in_executor(self._workers, call, exchange)
        except TRANSPORT_ERRORS as error:
            self._give_up(exchange)
            raise lost(error, self._address, deadline_s) from error
        except asyncio.CancelledError:
            self._give_up(exchange)
            raise

    def _give_up(self, exchange: Exchange) -> None:
        """Cuts it: a worker may still be waiting on it, and closes it then."""
        exchange.cut()
        if self._exchange is exchange:
            self._exchange = None

    def _got(self, exchange: Exchange, path: str, decode: Callable[[bytes], T]) -> T:
        try:
            body = self._authorised(exchange, path)
        except ProviderError as error:
            if error.category is not Category.AUTH or not self._credential.renounce():
                raise
            body = self._authorised(exchange, path)
        return _decoded(body, path, decode)

    def _authorised(self, exchange: Exchange, path: str) -> bytes:
        exchange.headers = {}
        exchange.headers = self._credential.headers(lambda p, form: self._post(exchange, p, form))
        try:
            return cast("bytes", self._resource(exchange, path).get())
        except ResourceException as error:
            status, reason, body = error.status_code, str(error.content), error.errors
        # Out of the handler: the exception carries the server's text as it came.
        raise refusal(status, reason, body, f"/{path}", self._credential.redact)

    def _post(self, exchange: Exchange, path: str, form: Mapping[str, str]) -> bytes:
        """Around proxmoxer, which would offer the form, password and all, to its log."""
        reply = exchange.request("POST", f"{self._address.url}/api2/json/{path}", data=form)
        if reply.status_code >= http.HTTPStatus.BAD_REQUEST:
            redact = self._credential.redact
            raise refusal(reply.status_code, reply.reason, reply.content, f"/{path}", redact)
        return reply.content

    def _looked(self, exchange: Exchange, decode: Callable[[bytes], T]) -> T:
        exchange.headers = {}
        return _decoded(exchange.request("GET", self._address.url + "/").content, "/", decode)

    def _resource(self, exchange: Exchange, path: str) -> ProxmoxResource:
        root = ProxmoxResource(
            base_url=f"{self._address.url}/api2/json", session=exchange, serializer=_Bodies()
        )
        return root(path)


def _decoded(body: bytes, path: str, decode: Callable[[bytes], T]) -> T:
    with contextlib.suppress(ValueError):
        return decode(body)
    raise unreadable(f"/{path}" if path != "/" else path)
