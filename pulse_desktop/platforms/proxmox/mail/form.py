"""The connection form of Proxmox Mail Gateway: its fields, what is wrong, what to grant."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import completed, has_path, is_plain_http, parsed
from pulse_desktop.provider.platform import Candidate, Commands, Field, FieldKind, Problem
from pulse_desktop.provider.tls import normalise_fingerprint

PORT = 8006
USUAL_REALM = "pmg"
SUGGESTED_USER = "pulse@pmg"
ROLE = "audit"
"""Reads everything that is asked for, and writes nothing; it comes with the product."""

_USER = re.compile(r"[^@!\s]+@[^@!\s]+")
_LONGEST_USER = 64
"""Of the parameter ``username`` (pmg-api `PMG/API2/AccessControl.pm`)."""

_MAIL_READERS = "quarantine"
"""The realm of those who look after their own held mail; it may read nothing else."""

_FINGERPRINT_COMMAND = "openssl x509 -noout -fingerprint -sha256 -in /etc/pmg/pmg-api.pem"

COMPARE = mark("Proxmox", "To compare, run on the gateway: {command}").given(
    command=_FINGERPRINT_COMMAND
)

NO_TOKENS = mark(
    "Proxmox",
    "Proxmox Mail Gateway has no API tokens. Enter a user and its password instead.",
)

FIELDS = (
    Field(
        name="address",
        title=mark("Proxmox", "Address"),
        placeholder="https://mail.lan:8006",
        help=mark("Proxmox", "One node of a cluster is enough."),
    ),
    Field(
        name="user",
        title=mark("Proxmox", "User"),
        placeholder=SUGGESTED_USER,
        help=mark(
            "Proxmox",
            "Best one of its own with the role Auditor. Without a realm, @pmg is meant. "
            "This product has no API tokens.",
        ),
    ),
    Field(
        name="secret",
        title=mark("Proxmox", "Password"),
        kind=FieldKind.SECRET,
        help=mark("Proxmox", "A user with a second factor cannot be used."),
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
    """None: nothing on this computer names a mail gateway."""
    return ()


def commands(connection: Connection) -> tuple[Commands, ...]:
    """What grants just enough, and what shows the certificate's fingerprint."""
    return (
        Commands(
            title=mark("Proxmox", "Create a read-only user, on the gateway as root"),
            lines=tuple(grants(connection)),
            note=mark(
                "Proxmox",
                "The first command asks for the password that the user shall have. "
                "In a cluster, run both on the master.",
            ),
        ),
        Commands(
            title=mark("Proxmox", "Compare the certificate, on the gateway"),
            lines=(_FINGERPRINT_COMMAND,),
        ),
    )


def grants(connection: Connection) -> Iterator[str]:
    """The commands that make a user who may read and nothing else.

    Only users of the product's own realm are made there; for any other one is suggested.
    """
    user = connection.user or SUGGESTED_USER
    made = user if user.endswith(f"@{USUAL_REALM}") else SUGGESTED_USER
    yield "read -rsp 'Password: ' PASSWORD"
    options = f'--role {ROLE} --enable 1 --password="$PASSWORD"'
    yield f"pmgsh create /access/users --userid {shlex.quote(made)} {options}"


def cures(connection: Connection) -> tuple[str, ...]:
    """The command that gives an existing user the role; none for those that have no role there."""
    user = connection.user or SUGGESTED_USER
    if user.endswith("@pam"):
        return ()
    return (f"pmgsh set /access/users/{shlex.quote(user)} --role {ROLE}",)


def _address(address: str) -> Problem | None:
    if not address:
        return Problem("address", mark("Proxmox", "Enter the address of the gateway."))
    if is_plain_http(address):
        said = mark("Proxmox", "Proxmox Mail Gateway answers over https only.")
        return Problem("address", said)
    if has_path(address):
        said = mark("Proxmox", "Enter only host and port, without a path.")
        return Problem("address", said)
    if parsed(address) is None:
        said = mark("Proxmox", "This is not an address. Enter a host name, or https://host:8006.")
        return Problem("address", said)
    return None


def _sign_in(connection: Connection) -> Iterator[Problem]:
    if connection.token_id is not None:
        # There is no field for it: it can only come from the command line or a file.
        yield Problem("token_id", NO_TOKENS)
    problem = _user(connection.user)
    if problem is not None and connection.token_id is None:
        yield Problem("user", problem)


def _user(user: str | None) -> Text | None:
    if user is None:
        return mark("Proxmox", "A user and a password are needed.")
    if "!" in user:
        return NO_TOKENS
    if not _USER.fullmatch(user) or len(user) > _LONGEST_USER:
        return mark("Proxmox", "A user looks like name@realm.")
    if user.endswith(f"@{_MAIL_READERS}"):
        return mark(
            "Proxmox",
            "A user of the realm quarantine sees only their own mail. Enter one with the role "
            "Auditor.",
        )
    return None


def _pin(connection: Connection) -> Problem | None:
    if connection.fingerprint is None or normalise_fingerprint(connection.fingerprint):
        return None
    said = mark("Proxmox", "A SHA-256 fingerprint has 64 hexadecimal digits.")
    return Problem("fingerprint", said)


def _with_realm(user: str | None) -> str | None:
    """The product takes a name without a realm for one that looks after held mail."""
    name = _trimmed(user)
    return f"{name}@{USUAL_REALM}" if name and "@" not in name else name


def _one_spelling(fingerprint: str | None) -> str | None:
    text = _trimmed(fingerprint)
    return normalise_fingerprint(text) or text if text else None


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None
