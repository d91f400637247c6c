"""What is known of a member's identity, in the one spelling in which it is compared."""

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain

from pulse_desktop.model.facet import DiskFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import (
    full_hostname,
    short_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.canonical_id import Claim
from pulse_desktop.resources.contribution import Contribution

MATCHED = frozenset({ResourceType.AGENT, ResourceType.PHYSICAL_DISK})
"""Types whose members can be one by what they tell of their identity (Pulse 6)."""

FOLDED = ResourceType.K8S_NODE
"""The type that is a host seen from an orchestrator."""

IDENTIFIED = MATCHED | {FOLDED}

_Words = frozenset[str]
_NONE: _Words = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What all contributions of one member say of its identity."""

    member: ResourceId
    type: ResourceType
    claim: Claim
    machine_ids: _Words = _NONE
    dmi_uuids: _Words = _NONE
    hostnames: _Words = _NONE
    """Short ones."""

    full_hostnames: _Words = _NONE
    mac_addresses: _Words = _NONE
    ip_addresses: _Words = _NONE
    native_ids: _Words = _NONE
    is_node: bool = False
    """A hypervisor's view of a host."""

    is_agent: bool = False
    """Somebody inside the host."""

    links: _Words = _NONE
    """Native ids of the other side: the agent of a node, the node of an agent."""

    views: _Words = field(default=_NONE)
    """Keys under which other views of the same physical node can be recognised."""

    endpoints: _Words = _NONE
    """Host names and addresses at which the node itself is reached."""

    @property
    def clues(self) -> frozenset[tuple[str, str]]:
        """Who shares one of these might be the same; who shares none cannot be."""
        side = ("agent", "node")[self.is_agent], ("agent", "node")[self.is_node]
        return frozenset(
            chain(
                (("id", self.claim.id),),
                ((f"machine {self.type}", each) for each in self.machine_ids),
                ((f"dmi {self.type}", each) for each in self.dmi_uuids),
                (("host", each) for each in self.hostnames),
                ((side[0], each) for each in self.links),
                ((side[1], each) for each in self.native_ids if self.is_node or self.is_agent),
                (("view", each) for each in self.views),
            )
        )


def evidence_of(member: ResourceId, claim: Claim, items: Iterable[Contribution]) -> Evidence:
    """What ``items``, all about one member, say together."""
    said = list(items)
    seen = [item.observation for item in said]
    type_ = seen[0].type
    nodes = [f for o in seen if isinstance(f := o.facet, NodeFacet)]
    hosts = [f for o in seen if isinstance(f := o.facet, HostFacet)]
    is_node = type_ is ResourceType.AGENT and bool(nodes)
    is_agent = type_ is ResourceType.AGENT and any(i.source.role is Role.AGENT for i in said)
    names = _names(seen)
    linked = [n.linked_agent_id for n in nodes] if is_node else [h.linked_node_id for h in hosts]
    return Evidence(
        member=member,
        type=type_,
        claim=claim,
        machine_ids=_telling(telling_id, _machine_ids(seen)),
        dmi_uuids=_telling(telling_id, (o.identity.dmi_uuid for o in seen)),
        hostnames=_telling(short_hostname, names),
        full_hostnames=_telling(full_hostname, names),
        mac_addresses=_telling(telling_mac, _each(o.identity.mac_addresses for o in seen)),
        ip_addresses=_telling(telling_ip, _each(o.identity.ip_addresses for o in seen)),
        native_ids=_telling(str.strip, (o.native_id for o in seen)),
        is_node=is_node,
        is_agent=is_agent,
        links=_telling(str.strip, linked) if is_node or is_agent else _NONE,
        views=frozenset(_each(_views(n, o) for n, o in _node_views(seen))) if is_node else _NONE,
        endpoints=_telling(full_hostname, (n.host for n in nodes)) if is_node else _NONE,
    )


def _names(seen: Iterable[Observation]) -> tuple[str, ...]:
    """Host names; a node of an orchestrator bears one as its name."""
    observations = list(seen)
    folded = (o.name for o in observations if o.type is FOLDED)
    return (*_each(o.identity.hostnames for o in observations), *folded)


def _machine_ids(seen: Iterable[Observation]) -> Iterable[str | None]:
    """Of a disk, both numbers that it bears: two sources may know one each."""
    for observation in seen:
        yield observation.identity.machine_id
        if isinstance(observation.facet, DiskFacet):
            yield observation.facet.serial
            yield observation.facet.wwn


def _node_views(seen: Iterable[Observation]) -> Iterable[tuple[NodeFacet, Observation]]:
    return ((o.facet, o) for o in seen if isinstance(o.facet, NodeFacet))


def _views(node: NodeFacet, observation: Observation) -> tuple[str, ...]:
    """By cluster and name, and by the endpoint at which it is reached and name."""
    name = short_hostname(node.node_name)
    cluster = (observation.identity.cluster_name or node.cluster_name or "").strip()
    host = full_hostname(node.host or "")
    if not name:
        return ()
    kind = "ip" if _is_ip(host) else "host"
    return (
        *((f"cluster:{cluster}:{name}",) if cluster else ()),
        *((f"endpoint-{kind}:{host}:{name}",) if host else ()),
    )


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _telling(spell: Callable[[str], str | None], values: Iterable[str | None]) -> _Words:
    spelled = (spell(value) for value in values if value)
    return frozenset(value for value in spelled if value)


def _each(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(groups))
