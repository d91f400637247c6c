"""The connection form of Proxmox VE: its fields, what is wrong with them, what to grant."""

import shlex
from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.entry import (
    TRUST_FIELDS,
    Product,
    address_problem,
    pin_problem,
    sign_in_fields,
    sign_in_problems,
    spelled,
)
from pulse_desktop.provider.platform import (
    Candidate,
    Commands,
    Field,
    Problem,
)

PORT = 8006
USUAL_REALM = "pam"
SUGGESTED_USER = "pulse@pve"
SUGGESTED_TOKEN = "desktop"  # noqa: S105 - a token's name, not its value
ROLE = "PVEAuditor"
"""Read-only on everything it is granted for; it comes with the product."""

COMPARE = mark(
    "Proxmox",
    "To compare, run on the node: openssl x509 -noout -fingerprint -sha256 "
    "-in /etc/pve/local/pve-ssl.pem (pveproxy-ssl.pem for a certificate of your own)",
)

_PRODUCT = Product("Proxmox VE", PORT, USUAL_REALM)

FIELDS = (
    Field(
        name="address",
        title=mark("Proxmox", "Address"),
        placeholder="https://pve1.lan:8006",
        help=mark("Proxmox", "One node of a cluster is enough."),
    ),
    *sign_in_fields(SUGGESTED_USER, SUGGESTED_TOKEN, USUAL_REALM),
    *TRUST_FIELDS,
)


def normalise(connection: Connection) -> Connection:
    """Scheme, port and realm filled in, the fingerprint in its one spelling."""
    return spelled(connection, _PRODUCT)


def check(connection: Connection) -> tuple[Problem, ...]:
    """What keeps the form from being saved."""
    missing = mark("Proxmox", "Enter the address of a node.")
    found = (
        address_problem(connection.address, _PRODUCT, missing),
        *sign_in_problems(connection),
        pin_problem(connection.fingerprint),
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
