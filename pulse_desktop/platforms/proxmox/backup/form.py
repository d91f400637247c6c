"""The connection form of Proxmox Backup Server: its fields, what is wrong, what to grant."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import completed, has_path, is_plain_http, parsed
from pulse_desktop.platforms.proxmox.backup.privileges import ALL, Wanted
from pulse_desktop.provider.platform import (
    Candidate,
    Choice,
    Commands,
    Field,
    FieldKind,
    Problem,
)
from pulse_desktop.provider.tls import normalise_fingerprint

PORT = 8007
USUAL_REALM = "pbs"
SUGGESTED_USER = "pulse@pbs"
SUGGESTED_TOKEN = "desktop"  # noqa: S105 - a token's name, not its value

TOKEN_ID = re.compile(r"[^@!\s]+@[^!\s]+![A-Za-z0-9._-]+")
_USER = re.compile(r"[^@!\s]+@[^@!\s]+")
_ROOT = "root@pam"

_FINGERPRINT_COMMAND = "proxmox-backup-manager cert info | grep Fingerprint"

COMPARE = mark("Proxmox", "To compare, run on the server: {command}").given(
    command=_FINGERPRINT_COMMAND
)

FIELDS = (
    Field(
        name="address",
        title=mark("Proxmox", "Address"),
        placeholder="https://pbs.lan:8007",
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
        placeholder="pulse@pbs!desktop",
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
        placeholder="pulse@pbs",
        help=mark("Proxmox", "Without a realm, @pbs is meant."),
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
    found = (_address(connection.address), *_sign_in(connection), _pin(connection))
    return tuple(problem for problem in found if problem is not None)


def needs_secret(connection: Connection) -> bool:  # noqa: ARG001 - asked of every platform
    """Always: the API tells nothing to strangers."""
    return True


def discover() -> tuple[Candidate, ...]:
    """None: nothing on this computer names a backup server."""
    return ()


def commands(connection: Connection) -> tuple[Commands, ...]:
    """What grants just enough, and what shows the certificate's fingerprint."""
    return (
        Commands(
            title=mark("Proxmox", "Grant read-only access, on the server as root"),
            lines=tuple(grants(connection)),
            note=mark(
                "Proxmox",
                "A token sees only what both the user and the token are granted. "
                "The token's value is shown once.",
            ),
        ),
        Commands(
            title=mark("Proxmox", "Compare the certificate, on the server"),
            lines=(_FINGERPRINT_COMMAND,),
        ),
    )


def grants(connection: Connection) -> Iterator[str]:
    """The commands that make user and token and let them read."""
    token_id = connection.token_id if connection.user is None else None
    if token_id is None and connection.user is None:
        token_id = f"{SUGGESTED_USER}!{SUGGESTED_TOKEN}"
    user, _, token = (token_id or connection.user or SUGGESTED_USER).partition("!")
    if user != _ROOT:
        yield f"proxmox-backup-manager user create {shlex.quote(user)}"
    if token:
        made = f"{shlex.quote(user)} {shlex.quote(token)}"
        yield f"proxmox-backup-manager user generate-token {made}"
    yield from _acls(user, token)


def cures(connection: Connection, lacking: tuple[Wanted, ...]) -> tuple[str, ...]:
    """The commands that give an existing user or token what it lacks."""
    user, _, token = (connection.token_id or connection.user or SUGGESTED_USER).partition("!")
    return tuple(_acls(user, token, lacking))


def _acls(user: str, token: str, lacking: tuple[Wanted, ...] = ALL) -> Iterator[str]:
    names = [] if user == _ROOT else [user]
    for name in [*names, f"{user}!{token}"] if token else names:
        for wanted in lacking:
            grant = f"{wanted.root} {wanted.role} --auth-id {shlex.quote(name)}"
            yield f"proxmox-backup-manager acl update {grant}"


def _address(address: str) -> Problem | None:
    if not address:
        return Problem("address", mark("Proxmox", "Enter the address of the server."))
    if is_plain_http(address):
        said = mark("Proxmox", "Proxmox Backup Server answers over https only.")
        return Problem("address", said)
    if has_path(address):
        said = mark("Proxmox", "Enter only host and port, without a path.")
        return Problem("address", said)
    if parsed(address) is None:
        said = mark("Proxmox", "This is not an address. Enter a host name, or https://host:8007.")
        return Problem("address", said)
    return None


def _sign_in(connection: Connection) -> Iterator[Problem | None]:
    token_id, user = connection.token_id, connection.user
    if token_id is not None and user is not None:
        yield Problem("token_id", mark("Proxmox", "Use either a token or a user, not both."))
    elif token_id is not None:
        yield _unless(
            TOKEN_ID.fullmatch(token_id),
            "token_id",
            mark("Proxmox", "A token ID looks like user@realm!name."),
        )
    elif user is not None:
        yield _unless(
            _USER.fullmatch(user), "user", mark("Proxmox", "A user looks like name@realm.")
        )
    else:
        # Which of the two was meant is not in the connection; only one of the fields shows.
        yield Problem("token_id", mark("Proxmox", "A token ID and its value are needed."))
        yield Problem("user", mark("Proxmox", "A user and a password are needed."))


def _unless(found: re.Match[str] | None, field: str, message: Text) -> Problem | None:
    return Problem(field, message) if found is None else None


def _pin(connection: Connection) -> Problem | None:
    if connection.fingerprint is None or normalise_fingerprint(connection.fingerprint):
        return None
    said = mark("Proxmox", "A SHA-256 fingerprint has 64 hexadecimal digits.")
    return Problem("fingerprint", said)


def _with_realm(user: str | None) -> str | None:
    name = _trimmed(user)
    return f"{name}@{USUAL_REALM}" if name and "@" not in name else name


def _one_spelling(fingerprint: str | None) -> str | None:
    text = _trimmed(fingerprint)
    return normalise_fingerprint(text) or text if text else None


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None
