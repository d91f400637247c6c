"""An area of Proxmox VE that is read in rounds: what it asks, and what it adds to a snapshot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.earlier import Earlier
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.model.snapshot import Fact, Incident, Issue, Observation
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.known import Known
from pulse_desktop.platforms.proxmox.ve.wire import Entry

PROVIDER = "proxmox"
"""Whose word the incidents of all areas are."""


def _no_fields() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an area knows of a node or a guest that others describe."""

    fields: Mapping[str, Any] = field(default_factory=_no_fields)
    """Of its facet."""

    facts: tuple[Fact, ...] = ()
    incidents: tuple[Incident, ...] = ()


NO_DETAILS = Details()


def _no_node_details(_node: str, _found: Inventory) -> Details:
    return NO_DETAILS


def _no_guest_details(_row: Entry, _vmid: int, _found: Inventory) -> Details:
    return NO_DETAILS


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """All functions are pure; those over an ``Inventory`` run in a worker."""

    name: str
    """The stage that its issues bear."""

    errands: Callable[[Known], Iterable[Errand[Any]]]
    observations: Callable[[Inventory], Iterable[Observation]] = lambda _: ()
    """Things of its own."""

    of_node: Callable[[str, Inventory], Details] = _no_node_details
    of_guest: Callable[[Entry, int, Inventory], Details] = _no_guest_details
    doubtful: Callable[[Inventory], frozenset[ResourceType]] = lambda _: frozenset()
    """Kinds of which an absent one may be there, out of sight."""

    issues: Callable[[Inventory], Iterable[Issue]] = lambda _: ()
    """What it cannot tell, and why."""

    earlier: Callable[[Inventory], Iterable[Earlier]] = lambda _: ()
    """What the product recorded of things before."""
