"""HTTP for platforms, bounded in bytes and time. The only module that knows httpx.

Nothing is followed, unpacked or retried: no redirects, no proxies from the environment, no
compressed bodies. Every failure leaves as a ``ProviderError`` in the user's words.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import httpcore
import httpx

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.provider.reach import unreachable
from pulse_desktop.provider.tls import tls_failure

with suppress(ImportError):
    # httpcore loads it with its first request, which would hold up the event loop.
    import_module("anyio._backends._asyncio")

MEGABYTE = 1024 * 1024

_CONNECT_S = 8.0
_KEPT_OPEN_S = 60.0

_NO_PARAMETERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an endpoint is reached."""

    host: str
    """A name or an address, an IPv6 one without brackets; anything for a socket."""

    port: int = 0
    socket_path: str | None = None
    """A Unix socket instead of host and port."""

    tls: ssl.SSLContext | None = None
    """Verifies as ``provider.tls`` says; ``None`` sends in plain text."""

    connections: int = 6
    """At most this many at once; a stream needs one of them for itself."""

    explain: Callable[[OSError], ProviderError | None] = lambda _: None
    """The platform's own words for a connection that did not open, where it has some."""

    @property
    def spoken(self) -> str:
        """What sentences call it."""
        return self.socket_path or f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Where requests go."""
        if self.socket_path is not None:
            return "http://localhost"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost."""

    time_s: float
    """From the first byte sent to the last byte read."""

    size_bytes: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""

    body: bytes


class HttpSession:
    """Keeps connections to one endpoint. Used on the event loop; closed by its owner."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._client = httpx.AsyncClient(
            transport=_transport(way),
            base_url=way.url,
            headers={"Accept-Encoding": "identity", "User-Agent": "pulse-desktop"},
            timeout=httpx.Timeout(None, connect=_CONNECT_S),
            follow_redirects=False,
            trust_env=False,
        )

    async def get(
        self, path: str, parameters: Mapping[str, str] = _NO_PARAMETERS, *, bounds: Bounds
    ) -> Reply:
        """The whole answer to one GET.

        Raises:
            ProviderError: There was none, or it is longer or slower than ``bounds`` allow.
        """
        try:
            async with asyncio.timeout(bounds.time_s):
                async with self._opened(path, parameters) as response:
                    body = await self._whole(response, bounds.size_bytes)
                    return Reply(response.status_code, dict(response.headers), body)
        except TimeoutError as error:
            raise self._late(bounds.time_s) from error

    @asynccontextmanager
    async def stream(
        self, path: str, parameters: Mapping[str, str] = _NO_PARAMETERS, *, idle_s: float
    ) -> AsyncIterator["LineStream"]:
        """An answer that goes on for as long as the context is open.

        Raises:
            ProviderError: It could not be opened, or its body broke off.
        """
        async with self._opened(path, parameters, idle_s) as response:
            yield LineStream(response, self._way)

    async def aclose(self) -> None:
        """Close every connection. Safe to call twice."""
        await self._client.aclose()

    @asynccontextmanager
    async def _opened(
        self, path: str, parameters: Mapping[str, str], idle_s: float | None = None
    ) -> AsyncIterator[httpx.Response]:
        timeout = httpx.Timeout(None, connect=_CONNECT_S, read=idle_s)
        extensions = {"trace": _Handshakes()} if self._way.tls is not None else None
        try:
            async with self._client.stream(
                "GET", path, params=dict(parameters), timeout=timeout, extensions=extensions
            ) as response:
                yield response
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise failure(error, self._way, idle_s or _CONNECT_S) from error

    async def _whole(self, response: httpx.Response, most: int) -> bytes:
        self._refuse_packed(response)
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > most:
                message = mark(
                    "Http", "{where} sent more than {megabytes} MB in one answer. It was cut off."
                ).given(
                    where=self._way.spoken,
                    megabytes=round(most / MEGABYTE, 1),
                )
                raise ProviderError(Category.PROTOCOL, message)
        return bytes(body)

    def _refuse_packed(self, response: httpx.Response) -> None:
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity"}:
            raise ProviderError(
                Category.PROTOCOL,
                mark("Http", "{where} sent a compressed answer although none was asked for.").given(
                    where=self._way.spoken
                ),
            )

    def _late(self, seconds: float) -> ProviderError:
        message = mark("Http", "No complete answer from {where} in {seconds} s.").given(
            where=self._way.spoken,
            seconds=round(seconds),
        )
        return ProviderError(Category.TIMEOUT, message)


class LineStream:
    """A body of lines that arrive one by one."""

    def __init__(self, response: httpx.Response, way: Way) -> None:
        self._response = response
        self._way = way

    @property
    def status(self) -> int:
        """The answer's status."""
        return self._response.status_code

    async def lines(self, longest: int) -> AsyncIterator[bytes]:
        """Each line without its end, until the other side closes; blank ones are left out.

        Raises:
            ProviderError: A line is longer than ``longest`` bytes.
        """
        rest = b""
        async for chunk in self._response.aiter_raw():
            *whole, rest = (rest + chunk).split(b"\n")
            if len(rest) > longest or any(len(line) > longest for line in whole):
                raise ProviderError(
                    Category.PROTOCOL,
                    mark("Http", "{where} sent a line without end. It was cut off.").given(
                        where=self._way.spoken
                    ),
                )
            for line in whole:
                if line.strip():
                    yield line
        if rest.strip():
            yield rest


def _transport(way: Way) -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(
        max_connections=way.connections,
        max_keepalive_connections=way.connections,
        keepalive_expiry=_KEPT_OPEN_S,
    )
    verify = way.tls if way.tls is not None else False
    return httpx.AsyncHTTPTransport(
        verify=verify, uds=way.socket_path, limits=limits, trust_env=False
    )


class _Handshakes:
    """Closes the connection of a TLS handshake that did not end, as its request's ``trace``.

    httpcore (1.0.9) forgets that connection when the request is cancelled meanwhile.
    """

    def __init__(self) -> None:
        self._opened: httpcore.AsyncNetworkStream | None = None

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._opened = info["return_value"]
        elif event == "connection.start_tls.failed" and self._opened is not None:
            await self._opened.aclose()


def failure(error: Exception, way: Way, seconds: float) -> ProviderError:
    """What went wrong on the wire, in the user's words."""
    refused = next((cause for cause in _causes(error) if _is_tls_failure(cause)), None)
    if refused is not None:
        return tls_failure(refused, way.host, way.port)
    if isinstance(error, httpx.TimeoutException):
        message = mark(
            "Http", "No reply from {where} in {seconds} s. Firewall, VPN or wrong subnet?"
        ).given(
            where=way.spoken,
            seconds=round(seconds),
        )
        return ProviderError(Category.TIMEOUT, message)
    if isinstance(error, httpx.ConnectError):
        return _unopened(error, way, seconds)
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) and way.tls is not None:
        # Under TLS 1.3 a server refuses a client certificate only after the handshake.
        return ProviderError(
            Category.AUTH,
            mark(
                "Http",
                "{where} closed the connection. "
                "A client certificate may be missing or not accepted.",
            ).given(where=way.spoken),
        )
    if isinstance(error, httpx.NetworkError | OSError):
        return ProviderError(
            Category.PROTOCOL,
            mark("Http", "The connection to {where} broke off.").given(where=way.spoken),
        )
    return ProviderError(
        Category.PROTOCOL,
        mark("Http", "{where} did not answer in HTTP. Is it the right address and port?").given(
            where=way.spoken
        ),
    )


def _is_tls_failure(cause: BaseException) -> bool:
    """Whether TLS failed, and did not merely wait for bytes that then never came."""
    waits = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
    return isinstance(cause, ssl.SSLError) and not isinstance(cause, waits)


def _unopened(error: Exception, way: Way, seconds: float) -> ProviderError:
    cause = next((c for c in _causes(error) if isinstance(c, OSError) and c.errno), OSError())
    said = way.explain(cause)
    return said or unreachable(cause, way.host, way.port, seconds)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and everything behind it, also the members of groups."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        members = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        linked = (current.__cause__, current.__context__, *members)
        waiting.extend(cause for cause in linked if cause is not None)
