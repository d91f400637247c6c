"""Calls to the API of one Proxmox endpoint: awaited here, made in threads of its own.

An exchange blocks a thread for as long as its server is silent. In the pool that all connections
share, a few servers that hang would keep every other connection waiting.
"""

import asyncio
import contextlib
import http
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar, cast

from proxmoxer.core import ProxmoxResource, ResourceException

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox.credential import Credential
from pulse_desktop.platforms.proxmox.failure import (
    TRANSPORT_ERRORS,
    lost,
    refusal,
    unreadable,
)
from pulse_desktop.platforms.proxmox.route import Endpoint, Route
from pulse_desktop.platforms.proxmox.transport import Exchange, Reply
from pulse_desktop.provider.tls import ssl_context

DEADLINE_S = 5.0
"""Of one call; the contacted node answers all of those made here from its own memory."""

_THREADS = 2
"""One works; the other may still be held by an exchange that was given up: ``cut`` cannot end
the look-up of a name."""

_WAYS = 3
"""Endpoints that one call tries, so that it comes to an end in a large cluster that is off."""

T = TypeVar("T")


class _Bodies:
    """proxmoxer's serializer seat: bodies are passed on whole and decoded by type later."""

    def loads(self, reply: Reply) -> bytes:
        return reply.content

    def loads_errors(self, reply: Reply) -> bytes:
        return reply.content


class Client:
    """One route and one credential. Calls queue up; each has its own deadline.

    ``workers`` decode; the exchanges themselves never wait there.
    """

    def __init__(self, route: Route, credential: Credential, workers: Executor) -> None:
        self._route = route
        self._credential = credential
        self._workers = workers
        self._threads = ThreadPoolExecutor(_THREADS, "proxmox")
        self.requests = 0
        """How many exchanges were begun."""

        self._exchange: Exchange | None = None
        self._end: Endpoint | None = None
        """Where ``_exchange`` leads."""

        self._turn = asyncio.Lock()

    async def get(
        self, path: str, decode: Callable[[bytes], T], *, deadline_s: float = DEADLINE_S
    ) -> T:
        """The decoded answer to ``GET /api2/json/{path}``.

        ``decode`` raises ``ValueError`` for what it cannot read; it runs in a worker.

        Raises:
            ProviderError: No answer, a refusal, or an answer that cannot be read.
        """
        async with self._turn:
            body = await self._in_thread(lambda e: self._got(e, path), deadline_s)
            return await self._decoded(body, f"/{path}", decode)

    async def look(self, decode: Callable[[bytes], T]) -> T:
        """The decoded page at ``/``, asked for without any credential."""
        async with self._turn:
            body = await self._in_thread(self._looked, DEADLINE_S)
            return await self._decoded(body, "/", decode)

    async def aclose(self) -> None:
        """End what is being waited for and close the connection, for good."""
        if self._exchange is not None:
            self._give_up(self._exchange)
        self._threads.shutdown(wait=False)

    async def _in_thread(
        self, call: Callable[[Exchange], bytes], deadline_s: float, ways: int = _WAYS
    ) -> bytes:
        """Over the next endpoint when this one cannot be reached, if the route has another."""
        endpoint = self._route.endpoint
        exchange = await self._exchange_with(endpoint)
        self.requests += 1
        try:
            return await self._timed(call, exchange, deadline_s)
        except TRANSPORT_ERRORS as error:
            self._give_up(exchange)
            failure = lost(error, endpoint.address, deadline_s)
            if exchange.is_reached or not self._route.unreached(endpoint, failure) or ways == 1:
                raise failure from error
        except asyncio.CancelledError:
            self._give_up(exchange)
            raise
        return await self._in_thread(call, deadline_s, ways - 1)

    async def _exchange_with(self, endpoint: Endpoint) -> Exchange:
        if self._exchange is not None and self._end == endpoint:
            return self._exchange
        if self._exchange is not None:
            self._give_up(self._exchange)
        loop = asyncio.get_running_loop()
        context = await loop.run_in_executor(self._workers, ssl_context, endpoint.trust)
        self._exchange, self._end = Exchange(endpoint.address, context), endpoint
        return self._exchange

    async def _timed(
        self, call: Callable[[Exchange], bytes], exchange: Exchange, deadline_s: float
    ) -> bytes:
        """The deadline starts with the exchange: before, the server has not been asked."""
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def begin() -> bytes:
            loop.call_soon_threadsafe(begun.set)
            return call(exchange)

        answer = loop.run_in_executor(self._threads, begin)
        try:
            await begun.wait()
            async with asyncio.timeout(deadline_s):
                return await answer
        finally:
            answer.cancel()

    def _give_up(self, exchange: Exchange) -> None:
        """Cuts it: a worker may still be waiting on it, and closes it then."""
        exchange.cut()
        if self._exchange is exchange:
            self._exchange = None

    async def _decoded(self, body: bytes, path: str, decode: Callable[[bytes], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, _decoded, body, path, decode)

    def _got(self, exchange: Exchange, path: str) -> bytes:
        try:
            return self._authorised(exchange, path)
        except ProviderError as error:
            if error.category is not Category.AUTH or not self._credential.renounce():
                raise
            return self._authorised(exchange, path)

    def _authorised(self, exchange: Exchange, path: str) -> bytes:
        exchange.headers = {}
        exchange.headers = self._credential.headers(lambda p, form: self._post(exchange, p, form))
        try:
            body = cast("bytes | None", self._resource(exchange, path).get())
        except ResourceException as error:
            status, reason, refused = error.status_code, str(error.content), error.errors
        else:
            if body is None:  # proxmoxer makes nothing of a status below 200
                raise unreadable(f"/{path}")
            return body
        # Out of the handler: the exception carries the server's text as it came.
        raise refusal(status, reason, refused, f"/{path}", self._credential.redact)

    def _post(self, exchange: Exchange, path: str, form: Mapping[str, str]) -> bytes:
        """Around proxmoxer, which would offer the form, password and all, to its log."""
        reply = exchange.request("POST", f"{exchange.address.url}/api2/json/{path}", data=form)
        if reply.status_code >= http.HTTPStatus.BAD_REQUEST:
            redact = self._credential.redact
            raise refusal(reply.status_code, reply.reason, reply.content, f"/{path}", redact)
        return reply.content

    def _looked(self, exchange: Exchange) -> bytes:
        exchange.headers = {}
        return exchange.request("GET", exchange.address.url + "/").content

    def _resource(self, exchange: Exchange, path: str) -> ProxmoxResource:
        root = ProxmoxResource(
            base_url=f"{exchange.address.url}/api2/json", session=exchange, serializer=_Bodies()
        )
        return root(path)


def _decoded(body: bytes, path: str, decode: Callable[[bytes], T]) -> T:
    with contextlib.suppress(ValueError):
        return decode(body)
    raise unreadable(path)
