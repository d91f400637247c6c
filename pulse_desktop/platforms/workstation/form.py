"""What the connection form says and checks about this computer: almost nothing."""

import socket
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import mark
from pulse_desktop.provider.platform import Candidate, Commands, Problem

ADDRESS = "local"
"""The only address there is."""

_OTHER_SPELLINGS = frozenset({"", "localhost", "this computer"})


def normalise(connection: Connection) -> Connection:
    """The one address in its one spelling; anything else is left for ``check`` to refuse."""
    address = connection.address.strip().lower()
    return replace(connection, address=ADDRESS if address in _OTHER_SPELLINGS else address)


def check(connection: Connection) -> tuple[Problem, ...]:
    """Any address but ``local`` means another computer."""
    if connection.address == ADDRESS:
        return ()
    return (
        Problem(
            "address",
            mark(
                "Workstation",
                "This platform reads only the computer it runs on. Use the address {address}.",
            ).given(address=ADDRESS),
        ),
    )


def needs_secret(connection: Connection) -> bool:  # noqa: ARG001 - asked of every platform
    """Never: the operating system tells its own user."""
    return False


def discover() -> tuple[Candidate, ...]:
    """This computer, always."""
    return (Candidate(socket.gethostname(), ADDRESS, mark("Workstation", "this computer")),)


def commands(connection: Connection) -> tuple[Commands, ...]:  # noqa: ARG001 - as above
    """None: nothing has to be granted."""
    return ()
