"""All guests of the cluster, and copies of them for load."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.guest import Guest
from pulse_desktop.demo.estate.node import WEST_B
from pulse_desktop.demo.estate.number import numbered
from pulse_desktop.demo.estate.system_containers import SYSTEM_CONTAINERS
from pulse_desktop.demo.estate.virtual_machines import VIRTUAL_MACHINES

GUESTS: tuple[Guest, ...] = (*VIRTUAL_MACHINES, *SYSTEM_CONTAINERS)
"""The authored ones."""

ON_WEST_B = frozenset({WEST_B, *(guest.name for guest in GUESTS if guest.node == WEST_B)})
"""Ids of the subjects that are down while the node is: itself and its guests."""

_BY_NAME = {guest.name: guest for guest in GUESTS}
_APART = 1000
"""How far the numbers of two copies lie apart."""

_A_NET = 250
"""How many copies get an address in one network of 256."""


def guest(name: str) -> Guest:
    """The authored guest of that name.

    Raises:
        KeyError: There is none.
    """
    return _BY_NAME[name]


def started(machine: str, at: datetime) -> datetime:
    """When a machine of that name was started last by ``at``, whether it is a guest or not."""
    known = _BY_NAME.get(machine)
    return uptime.started(machine, at) if known is None else known.started(at)


def guests(scale: int) -> tuple[Guest, ...]:
    """The authored guests, and ``scale`` less one copies of them all."""
    return GUESTS + tuple(each for copy in range(1, scale) for each in _copies(copy))


def _copies(copy: int) -> Iterator[Guest]:
    for place, original in enumerate(GUESTS, start=(copy - 1) * len(GUESTS)):
        yield replace(
            original,
            vmid=original.vmid + copy * _APART,
            name=numbered(original.name, copy),
            copy_of=original.name,
            own_address=f"10.20.{128 + place // _A_NET}.{1 + place % _A_NET}",
        )
