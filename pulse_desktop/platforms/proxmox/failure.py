"""What went wrong between us and a Proxmox product, in the user's words."""

import http.client
import re
import ssl
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.transport import BODY_LIMIT_BYTES, Oversized, Redirected
from pulse_desktop.provider.reach import unreachable
from pulse_desktop.provider.tls import ssl_error_in, tls_failure

TRANSPORT_ERRORS = (OSError, http.client.HTTPException, Oversized, Redirected)
"""All that an exchange may raise."""

_ANYEVENT = frozenset({595, 596, 597, 598, 599})
"""AnyEvent::HTTP's own statuses: the contacted node could not reach another one."""

_NODE_UNREACHABLE = (
    Category.PARTIAL,
    mark("Proxmox", "A node cannot be reached through this endpoint: {said} ({path})."),
)
_SERVER_ERROR = (Category.SERVER, mark("Proxmox", "Server error {status}: {said}."))
_NOT_ACCEPTED = (
    Category.PROTOCOL,
    mark("Proxmox", "The server refused {path} with status {status}: {said}."),
)
_BY_STATUS: Mapping[int, tuple[Category, Text]] = MappingProxyType(
    {
        401: (
            Category.AUTH,
            mark(
                "Proxmox",
                "The sign-in was rejected: {said}. Check the user or token ID with its realm, and "
                "the password or token value; Proxmox shows a token's value only once.",
            ),
        ),
        429: (
            Category.RATE_LIMITED,
            mark("Proxmox", "Too many requests. The next attempt waits."),
        ),
        501: (
            Category.WRONG_PRODUCT,
            mark("Proxmox", "The server does not know {path}. It may be another product."),
        ),
    }
)

_CUT_SHORT = mark("Proxmox", "{host}:{port} ended its answer too early or does not speak HTTP.")
_REDIRECTED = mark(
    "Proxmox",
    "{host}:{port} answered with a redirect, which was not followed. "
    "A reverse proxy or a single sign-on page may stand in between.",
)
_TOO_LONG = mark(
    "Proxmox", "{host}:{port} sends an answer of more than {mebibytes} MiB; it was not read."
)
_HUNG_UP = mark("Proxmox", "{host}:{port} closed the connection before it had answered.")

_LONGEST_TEXT = 200
_TEXT_WITHIN = 4096
"""Bytes of a refusal's body that are looked at when it is plain text."""

_NO_WORDS = ("<", "{", "[", '"', "null")

_PAUSE_S = 60.0
"""After a refusal for too many requests; the product itself names no time."""

_DENIED = re.compile(r"\((?P<path>/[^,()]{0,120}), (?P<privilege>[A-Za-z.|]{1,80})\)")
"""``Permission check failed (/nodes/pve1, Sys.Audit)``"""

Redact = Callable[[str], str]
"""Takes credentials out of a server's text."""


class _Body(msgspec.Struct):
    message: str = ""


def first_line(text: str) -> str:
    """One printable line of a server's text, short enough to show."""
    line = next((line for line in text.strip().splitlines() if line.strip()), "")
    return "".join(c for c in line.strip() if c.isprintable())[:_LONGEST_TEXT]


def refusal(status: int, reason: str, body: bytes, path: str, redact: Redact) -> ProviderError:
    """A status of 400 and above. What it says is in the reason, from version 9 in the body."""
    said = first_line(redact(_message(body) or reason)).rstrip(".!")
    if status == http.HTTPStatus.FORBIDDEN:
        return _denied(said, path)
    category, text = _NODE_UNREACHABLE if status in _ANYEVENT else _told(status)
    pause_s = _PAUSE_S if category is Category.RATE_LIMITED else None
    message = text.given(status=status, said=said or "—", path=path)
    return ProviderError(category, message, retry_after_s=pause_s)


def _message(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Body).message
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _plain(body)


def _plain(body: bytes) -> str:
    """A body that is nothing but words, as Proxmox Backup Server refuses; no page, no JSON."""
    text = body[:_TEXT_WITHIN].decode("utf-8", "replace").lstrip()
    return "" if text.startswith(_NO_WORDS) else text


def _told(status: int) -> tuple[Category, Text]:
    found = _BY_STATUS.get(status)
    if found is not None:
        return found
    return _SERVER_ERROR if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR else _NOT_ACCEPTED


def _denied(said: str, path: str) -> ProviderError:
    found = _DENIED.search(said)
    if found is None:
        return ProviderError(
            Category.FORBIDDEN,
            mark("Proxmox", "Signed in, but reading {path} is not allowed.").given(path=path),
        )
    message = mark("Proxmox", "Signed in, but {privilege} on {path} is missing.").given(
        privilege=found["privilege"],
        path=found["path"],
    )
    return ProviderError(Category.FORBIDDEN, message)


def lost(error: Exception, address: Address, limit_s: float) -> ProviderError:
    """An exchange that came to no answer."""
    host, port = address.host, address.port
    if ssl_error_in(error) and not isinstance(error, ssl.SSLEOFError):
        return tls_failure(error, host, port)
    text = _interruption(error)
    if text is None and isinstance(error, OSError):
        return unreachable(error, host, port, limit_s)
    mebibytes = BODY_LIMIT_BYTES // 1024**2
    message = (text or _CUT_SHORT).given(host=host, port=port, mebibytes=mebibytes)
    return ProviderError(Category.PROTOCOL, message)


def _interruption(error: Exception) -> Text | None:
    """What ended an exchange that had begun; ``None`` where none had, or it is not known."""
    if isinstance(error, Redirected):
        return _REDIRECTED
    if isinstance(error, Oversized):
        return _TOO_LONG
    if isinstance(error, ConnectionError | ssl.SSLError):
        return None if isinstance(error, ConnectionRefusedError) else _HUNG_UP
    return None


def unreadable(path: str) -> ProviderError:
    """A 200 whose body is not what the product sends."""
    return ProviderError(
        Category.PROTOCOL,
        mark(
            "Proxmox",
            "The answer to {path} is not one of Proxmox. "
            "A reverse proxy or a single sign-on page may stand in between.",
        ).given(path=path),
    )
