"""The connection form of Proxmox Mail Gateway: its fields, what is wrong, what to grant."""

import shlex
from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.entry import (
    TRUST_FIELDS,
    USER,
    Product,
    address_problem,
    pin_problem,
    spelled,
)
from pulse_desktop.provider.platform import Candidate, Commands, Field, FieldKind, Problem

PORT = 8006
USUAL_REALM = "pmg"
SUGGESTED_USER = "pulse@pmg"
ROLE = "audit"
"""Reads everything that is asked for, and writes nothing; it comes with the product."""

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

_PRODUCT = Product("Proxmox Mail Gateway", PORT, USUAL_REALM)

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
    *TRUST_FIELDS,
)


def normalise(connection: Connection) -> Connection:
    """Scheme, port and realm filled in, the fingerprint in its one spelling."""
    return spelled(connection, _PRODUCT)


def check(connection: Connection) -> tuple[Problem, ...]:
    """What keeps the form from being saved."""
    missing = mark("Proxmox", "Enter the address of the gateway.")
    found = (
        address_problem(connection.address, _PRODUCT, missing),
        *_sign_in(connection),
        pin_problem(connection.fingerprint),
    )
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
    if not USER.fullmatch(user) or len(user) > _LONGEST_USER:
        return mark("Proxmox", "A user looks like name@realm.")
    if user.endswith(f"@{_MAIL_READERS}"):
        return mark(
            "Proxmox",
            "A user of the realm quarantine sees only their own mail. Enter one with the role "
            "Auditor.",
        )
    return None
