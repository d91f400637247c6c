"""What the connection forms of the products have in common: fields, spelling, and what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import completed, has_path, is_plain_http, parsed
from pulse_desktop.provider.platform import Choice, Field, FieldKind, Problem
from pulse_desktop.provider.tls import normalise_fingerprint

TOKEN_ID = re.compile(r"[^@!\s]+@[^!\s]+![A-Za-z0-9._-]+")
USER = re.compile(r"[^@!\s]+@[^@!\s]+")

TRUST_FIELDS = (
    Field(
        name="fingerprint",
        title=mark("Proxmox", "Fingerprint (SHA-256)"),
        kind=FieldKind.FINGERPRINT,
        help=mark("Proxmox", "Leave empty to see and compare it in the connection test."),
    ),
    Field(name="ca_file", title=mark("Proxmox", "CA file"), kind=FieldKind.FILE),
    Field(
        name="web_url",
        title=mark("Proxmox", "Web address"),
        help=mark("Proxmox", "Leave empty when it is the address above."),
    ),
)
"""Every product asks these, after its own way of signing in."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a form is to know of its product."""

    title: str
    port: int
    usual_realm: str
    """Of a user who is named without one."""


def sign_in_fields(user: str, token: str, usual_realm: str) -> tuple[Field, ...]:
    """A token, or a user with a password. ``user`` and ``token`` are examples."""
    return (
        Field(
            name="auth",
            title=mark("Proxmox", "Sign in with"),
            kind=FieldKind.CHOICE,
            choices=(
                Choice("token", mark("Proxmox", "API token (recommended)")),
                Choice("password", mark("Proxmox", "User name and password")),
            ),
        ),
        Field(
            name="token_id",
            title=mark("Proxmox", "Token ID"),
            placeholder=f"{user}!{token}",
            shown_when=("auth", "token"),
        ),
        Field(
            name="secret",
            title=mark("Proxmox", "Token value"),
            kind=FieldKind.SECRET,
            help=mark("Proxmox", "Proxmox shows it once, when the token is made."),
            shown_when=("auth", "token"),
        ),
        Field(
            name="user",
            title=mark("Proxmox", "User"),
            placeholder=user,
            help=mark("Proxmox", "Without a realm, @{realm} is meant.").given(realm=usual_realm),
            shown_when=("auth", "password"),
        ),
        Field(
            name="secret",
            title=mark("Proxmox", "Password"),
            kind=FieldKind.SECRET,
            help=mark("Proxmox", "A user with a second factor needs an API token."),
            shown_when=("auth", "password"),
        ),
    )


def spelled(connection: Connection, product: Product) -> Connection:
    """Scheme, port and realm filled in, the fingerprint in its one spelling."""
    return replace(
        connection,
        address=completed(connection.address, product.port),
        user=_with_realm(connection.user, product.usual_realm),
        token_id=_trimmed(connection.token_id),
        fingerprint=_one_spelling(connection.fingerprint),
        ca_file=_trimmed(connection.ca_file),
        web_url=_trimmed(connection.web_url),
    )


def address_problem(address: str, product: Product, missing: Text) -> Problem | None:
    """What is wrong with an address; ``missing`` is said of none at all."""
    if not address:
        return Problem("address", missing)
    if is_plain_http(address):
        said = mark("Proxmox", "{product} answers over https only.").given(product=product.title)
        return Problem("address", said)
    if has_path(address):
        said = mark("Proxmox", "Enter only host and port, without a path.")
        return Problem("address", said)
    if parsed(address) is None:
        said = mark(
            "Proxmox", "This is not an address. Enter a host name, or https://host:{port}."
        ).given(port=str(product.port))
        return Problem("address", said)
    return None


def sign_in_problems(connection: Connection) -> Iterator[Problem]:
    """What is wrong with a token, or with a user."""
    token_id, user = connection.token_id, connection.user
    if token_id is not None and user is not None:
        yield Problem("token_id", mark("Proxmox", "Use either a token or a user, not both."))
    elif token_id is not None:
        if not TOKEN_ID.fullmatch(token_id):
            yield Problem("token_id", mark("Proxmox", "A token ID looks like user@realm!name."))
    elif user is not None:
        if not USER.fullmatch(user):
            yield Problem("user", mark("Proxmox", "A user looks like name@realm."))
    else:
        # Which of the two was meant is not in the connection; only one of the fields shows.
        yield Problem("token_id", mark("Proxmox", "A token ID and its value are needed."))
        yield Problem("user", mark("Proxmox", "A user and a password are needed."))


def pin_problem(fingerprint: str | None) -> Problem | None:
    """What is wrong with a fingerprint."""
    if fingerprint is None or normalise_fingerprint(fingerprint):
        return None
    said = mark("Proxmox", "A SHA-256 fingerprint has 64 hexadecimal digits.")
    return Problem("fingerprint", said)


def _with_realm(user: str | None, realm: str) -> str | None:
    name = _trimmed(user)
    return f"{name}@{realm}" if name and "@" not in name else name


def _one_spelling(fingerprint: str | None) -> str | None:
    text = _trimmed(fingerprint)
    return normalise_fingerprint(text) or text if text else None


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None
