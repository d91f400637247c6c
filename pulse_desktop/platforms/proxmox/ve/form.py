"""The connection form of Proxmox VE: its fields, what is wrong with them, what to grant."""

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
from pulse_desktop.platforms.proxmox.ve.grants import (
    SUGGESTED_TOKEN,
    SUGGESTED_USER,
    extras,
    grants,
)
from pulse_desktop.platforms.proxmox.ve.load import FIELD
from pulse_desktop.platforms.proxmox.ve.privileges import AGENTS, AGENTS_BEFORE_9, BACKUPS
from pulse_desktop.provider.platform import (
    Candidate,
    Commands,
    Field,
    Problem,
)

PORT = 8006
USUAL_REALM = "pam"
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
    FIELD,
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
        *_extras(connection),
    )


_EXTRAS = (
    (mark("Proxmox", "Optional: read guest agents (version 9)"), AGENTS),
    (mark("Proxmox", "Optional: read guest agents (up to version 8)"), AGENTS_BEFORE_9),
    (mark("Proxmox", "Optional: list backups on storages"), BACKUPS),
)
"""What reading does not open, offered apart since its roles allow more than that."""


def _extras(connection: Connection) -> Iterator[Commands]:
    for title, wanted in _EXTRAS:
        if lines := extras(connection, wanted):
            yield Commands(title=title, lines=lines, note=wanted.opens)
