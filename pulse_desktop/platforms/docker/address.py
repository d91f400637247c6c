"""The spellings of an engine's address, and what each of them means."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

PLAIN_PORT = 2375
TLS_PORT = 2376
"""IANA's ports for the Engine API."""


class Kind(StrEnum):
    """How an address is reached."""

    SOCKET = "unix"
    TCP = "tcp"
    CONTEXT = "context"
    SSH = "ssh"
    PIPE = "npipe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One parsed address."""

    kind: Kind
    path: str = ""
    """Of the socket; the context's name; what follows the scheme of an unsupported one."""

    host: str = ""
    port: int = 0
    tls: bool | None = None
    """``None`` where certificates decide, as they do for ``tcp://``."""


def parse(text: str) -> Address | None:
    """The address in ``text``; ``None`` when it is none."""
    scheme, separator, rest = text.strip().partition(":")
    scheme = scheme.lower()
    if not separator or not rest:
        return None
    if scheme == "context":
        return Address(kind=Kind.CONTEXT, path=rest)
    if scheme == "unix":
        path = rest.removeprefix("//")
        return Address(kind=Kind.SOCKET, path=path) if path.startswith("/") else None
    if scheme in {"ssh", "npipe"}:
        return Address(kind=Kind(scheme), path=rest)
    return _network(scheme, text.strip())


def _network(scheme: str, text: str) -> Address | None:
    if scheme not in {"tcp", "http", "https"}:
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        return None
    tls = {"https": True, "http": False}.get(scheme, True if port in {TLS_PORT, None} else None)
    default = PLAIN_PORT if tls is False else TLS_PORT
    return Address(kind=Kind.TCP, host=host, port=port or default, tls=tls)


def spelled(address: Address) -> str:
    """The one spelling of ``address`` that is saved."""
    if address.kind is not Kind.TCP:
        separator = "://" if address.kind is Kind.SOCKET else ":"
        return f"{address.kind}{separator}{address.path}"
    host = f"[{address.host}]" if ":" in address.host else address.host
    scheme = {True: "https", False: "http", None: "tcp"}[address.tls]
    return f"{scheme}://{host}:{address.port}"
