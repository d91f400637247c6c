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
        text = "There is no socket at {path}. The engine is not running, or listens elsewhere."
        return ProviderError(Category.REFUSED, mark("Docker", text, path=path))
    if error.errno in {errno.EACCES, errno.EPERM}:
        text = (
            "You may not open {path}: this account is not in the group docker. "
            "Add it with “sudo usermod -aG docker $USER” and sign in again. "
            "Members of that group are as powerful as root on this computer."
        )
        return ProviderError(Category.FORBIDDEN, mark("Docker", text, path=path))
    if error.errno == errno.ECONNREFUSED:
        text = "{path} exists, but the engine behind it has stopped. Start it again."
        return ProviderError(Category.REFUSED, mark("Docker", text, path=path))
    text = "{path} could not be opened ({reason})."
    reason = error.strerror or type(error).__name__
    return ProviderError(Category.REFUSED, mark("Docker", text, path=path, reason=reason))


def refusal(reply: Reply, section: str, where: str) -> ProviderError:
    """A status other than 200. ``section`` is the part of the API that was asked."""
    said = first_line(reply.body)
    if reply.status == _BAD_REQUEST and "HTTPS server" in said:
        text = "{where} expects TLS. Use the address https://{where}."
        return ProviderError(Category.PROTOCOL, mark("Docker", text, where=where))
    if reply.status == _UNAUTHORIZED:
        text = "{where} asks for a sign-in that the Engine API does not have. A proxy in between?"
        return ProviderError(Category.AUTH, mark("Docker", text, where=where))
    if reply.status in {_FORBIDDEN, _METHOD}:
        text = "{where} does not permit reading {section}."
        return ProviderError(Category.FORBIDDEN, mark("Docker", text, where=where, section=section))
    if reply.status == _TOO_MANY:
        text = "{where} asks for fewer requests."
        return ProviderError(Category.RATE_LIMITED, mark("Docker", text, where=where))
    text = "{where} answered {status} when asked for {section}: {said}"
    category = Category.SERVER if reply.status >= _SERVER_ERRORS else Category.PROTOCOL
    return ProviderError(
        category,
        mark("Docker", text, where=where, status=reply.status, section=section, said=said or "—"),
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
