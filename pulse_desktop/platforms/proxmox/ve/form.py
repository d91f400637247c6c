"""The connection form of Proxmox VE: its fields, what is wrong with them, what to grant."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import completed, has_path, is_plain_http, parsed
from pulse_desktop.provider.platform import (
    Candidate,
    Choice,
    Commands,
    Field,
    FieldKind,
    Problem,
)
from pulse_desktop.provider.tls import normalise_fingerprint

PORT = 8006
USUAL_REALM = "pam"
SUGGESTED_USER = "pulse@pve"
SUGGESTED_TOKEN = "desktop"  # noqa: S105 - a token's name, not its value
ROLE = "PVEAuditor"
"""Read-only on everything it is granted for; it comes with the product."""

TOKEN_ID = re.compile(r"[^@!\s]+@[^!\s]+![A-Za-z0-9._-]+")
_USER = re.compile(r"[^@!\s]+@[^@!\s]+")

COMPARE = mark(
    "Proxmox",
    "To compare, run on the node: openssl x509 -noout -fingerprint -sha256 "
    "-in /etc/pve/local/pve-ssl.pem (pveproxy-ssl.pem for a certificate of your own)",
)

FIELDS = (
    Field(
        name="address",
        title=mark("Proxmox", "Address"),
        placeholder="https://pve1.lan:8006",
        help=mark("Proxmox", "One node of a cluster is enough."),
    ),
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
        placeholder="pulse@pve!desktop",
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
        placeholder="pulse@pve",
        help=mark("Proxmox", "Without a realm, @pam is meant."),
        shown_when=("auth", "password"),
    ),
    Field(
        name="secret",
        title=mark("Proxmox", "Password"),
        kind=FieldKind.SECRET,
        help=mark("Proxmox", "A user with a second factor needs an API token."),
        shown_when=("auth", "password"),
    ),
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


def normalise(connection: Connection) -> Connection:
    """Scheme, port and realm filled in, the fingerprint in its one spelling."""
    return replace(
        connection,
        address=completed(connection.address, PORT),
        user=_with_realm(connection.user),
        token_id=_trimmed(connection.token_id),
        fingerprint=_one_spelling(connection.fingerprint),
        ca_file=_trimmed(connection.ca_file),
        web_url=_trimmed(connection.web_url),
    )


def check(connection: Connection) -> tuple[Problem, ...]:
    """What keeps the form from being saved."""
    found = (
        _address(connection.address),
        *_sign_in(connection),
        _pin(connection),
    )
    return tuple(problem for problem in found if problem is not None)


def needs_secret(connection: Connection) -> bool:  # noqa: ARG001 - asked of every platform
    """Always: the API tells nothing to strangers."""
    return True


def discover() -> tuple[Candidate, ...]:
    """None: nothing on this computer names a Proxmox VE."""
    return ()


def commands(connection: Connection) -> tuple[Commands, ...]:
    """What grants just enough, and what shows the certificate's fingerprint."""
    return (
        Commands(
            title=mark("Proxmox", "Grant read-only access, on any node as root"),
            lines=tuple(grants(connection)),
            note=mark(
                "Proxmox",
                "A token with privilege separation sees only what both the user and the token "
                "are granted. The token's value is shown once.",
            ),
        ),
        Commands(
            title=mark("Proxmox", "Compare the certificate, on the node"),
            lines=("openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem",),
            note=mark(
                "Proxmox", "A certificate of your own is in /etc/pve/local/pveproxy-ssl.pem."
            ),
        ),
    )


def grants(connection: Connection) -> Iterator[str]:
    """The commands that make user and token and let them read."""
    token_id = connection.token_id if connection.user is None else None
    if token_id is None and connection.user is None:
        token_id = f"{SUGGESTED_USER}!{SUGGESTED_TOKEN}"
    user, _, token = (token_id or connection.user or SUGGESTED_USER).partition("!")
    if user != "root@pam":
        yield f'pveum user add {shlex.quote(user)} --comment "Pulse Desktop (read-only)"'
        yield from _acl("user", user)
    if token:
        yield f"pveum user token add {shlex.quote(user)} {shlex.quote(token)} --privsep 1"
        yield from _acl("token", f"{user}!{token}")


def cures(connection: Connection) -> tuple[str, ...]:
    """The commands that give an existing user or token what it lacks."""
    user, _, token = (connection.token_id or connection.user or SUGGESTED_USER).partition("!")
    of_user = () if user == "root@pam" else tuple(_acl("user", user))
    return (*of_user, *_acl("token", f"{user}!{token}")) if token else of_user


def _acl(kind: str, name: str) -> Iterator[str]:
    yield f"pveum acl modify / --{kind}s {shlex.quote(name)} --roles {ROLE}"


def _address(address: str) -> Problem | None:
    if not address:
        return _problem("address", mark("Proxmox", "Enter the address of a node."))
    if is_plain_http(address):
        return _problem("address", mark("Proxmox", "Proxmox VE answers over https only."))
    if has_path(address):
        return _problem("address", mark("Proxmox", "Enter only host and port, without a path."))
    if parsed(address) is None:
        return _problem(
            "address",
            mark("Proxmox", "This is not an address. Enter a host name, or https://host:8006."),
        )
    return None


def _sign_in(connection: Connection) -> Iterator[Problem | None]:
    if connection.token_id is not None and connection.user is not None:
        yield _problem("token_id", mark("Proxmox", "Use either a token or a user, not both."))
    elif connection.token_id is not None:
        yield (
            None
            if TOKEN_ID.fullmatch(connection.token_id)
            else _problem("token_id", mark("Proxmox", "A token ID looks like user@realm!name."))
        )
    elif connection.user is not None:
        yield (
            None
            if _USER.fullmatch(connection.user)
            else _problem("user", mark("Proxmox", "A user looks like name@realm."))
        )
    else:
        # Which of the two was meant is not in the connection; only one of the fields shows.
        yield _problem("token_id", mark("Proxmox", "A token ID and its value are needed."))
        yield _problem("user", mark("Proxmox", "A user and a password are needed."))


def _pin(connection: Connection) -> Problem | None:
    if connection.fingerprint is None or normalise_fingerprint(connection.fingerprint):
        return None
    return _problem(
        "fingerprint", mark("Proxmox", "A SHA-256 fingerprint has 64 hexadecimal digits.")
    )


def _problem(field: str, message: Text) -> Problem:
    return Problem(field, message)


def _with_realm(user: str | None) -> str | None:
    name = _trimmed(user)
    return f"{name}@{USUAL_REALM}" if name and "@" not in name else name


def _one_spelling(fingerprint: str | None) -> str | None:
    text = _trimmed(fingerprint)
    return normalise_fingerprint(text) or text if text else None


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None
