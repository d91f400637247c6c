"""Who we say we are: an API token, or a password that is exchanged for tickets."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec
from proxmoxer.core import SERVICES
from typing_extensions import override

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark

RENEW_AFTER = timedelta(minutes=60)
"""Half of a ticket's life (pve-access-control `PVE/AccessControl.pm`: two hours)."""

REST_AFTER_REJECTION = timedelta(minutes=5)
"""Each rejected password is logged by the product and may trip its fail2ban."""

_JITTER_S = 300

_SENDABLE = re.compile(r"[\x21-\x7e]+")
_TICKET = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,8192}")
"""What a cookie value may consist of (RFC 6265 §4.1.1)."""

_CHALLENGE = ":!tfa!"
"""In a ticket that only asks for a second factor (proxmox-backup `pbs-ticket`)."""

_TOKEN_INSTEAD = mark("Proxmox", "{user} signs in with a second factor. Use an API token instead.")
_USER_INSTEAD = mark(
    "Proxmox",
    "{user} signs in with a second factor, which nobody is there to give. This product has no "
    "API tokens: use a user of its own without a second factor.",
)
_REJECTED = mark(
    "Proxmox",
    "The sign-in as {user} was rejected. Check the password and the realm (@pam or "
    "{realm}); a user with a second factor needs an API token.",
)
_REJECTED_WITHOUT_TOKENS = mark(
    "Proxmox",
    "The sign-in as {user} was rejected. Check the password, the realm ({realm}) and that the "
    "user is enabled.",
)

Post = Callable[[str, Mapping[str, str]], bytes]
"""Sends a form and returns the body. Blocks; a refusal is a ``ProviderError``."""


class Credential(Protocol):
    """Supplies the headers of a request. Used by one thread at a time."""

    def headers(self, post: Post) -> Mapping[str, str]:
        """What proves who we are; may sign in first through ``post``.

        Raises:
            ProviderError: ``auth``; signing in was refused.
        """
        ...

    def renounce(self) -> bool:
        """Forget a proof that was rejected. Whether another try could do better."""
        ...

    def redact(self, text: str) -> str:
        """``text`` without anything secret."""
        ...


class Token:
    """An API token. Its proof never changes."""

    def __init__(self, service: str, token_id: str, secret: Secret) -> None:
        if not _SENDABLE.fullmatch(token_id) or not _SENDABLE.fullmatch(secret.reveal()):
            raise ProviderError(
                Category.AUTH,
                mark(
                    "Proxmox",
                    "The token ID or value has characters that no token has. Enter it again.",
                ),
            )
        self._secret = secret
        self._start = f"{service}APIToken={token_id}{SERVICES[service]['token_separator']}"

    def headers(self, post: Post) -> Mapping[str, str]:  # noqa: ARG002 - a token needs no sign-in
        """The token itself."""
        return {"Authorization": self._start + self._secret.reveal()}

    def renounce(self) -> bool:
        """A rejected token stays rejected."""
        return False

    def redact(self, text: str) -> str:
        """``text`` without the token's value."""
        return text.replace(self._secret.reveal(), "***")


class _Grant(msgspec.Struct):
    ticket: str = ""
    csrf: str = msgspec.field(default="", name="CSRFPreventionToken")
    second_factor: int | str | bool | None = msgspec.field(default=None, name="NeedTFA")


class _Answer(msgspec.Struct):
    data: _Grant | None = None


@dataclass(frozen=True, slots=True)
class _Ticket:
    value: str
    issued_at: datetime

    @override
    def __repr__(self) -> str:
        return "_Ticket(***)"


class Password:
    """A user and password, exchanged for tickets that are renewed while they are valid."""

    def __init__(self, service: str, user: str, secret: Secret, now: Clock) -> None:
        self._service = service
        self._user = user
        self._secret = secret
        self._now = now
        self._ticket: _Ticket | None = None
        self._rejected: tuple[datetime, ProviderError] | None = None
        if not secret.reveal().isprintable():
            raise ProviderError(
                Category.AUTH,
                mark(
                    "Proxmox", "The password has characters that cannot be typed. Enter it again."
                ),
            )
        # Spread, so that many programs started together do not renew together.
        jitter_s = zlib.crc32(user.encode()) % _JITTER_S
        self._renew_after = RENEW_AFTER - timedelta(seconds=jitter_s)

    def headers(self, post: Post) -> Mapping[str, str]:
        """The ticket's cookie, after signing in or renewing where that is due."""
        ticket = self._ticket
        if ticket is None:
            ticket = self._signed_in(post)
        elif self._now() - ticket.issued_at >= self._renew_after:
            ticket = self._renewed(ticket, post)
        self._ticket = ticket
        return {"Cookie": f"{self._service}AuthCookie={ticket.value}"}

    def renounce(self) -> bool:
        """Forget the ticket; the password may bring another."""
        had = self._ticket is not None
        self._ticket = None
        return had

    def redact(self, text: str) -> str:
        """``text`` without password and ticket."""
        known = (self._secret.reveal(), self._ticket.value if self._ticket else "")
        for secret in filter(None, known):
            text = text.replace(secret, "***")
        return text

    def _renewed(self, ticket: _Ticket, post: Post) -> _Ticket:
        try:
            return self._granted(ticket.value, post)
        except ProviderError as error:
            if error.category is not Category.AUTH:
                raise
        self._ticket = None
        return self._signed_in(post)

    def _signed_in(self, post: Post) -> _Ticket:
        self._refuse_while_resting()
        try:
            return self._granted(self._secret.reveal(), post)
        except ProviderError as error:
            if error.category is Category.AUTH:
                self._rejected = (self._now(), error)
            raise

    def _refuse_while_resting(self) -> None:
        if self._rejected is None:
            return
        since, error = self._rejected
        left = REST_AFTER_REJECTION - (self._now() - since)
        if left > timedelta(0):
            raise ProviderError(
                Category.AUTH, error.message, retry_after_s=left.total_seconds()
            ) from None
        self._rejected = None

    def _granted(self, proof: str, post: Post) -> _Ticket:
        try:
            body = post("access/ticket", {"username": self._user, "password": proof})
        except ProviderError as error:
            if error.category is Category.AUTH:
                raise _rejected(self._user, self._service) from error
            raise
        return _Ticket(_ticket(body, self._user, self._service), self._now())


def _ticket(body: bytes, user: str, service: str) -> str:
    try:
        grant = msgspec.json.decode(body, type=_Answer).data
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ProviderError(
            Category.PROTOCOL, mark("Proxmox", "The answer to the sign-in is not one of Proxmox.")
        ) from error
    if grant is None:
        raise _rejected(user, service)
    if grant.second_factor is not None or _CHALLENGE in grant.ticket:
        instead = _TOKEN_INSTEAD if _has_tokens(service) else _USER_INSTEAD
        raise ProviderError(Category.AUTH, instead.given(user=user))
    if not _TICKET.fullmatch(grant.ticket):
        raise ProviderError(
            Category.PROTOCOL, mark("Proxmox", "The answer to the sign-in has no ticket.")
        )
    return grant.ticket


def _rejected(user: str, service: str) -> ProviderError:
    said = _REJECTED if _has_tokens(service) else _REJECTED_WITHOUT_TOKENS
    return ProviderError(Category.AUTH, said.given(user=user, realm=f"@{service.lower()}"))


def _has_tokens(service: str) -> bool:
    return "token" in SERVICES[service]["supported_https_auths"]
