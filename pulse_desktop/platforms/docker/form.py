"""What the connection form asks about an engine, and what is wrong with an answer."""

from dataclasses import replace
from pathlib import Path

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.address import Address, Kind, parse, spelled
from pulse_desktop.provider.platform import Commands, Field, FieldKind, Problem

FIELDS = (
    Field(
        name="address",
        title=mark("Docker", "Address"),
        placeholder="unix:///var/run/docker.sock",
        help=mark(
            "Docker",
            "A socket (unix:///path), an engine with TLS (tcp://host:2376), a socket proxy "
            "(tcp://host:2375) or a docker context (context:NAME).",
        ),
    ),
    Field(
        name="ca_file",
        title=mark("Docker", "CA certificate"),
        kind=FieldKind.FILE,
        placeholder="ca.pem",
        help=mark("Docker", "Signs the engine's certificate. Only for TLS."),
    ),
    Field(
        name="client_cert_file",
        title=mark("Docker", "Client certificate"),
        kind=FieldKind.FILE,
        placeholder="cert.pem",
        help=mark("Docker", "Shows the engine who you are. Only for TLS."),
    ),
    Field(
        name="client_key_file",
        title=mark("Docker", "Client key"),
        kind=FieldKind.FILE,
        placeholder="key.pem",
    ),
    Field(
        name="fingerprint",
        title=mark("Docker", "Pinned fingerprint"),
        kind=FieldKind.FINGERPRINT,
        help=mark("Docker", "Trusts exactly one certificate, whoever signed it."),
    ),
    Field(
        name="allow_plain",
        title=mark("Docker", "Allow plain TCP without encryption"),
        kind=FieldKind.CONFIRM,
        help=mark(
            "Docker",
            "Anyone on the way can read everything, and who reaches a full Engine API "
            "is root on that host.",
        ),
    ),
)


def normalise(connection: Connection) -> Connection:
    """The address with its scheme and port, and the fingerprint in its one spelling."""
    from pulse_desktop.provider.tls import normalise_fingerprint

    pin = connection.fingerprint
    return replace(
        connection,
        address=_normal_address(connection.address.strip()),
        fingerprint=(normalise_fingerprint(pin) or pin) if pin else None,
    )


def _normal_address(text: str) -> str:
    """A path alone is a socket, and a host alone is an engine with TLS."""
    if text.startswith("/"):
        text = f"unix://{text}"
    found = parse(text)
    if found is None and text and "://" not in text:
        found = parse(f"tcp://{text}")
    return spelled(found) if found is not None else text


def check(connection: Connection) -> tuple[Problem, ...]:
    """What keeps the connection from being saved."""
    address = parse(connection.address)
    if address is None:
        return (
            Problem(
                "address",
                mark(
                    "Docker",
                    "Give a socket, host or context: unix:///path, tcp://host:port, context:NAME.",
                ),
            ),
        )
    found = [_unsupported(address), _missing_certificate(connection), _plain(address, connection)]
    files = [_missing_file(connection, name) for name in _FILES]
    return tuple(problem for problem in (*found, *files) if problem is not None)


_FILES = ("ca_file", "client_cert_file", "client_key_file")


def _unsupported(address: Address) -> Problem | None:
    if address.kind is Kind.SSH:
        return Problem(
            "address",
            mark(
                "Docker",
                "Engines over SSH are not yet supported. Use TLS or a read-only socket proxy.",
            ),
        )
    if address.kind is Kind.PIPE:
        return Problem(
            "address",
            mark("Docker", "Named pipes are not supported. Let the engine listen on TCP with TLS."),
        )
    return None


def _missing_certificate(connection: Connection) -> Problem | None:
    if connection.client_key_file and not connection.client_cert_file:
        return Problem(
            "client_cert_file", mark("Docker", "A client key needs its client certificate.")
        )
    return None


def _plain(address: Address, connection: Connection) -> Problem | None:
    if address.kind is not Kind.TCP or connection.allow_plain or uses_tls(address, connection):
        return None
    return Problem(
        "allow_plain",
        mark(
            "Docker",
            "This address is not encrypted. Use TLS (port 2376), "
            "or allow plain TCP if the network is yours alone.",
        ),
    )


def _missing_file(connection: Connection, name: str) -> Problem | None:
    path: str | None = getattr(connection, name)
    if not path or Path(path).is_file():
        return None
    return Problem(name, mark("Docker", "There is no file {path}.").given(path=path))


def uses_tls(address: Address, connection: Connection) -> bool:
    """Whether the address is spoken to with TLS: it says so, or there are certificates for it."""
    if address.tls is not None:
        return address.tls
    return bool(connection.ca_file or connection.client_cert_file or connection.fingerprint)


def needs_secret(connection: Connection) -> bool:  # noqa: ARG001 - asked of every platform
    """Never: a socket's permissions or a client certificate decide."""
    return False


def commands(connection: Connection) -> tuple[Commands, ...]:  # noqa: ARG001 - always the same
    """A proxy that only lets reading through, and access to the local socket."""
    return (
        Commands(
            mark("Docker", "Read-only socket proxy (recommended)"),
            (
                "docker run -d --name socket-proxy --restart unless-stopped \\",
                "  -p 127.0.0.1:2375:2375 \\",
                "  -e CONTAINERS=1 -e INFO=1 -e SERVICES=1 -e TASKS=1 \\",
                "  -v /var/run/docker.sock:/var/run/docker.sock:ro \\",
                "  tecnativa/docker-socket-proxy",
            ),
            mark(
                "Docker",
                "It answers GET requests only. SERVICES and TASKS are for Swarm managers. "
                "Connect to tcp://127.0.0.1:2375 and allow plain TCP.",
            ),
        ),
        Commands(
            mark("Docker", "Open the local socket without a proxy"),
            ("sudo usermod -aG docker $USER",),
            mark(
                "Docker",
                "Takes effect when you sign in again. "
                "Members of the group docker are as powerful as root on this computer.",
            ),
        ),
    )
