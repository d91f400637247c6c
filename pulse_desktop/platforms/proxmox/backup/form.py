"""The connection form of Proxmox Backup Server: its fields, what is wrong, what to grant."""

import shlex
from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup.privileges import ALL, Wanted
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

PORT = 8007
USUAL_REALM = "pbs"
SUGGESTED_USER = "pulse@pbs"
SUGGESTED_TOKEN = "desktop"  # noqa: S105 - a token's name, not its value

_ROOT = "root@pam"

_FINGERPRINT_COMMAND = "proxmox-backup-manager cert info | grep Fingerprint"

COMPARE = mark("Proxmox", "To compare, run on the server: {command}").given(
    command=_FINGERPRINT_COMMAND
)

_PRODUCT = Product("Proxmox Backup Server", PORT, USUAL_REALM)

FIELDS = (
    Field(
        name="address",
        title=mark("Proxmox", "Address"),
        placeholder="https://pbs.lan:8007",
    ),
    *sign_in_fields(SUGGESTED_USER, SUGGESTED_TOKEN, USUAL_REALM),
    *TRUST_FIELDS,
)


def normalise(connection: Connection) -> Connection:
    """Scheme, port and realm filled in, the fingerprint in its one spelling."""
    return spelled(connection, _PRODUCT)


def check(connection: Connection) -> tuple[Problem, ...]:
    """What keeps the form from being saved."""
    missing = mark("Proxmox", "Enter the address of the server.")
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
