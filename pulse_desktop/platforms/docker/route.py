"""From a saved connection to the way an engine is reached, through contexts and certificates."""

from dataclasses import dataclass, replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.docker.address import Address, Kind, parse
from pulse_desktop.platforms.docker.contexts import context
from pulse_desktop.platforms.docker.form import uses_tls
from pulse_desktop.provider.tls import Trust


@dataclass(frozen=True, slots=True)
class Route:
    """A socket, or a host and port with or without TLS."""

    address: Address
    trust: Trust | None
    """``None`` without TLS."""

    @property
    def is_socket(self) -> bool:
        """Whether the engine is behind a socket of this computer."""
        return self.address.kind is Kind.SOCKET


def route(connection: Connection) -> Route:
    """How ``connection`` is reached. Reads context files, so it may block.

    Raises:
        ProviderError: The context is gone or cannot be used, or the connection would not be
            encrypted although nobody agreed to that.
    """
    address = parse(connection.address)
    if address is not None and address.kind is Kind.CONTEXT:
        connection = _through_context(connection, address.path)
        address = parse(connection.address)
    if address is None or address.kind not in {Kind.SOCKET, Kind.TCP}:
        message = mark(
            "Docker", "{address} is not an address that can be used. Edit the connection."
        ).given(address=connection.address)
        raise ProviderError(Category.PROTOCOL, message)
    if address.kind is Kind.SOCKET:
        return Route(address, None)
    if uses_tls(address, connection):
        return Route(address, Trust.of(connection))
    if not connection.allow_plain:
        message = mark(
            "Docker", "{address} is not encrypted. Allow plain TCP in the connection, or use TLS."
        ).given(address=connection.address)
        raise ProviderError(Category.PLAIN_HTTP, message)
    return Route(address, None)


def _through_context(connection: Connection, name: str) -> Connection:
    """``connection`` with the context's address, and its certificates unless others were given."""
    found = context(name)
    if found is None:
        raise ProviderError(
            Category.REFUSED,
            mark(
                "Docker", "There is no docker context “{name}” any more. Choose another address."
            ).given(name=name),
        )
    if found.skips_verification and not (connection.ca_file or connection.fingerprint):
        raise ProviderError(
            Category.TLS_UNTRUSTED,
            mark(
                "Docker",
                "The docker context “{name}” does not verify the engine's certificate. "
                "Choose a CA or pin the certificate in the connection.",
            ).given(name=name),
        )
    return replace(
        connection,
        address=found.host,
        ca_file=connection.ca_file or found.ca_file,
        client_cert_file=connection.client_cert_file or found.client_cert_file,
        client_key_file=connection.client_key_file or found.client_key_file,
    )
