"""What may be the same thing as a resource, with the evidence: the user decides. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pulse_desktop.model.identity import (
    Identity,
    short_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.read_state import ReadState

NOTHING_IN_COMMON = mark("Sameness", "Nothing known in common")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for two things being one, 0 to 1, and what."""

    confidence: float
    text: Text


_UNLIKE = Likeness(0.0, NOTHING_IN_COMMON)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that may be the same thing."""

    resource: Resource
    likeness: Likeness


def merge_candidates(resource: Resource, state: ReadState) -> tuple[Candidate, ...]:
    """Every other resource of the same type: most evidence first, then by name.

    What the registry keeps apart for want of evidence, such as an engine that shares nothing
    but a host name with a node, so comes before what has nothing in common.
    """
    own = _Traits(resource.identity)
    found = (
        Candidate(other, _likeness(own, _Traits(other.identity)) if own.is_telling else _UNLIKE)
        for other in state.of_type(frozenset({resource.type}))
        if other.id != resource.id
    )
    return tuple(sorted(found, key=lambda c: -c.likeness.confidence))


def likeness(one: Identity, other: Identity) -> Likeness:
    """What two identities have in common, as strong as the strongest of it."""
    return _likeness(_Traits(one), _Traits(other))


class _Traits:
    """An identity in the spelling in which it is compared."""

    __slots__ = ("dmi_uuid", "hostnames", "ips", "machine_id", "macs")

    def __init__(self, identity: Identity) -> None:
        self.machine_id = _one(telling_id, identity.machine_id)
        self.dmi_uuid = _one(telling_id, identity.dmi_uuid)
        self.hostnames = _all(short_hostname, identity.hostnames)
        self.macs = _all(telling_mac, identity.mac_addresses)
        self.ips = _all(telling_ip, identity.ip_addresses)

    @property
    def is_telling(self) -> bool:
        """Whether anything can be in common with it; without, nobody need be looked at."""
        return bool(self.machine_id or self.dmi_uuid or self.hostnames or self.ips)


def _likeness(one: _Traits, other: _Traits) -> Likeness:
    """The contract's confidences (Pulse 6, identity matcher)."""
    machine = _common(one.machine_id, other.machine_id)
    if machine:
        return Likeness(1.0, mark("Sameness", "Same machine ID {id}").given(id=machine))
    uuid = _common(one.dmi_uuid, other.dmi_uuid)
    if uuid:
        return Likeness(0.99, mark("Sameness", "Same hardware UUID {id}").given(id=uuid))
    name = _common(one.hostnames, other.hostnames)
    address = _common(one.ips, other.ips)
    if name:
        return _named_alike(name, _common(one.macs, other.macs), address)
    if address:
        return Likeness(0.4, mark("Sameness", "Same IP address {ip}").given(ip=address))
    return _UNLIKE


def _named_alike(name: str, mac: str, address: str) -> Likeness:
    if mac:
        text = mark("Sameness", "Same host name {name} and MAC address {mac}")
        return Likeness(0.9, text.given(name=name, mac=mac))
    if address:
        text = mark("Sameness", "Same host name {name} and IP address {ip}")
        return Likeness(0.8, text.given(name=name, ip=address))
    return Likeness(0.5, mark("Sameness", "Same host name {name}").given(name=name))


def _one(spelling: Callable[[str], str | None], text: str | None) -> frozenset[str]:
    return _all(spelling, () if text is None else (text,))


def _all(spelling: Callable[[str], str | None], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(spelled for text in texts if (spelled := spelling(text)))


def _common(one: frozenset[str], other: frozenset[str]) -> str:
    """The first thing in both, or empty."""
    return min(one & other, default="")
