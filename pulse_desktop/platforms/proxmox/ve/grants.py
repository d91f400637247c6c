"""The commands that let a user or token read, as ``pveum`` of the product takes them.

An entry of the access list replaces what comes from above it, for the same user or token (pve-docs,
`pveum.adoc`, inheritance). So whatever is granted below ``/`` names the auditor's role again.
"""

import shlex
from collections.abc import Iterable, Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.platforms.proxmox.ve.privileges import AUDITOR, Granted, Privilege, Wanted

SUGGESTED_USER = "pulse@pve"
SUGGESTED_TOKEN = "desktop"  # noqa: S105 - a token's name, not its value
_ROOT = "root@pam"


def grants(connection: Connection) -> Iterator[str]:
    """What makes user and token and lets them read. No role that may write is among them."""
    user, token = _names(connection)
    if user != _ROOT:
        yield f'pveum user add {shlex.quote(user)} --comment "Pulse Desktop (read-only)"'
        yield _entry("/", "user", user, AUDITOR)
    if token:
        yield f"pveum user token add {shlex.quote(user)} {shlex.quote(token)} --privsep 1"
        yield _entry("/", "token", f"{user}!{token}", AUDITOR)


def reading(connection: Connection) -> tuple[str, ...]:
    """What lets an existing user or token read."""
    return tuple(_entries(connection, ("/",), AUDITOR))


def extras(connection: Connection, wanted: Wanted) -> tuple[str, ...]:
    """What opens, to who may read, one part that the auditor's role does not; ``root`` has all."""
    roots = dict.fromkeys(need.root for need in wanted.needs)
    entries = tuple(_entries(connection, roots, f"{AUDITOR},{wanted.role}"))
    return (_role(wanted), *entries) if entries else ()


def cures(connection: Connection, wanted: Wanted, granted: Granted) -> tuple[str, ...]:
    """What gives an existing user or token what it lacks of one part; nothing where it has all."""
    lacking = wanted.lacking(granted)
    if not lacking:
        return ()
    is_auditor = wanted.role == AUDITOR
    paths = dict.fromkeys(path for need in lacking for path in _gaps(need, granted, is_auditor))
    if is_auditor:
        return tuple(_entries(connection, paths, AUDITOR))
    return (_role(wanted), *_entries(connection, paths, f"{AUDITOR},{wanted.role}"))


def _gaps(need: Privilege, granted: Granted, is_auditor: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Where an entry is missing: at the top, or where one took away what came from there."""
    below = [path for path in granted if path.startswith(f"{need.root}/")]
    if need.root != "/" and need.is_at_root(granted):
        return tuple(path for path in below if need.name not in granted[path])
    return ("/",) if is_auditor and not need.is_masked(granted) else (need.root,)


def _role(wanted: Wanted) -> str:
    """Makes the role, or puts right the one that an earlier release needed."""
    given = f"{wanted.role} --privs {','.join(need.name for need in wanted.needs)}"
    return f"pveum role add {given} || pveum role modify {given}"


def _entries(connection: Connection, paths: Iterable[str], roles: str) -> Iterator[str]:
    user, token = _names(connection)
    for path in paths:
        if user != _ROOT:
            yield _entry(path, "user", user, roles)
        if token:
            yield _entry(path, "token", f"{user}!{token}", roles)


def _entry(path: str, kind: str, name: str, roles: str) -> str:
    return f"pveum acl modify {shlex.quote(path)} --{kind}s {shlex.quote(name)} --roles {roles}"


def _names(connection: Connection) -> tuple[str, str]:
    """User and token's name, which is empty for who signs in with a password."""
    suggested = f"{SUGGESTED_USER}!{SUGGESTED_TOKEN}"
    user, _, token = (connection.user or connection.token_id or suggested).partition("!")
    return user, token
