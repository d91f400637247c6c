"""Three made-up platforms: their forms, what they refuse, and what is found of them."""

from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import (
    Candidate,
    Choice,
    Commands,
    Field,
    FieldKind,
    IngestionMode,
    Platform,
    Problem,
)
from pulse_desktop.provider.tls import normalise_fingerprint
from simulators.desk.stages import TITLES


def _normalise(connection):
    address = connection.address.strip()
    if address and "://" not in address:
        address = f"https://{address}:8006"
    pin = connection.fingerprint
    return replace(
        connection,
        address=address,
        fingerprint=(normalise_fingerprint(pin) or pin) if pin else None,
    )


def _check(connection):
    found = []
    if not connection.address:
        found.append(Problem("address", mark("Script", "Enter an address.")))
    if connection.token_id is not None and "!" not in connection.token_id:
        found.append(Problem("token_id", mark("Script", "A token ID looks like user@realm!name.")))
    if connection.token_id is None and connection.user is None:
        found.append(Problem("token_id", mark("Script", "Enter a token ID.")))
    return tuple(found)


_SIGN_IN = (
    Field(
        name="auth",
        title=mark("Script", "Sign in with"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice("token", mark("Script", "API token (recommended)")),
            Choice("password", mark("Script", "User name and password")),
        ),
    ),
    Field(
        name="token_id",
        title=mark("Script", "Token ID"),
        placeholder="watch@lab!desktop",
        shown_when=("auth", "token"),
    ),
    Field(
        name="secret",
        title=mark("Script", "Token value"),
        kind=FieldKind.SECRET,
        help=mark("Script", "It is shown once, when the token is made."),
        shown_when=("auth", "token"),
    ),
    Field(
        name="user",
        title=mark("Script", "User"),
        placeholder="watch@lab",
        shown_when=("auth", "password"),
    ),
    Field(
        name="secret",
        title=mark("Script", "Password"),
        kind=FieldKind.SECRET,
        help=mark("Script", "A user with a second factor needs an API token."),
        shown_when=("auth", "password"),
    ),
)
_TRUST = (
    Field(
        name="fingerprint",
        title=mark("Script", "Fingerprint (SHA-256)"),
        kind=FieldKind.FINGERPRINT,
        help=mark("Script", "Leave empty to see and compare it in the connection test."),
    ),
    Field(name="ca_file", title=mark("Script", "CA file"), kind=FieldKind.FILE),
)
_ADDRESS = Field(
    name="address",
    title=mark("Script", "Address"),
    placeholder="https://pve1.lan:8006",
    help=mark("Script", "One node of a cluster is enough."),
)
COMMANDS = (
    Commands(
        title=mark("Script", "Create a read-only account"),
        lines=(
            'user add watch@lab --comment "Pulse Desktop (read-only)"',
            "grant / --users watch@lab --roles Auditor",
            "user token add watch@lab desktop --privsep 1",
            "grant / --tokens 'watch@lab!desktop' --roles Auditor",
        ),
        note=mark("Script", "The token sees only what both it and its user are granted."),
    ),
)


def _platform(identifier, title, **fields):
    fields.setdefault("fields", ())
    fields.setdefault("normalise", lambda connection: connection)
    fields.setdefault("check", lambda connection: ())
    fields.setdefault("needs_secret", lambda connection: False)
    fields.setdefault("commands", lambda connection: ())
    fields.setdefault("role", Role.AGENT)
    fields.setdefault("ingestion", IngestionMode.AGENT)
    fields.setdefault("owns_source", False)
    return Platform(
        id=PlatformId(identifier),
        title=title,
        source_name=SourceName(identifier),
        stale_after_s=60,
        default_interval_s=15,
        connect=None,
        stages=lambda connection: TITLES,
        examine=None,
        discover=tuple,
        **fields,
    )


HYPERVISOR = _platform(
    "hypervisor",
    "Hypervisor",
    role=Role.HYPERVISOR,
    ingestion=IngestionMode.API,
    fields=(_ADDRESS, *_SIGN_IN, *_TRUST),
    normalise=_normalise,
    check=_check,
    needs_secret=lambda connection: True,
    commands=lambda connection: COMMANDS,
)
ENGINE = _platform(
    "engine",
    "Container engine",
    role=Role.RUNTIME,
    fields=(
        replace(_ADDRESS, placeholder="unix:///var/run/engine.sock", help=None),
        Field(
            name="allow_plain",
            title=mark("Script", "Allow an unencrypted connection"),
            kind=FieldKind.CONFIRM,
            help=mark("Script", "Anyone in between can read and change everything."),
        ),
    ),
)
COMPUTER = _platform(
    "computer", "This computer", normalise=lambda connection: replace(connection, address="local")
)
PLATFORMS = (COMPUTER, ENGINE, HYPERVISOR)
FOUND = {
    COMPUTER.id: (Candidate("workbench", "local", mark("Script", "this computer")),),
    ENGINE.id: (
        Candidate("workbench", "unix:///var/run/engine.sock", mark("Script", "local socket")),
        Candidate(
            "nas",
            "context:nas",
            mark("Script", "context “nas”"),
            mark("Script", "Contexts over ssh are not supported yet."),
        ),
    ),
}


def target(identifier="lab", platform=HYPERVISOR, **fields):
    """A saved connection."""
    fields.setdefault("name", identifier)
    fields.setdefault("address", "https://pve1.lan:8006")
    fields.setdefault("interval_s", 15.0)
    if platform is HYPERVISOR and "user" not in fields:
        fields.setdefault("token_id", "watch@lab!desktop")
    return Connection(id=ConnectionId(identifier), platform=platform.id, **fields)
