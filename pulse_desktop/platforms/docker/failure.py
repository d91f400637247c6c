"""What an engine's refusals mean to people."""

import errno

import msgspec

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.wire import Complaint
from pulse_desktop.provider.http import Reply

_LONGEST = 200
"""Characters of a foreign message that are shown."""

_BAD_REQUEST, _UNAUTHORIZED, _FORBIDDEN, _METHOD, _TOO_MANY = 400, 401, 403, 405, 429
_SERVER_ERRORS = 500


def unopened_socket(error: OSError, path: str) -> ProviderError:
    """Why a local socket did not open."""
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return ProviderError(
            Category.REFUSED,
            mark(
                "Docker",
                "There is no socket at {path}. The engine is not running, or listens elsewhere.",
            ).given(path=path),
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ProviderError(
            Category.FORBIDDEN,
            mark(
                "Docker",
                "You may not open {path}: this account is not in the group docker. "
                "Add it with “sudo usermod -aG docker $USER” and sign in again. "
                "Members of that group are as powerful as root on this computer.",
            ).given(path=path),
        )
    if error.errno == errno.ECONNREFUSED:
        return ProviderError(
            Category.REFUSED,
            mark(
                "Docker", "{path} exists, but the engine behind it has stopped. Start it again."
            ).given(path=path),
        )
    reason = error.strerror or type(error).__name__
    return ProviderError(
        Category.REFUSED,
        mark("Docker", "{path} could not be opened ({reason}).").given(path=path, reason=reason),
    )


def refusal(reply: Reply, section: str, where: str) -> ProviderError:
    """A status other than 200. ``section`` is the part of the API that was asked."""
    said = first_line(reply.body)
    if reply.status == _BAD_REQUEST and "HTTPS server" in said:
        return ProviderError(
            Category.PROTOCOL,
            mark("Docker", "{where} expects TLS. Use the address https://{where}.").given(
                where=where
            ),
        )
    if reply.status == _UNAUTHORIZED:
        return ProviderError(
            Category.AUTH,
            mark(
                "Docker",
                "{where} asks for a sign-in that the Engine API does not have. A proxy in between?",
            ).given(where=where),
        )
    if reply.status in {_FORBIDDEN, _METHOD}:
        return ProviderError(
            Category.FORBIDDEN,
            mark("Docker", "{where} does not permit reading {section}.").given(
                where=where, section=section
            ),
        )
    if reply.status == _TOO_MANY:
        return ProviderError(
            Category.RATE_LIMITED,
            mark("Docker", "{where} asks for fewer requests.").given(where=where),
        )
    category = Category.SERVER if reply.status >= _SERVER_ERRORS else Category.PROTOCOL
    return ProviderError(
        category,
        mark("Docker", "{where} answered {status} when asked for {section}: {said}").given(
            where=where, status=reply.status, section=section, said=said or "—"
        ),
    )


def first_line(body: bytes) -> str:
    """The first line of an error, from JSON or plain text, printable and short."""
    text = body[:4096].decode("utf-8", "replace")
    try:
        text = msgspec.json.decode(body, type=Complaint).message or text
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        text = body[:4096].decode("utf-8", "replace")
    line = text.strip().partition("\n")[0]
    return "".join(c for c in line if c.isprintable())[:_LONGEST]
