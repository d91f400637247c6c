"""What is asked about one guest, and the shapes of the answers."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pulse_desktop.platforms.proxmox.envelope import Unreadable, decoded
from pulse_desktop.platforms.proxmox.rounds.question import Question

Config = Mapping[str, Any]
"""Name of an option → its text or number. Any type may come, of any option."""


def config(body: bytes) -> Config:
    """``config`` of a guest. Raises ``Unreadable`` for anything but a mapping."""
    return decoded(body, dict[str, Any])


def interfaces(body: bytes) -> tuple[Any, ...]:
    """``interfaces`` of a container; none of one that has just stopped.

    Raises:
        Unreadable: It is no listing.
    """
    found: Any = decoded(body, object)
    if found is not None and not isinstance(found, list):
        raise Unreadable
    return tuple(found or ())


MACHINE_CONFIG = Question(
    title="machine config",
    path="nodes/{node}/qemu/{0}/config?current=1",
    decode=config,
    every=timedelta(minutes=10),
    deadline_s=10.0,
    is_of_a_traveller=True,
)
CONTAINER_CONFIG = Question(
    title="container config",
    path="nodes/{node}/lxc/{0}/config?current=1",
    decode=config,
    every=timedelta(minutes=10),
    deadline_s=10.0,
    is_of_a_traveller=True,
)
CONTAINER_INTERFACES = Question(
    title="container interfaces",
    path="nodes/{node}/lxc/{0}/interfaces",
    decode=interfaces,
    every=timedelta(minutes=5),
    deadline_s=10.0,
    is_of_a_traveller=True,
    since=(8, 0),
)
