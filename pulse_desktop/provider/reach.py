"""The way to an endpoint, one provable step at a time: resolve, reach, agree on TLS.

Every step may be cancelled at any moment; its sockets are closed on the way out.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace

from pulse_desktop.model.errors import Category, Certificate, ProviderError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.provider.step import Finding, begin, finish
from pulse_desktop.provider.tls import (
    Trust,
    describe,
    inspecting_context,
    normalise_fingerprint,
    ssl_context,
    tls_failure,
)

TIMEOUT_S = 10.0
"""Patience of each step of a connection test."""

_SHOWN_ADDRESSES = 4

_NO_ROUTE = frozenset(
    {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL}
)

_QUESTIONS_OF_TRUST = frozenset(
    {Category.TLS_UNTRUSTED, Category.TLS_CHANGED, Category.TLS_HOSTNAME}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A host and port, and what people should know when they do not answer."""

    host: str
    """A name or an address, an IPv6 one without brackets."""

    port: int
    product: str
    """``Proxmox VE``."""

    usual_port: int
    compare: Text | None = None
    """How to see the certificate's fingerprint on the endpoint itself."""


async def resolve(host: str, port: int, timeout_s: float = TIMEOUT_S) -> tuple[str, ...]:
    """The addresses of ``host``, in the order to try them, each once.

    Raises:
        ProviderError: ``dns``.
    """
    loop = asyncio.get_running_loop()
    asked = loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(asked, timeout_s)
    except TimeoutError as error:
        raise ProviderError(
            Category.DNS,
            mark("Reach", "No answer from the name server about {host} in {seconds} s.").given(
                host=host,
                seconds=round(timeout_s),
            ),
        ) from error
    except (OSError, UnicodeError) as error:
        raise _unknown(host) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def connect(address: str, port: int, timeout_s: float = TIMEOUT_S) -> None:
    """Prove that a TCP connection opens, and close it.

    Raises:
        ProviderError: ``refused``, or ``timeout`` when there is no answer or no route.
    """
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(address, port), timeout_s)
    except OSError as error:
        raise unreachable(error, address, port, timeout_s) from error
    writer.transport.abort()


def unreachable(error: OSError, host: str, port: int, timeout_s: float) -> ProviderError:
    """A connection that did not open, in the user's words."""
    if isinstance(error, socket.gaierror):
        return _unknown(host)
    where: dict[str, str | int] = {"host": host, "port": port}
    if isinstance(error, ConnectionRefusedError):
        return ProviderError(
            Category.REFUSED,
            mark("Reach", "{host} answered, but nothing listens on port {port}.").given(**where),
        )
    if error.errno in _NO_ROUTE:
        return ProviderError(
            Category.TIMEOUT,
            mark("Reach", "There is no route to {host}. VPN or wrong subnet?").given(host=host),
        )
    if isinstance(error, TimeoutError):
        return ProviderError(
            Category.TIMEOUT,
            mark(
                "Reach",
                "No reply from {host}:{port} in {seconds} s. Firewall, VPN or wrong subnet?",
            ).given(
                seconds=round(timeout_s),
                **where,
            ),
        )
    return ProviderError(
        Category.REFUSED,
        mark("Reach", "The connection to {host}:{port} could not be opened ({reason}).").given(
            reason=error.strerror or type(error).__name__,
            **where,
        ),
    )


def _unknown(host: str) -> ProviderError:
    return ProviderError(
        Category.DNS,
        mark(
            "Reach", "{host} could not be resolved. Check the spelling or use the IP address."
        ).given(host=host),
    )


async def handshake(
    host: str,
    port: int,
    trust: Trust,
    timeout_s: float = TIMEOUT_S,
    *,
    address: str | None = None,
) -> Certificate:
    """Agree on TLS, close again, and return what was presented. Sends no application data.

    ``address`` is where to connect when the name is resolved already.

    Raises:
        ProviderError: ``tls_*``, ``plain_http``, ``auth``, ``protocol``, or as ``connect``.
    """
    loop = asyncio.get_running_loop()
    context = await loop.run_in_executor(None, ssl_context, trust)
    spot = address or host
    try:
        async with asyncio.timeout(timeout_s):
            return describe(await _presented(spot, port, host, context))
    except (ssl.SSLError, ConnectionResetError) as error:
        shown = await _look(spot, port, host, timeout_s) if _is_about_trust(error) else None
        raise tls_failure(error, host, port, shown) from error
    except OSError as error:
        raise unreachable(error, host, port, timeout_s) from error


def _is_about_trust(error: OSError) -> bool:
    return isinstance(error, ssl.SSLCertVerificationError)


async def _presented(address: str, port: int, host: str, context: ssl.SSLContext) -> bytes:
    """The leaf certificate in DER form, from a connection that is opened and closed for it."""
    _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host)
    try:
        session = writer.get_extra_info("ssl_object")
        return session.getpeercert(binary_form=True) or b""
    finally:
        # A polite close would wait for the other side's goodbye.
        writer.transport.abort()


async def _look(address: str, port: int, host: str, timeout_s: float) -> Certificate | None:
    """What an endpoint that is not trusted presents: OpenSSL does not keep what it refused."""
    try:
        async with asyncio.timeout(timeout_s):
            return describe(await _presented(address, port, host, inspecting_context()))
    except OSError:
        return None


async def approach(
    endpoint: Endpoint, trust: Trust | None, timeout_s: float = TIMEOUT_S
) -> AsyncGenerator[Stage, None]:
    """The stages ``RESOLVE``, ``REACH`` and, with ``trust``, ``TLS`` of a connection test.

    Yields each as it begins and as it ended, and stops after one that failed.
    """
    yield begin(StageId.RESOLVE)
    stage, addresses = await finish(StageId.RESOLVE, _resolving(endpoint, timeout_s))
    yield stage
    if addresses is None:
        return
    yield begin(StageId.REACH)
    stage, address = await finish(StageId.REACH, _reaching(endpoint, addresses, timeout_s))
    yield stage
    if address is None or trust is None:
        return
    yield begin(StageId.TLS)
    agreement = _agreeing(endpoint, trust, address, timeout_s)
    stage, _ = await finish(StageId.TLS, agreement)
    yield _with_trust(stage, trust, endpoint.compare)


async def _resolving(endpoint: Endpoint, timeout_s: float) -> Finding[tuple[str, ...]]:
    addresses = await resolve(endpoint.host, endpoint.port, timeout_s)
    shown = mark("Reach", "{addresses}").given(addresses=", ".join(addresses[:_SHOWN_ADDRESSES]))
    return Finding(value=addresses, detail=shown)


async def _reaching(
    endpoint: Endpoint, addresses: tuple[str, ...], timeout_s: float
) -> Finding[str]:
    """The first address that answers; the last failure when none does."""
    failure = ProviderError(
        Category.DNS, mark("Reach", "{host} has no address.").given(host=endpoint.host)
    )
    for address in addresses:
        try:
            await connect(address, endpoint.port, timeout_s)
        except ProviderError as error:
            failure = _hinted(error, endpoint)
        else:
            text = mark("Reach", "open at {address}").given(address=address)
            return Finding(value=address, detail=text)
    raise failure


def _hinted(error: ProviderError, endpoint: Endpoint) -> ProviderError:
    """Says which port the product normally uses, when that may be the mistake."""
    if error.category is not Category.REFUSED or endpoint.port == endpoint.usual_port:
        return error
    message = mark(
        "Reach",
        "{host} answered, but nothing listens on port {port}. "
        "{product} normally uses {usual_port}.",
    ).given(
        host=endpoint.host,
        port=endpoint.port,
        product=endpoint.product,
        usual_port=endpoint.usual_port,
    )
    return ProviderError(Category.REFUSED, message)


async def _agreeing(
    endpoint: Endpoint, trust: Trust, address: str, timeout_s: float
) -> Finding[Certificate]:
    shown = await handshake(endpoint.host, endpoint.port, trust, timeout_s, address=address)
    if trust.fingerprint:
        detail = mark("Reach", "the pinned certificate")
    elif trust.ca_file:
        detail = mark("Reach", "signed by the chosen CA")
    else:
        detail = mark("Reach", "signed by a CA that this computer trusts")
    return Finding(value=shown, detail=detail, lines=_certificate_lines(shown, StageState.PASSED))


def _with_trust(stage: Stage, trust: Trust, compare: Text | None) -> Stage:
    """A failed ``TLS`` stage together with all that a decision about trust needs."""
    shown = stage.certificate
    if shown is None or stage.category not in _QUESTIONS_OF_TRUST:
        return stage
    lines = _certificate_lines(shown, StageState.WARNING)
    if compare is not None:
        lines = (*lines, StageLine(StageState.WARNING, compare))
    changed = stage.category is Category.TLS_CHANGED and trust.fingerprint is not None
    pinned = normalise_fingerprint(trust.fingerprint or "") if changed else None
    return replace(stage, lines=lines, pinned=pinned)


def _certificate_lines(shown: Certificate, state: StageState) -> tuple[StageLine, ...]:
    kind = (
        mark("Reach", "{subject}, self-signed").given(subject=shown.subject)
        if shown.self_signed
        else mark("Reach", "{subject}, issued by {issuer}").given(
            subject=shown.subject, issuer=shown.issuer
        )
    )
    dates = mark("Reach", "Valid from {begin} to {end}").given(
        begin=shown.not_before[:10],
        end=shown.not_after[:10],
    )
    pin = mark("Reach", "SHA-256 {fingerprint}").given(fingerprint=shown.fingerprint)
    return tuple(StageLine(state, text) for text in (kind, dates, pin))
