"""What tells that two infrastructure resources are one system, and what they may attach by.

A display name, a pool, a data store or a cluster's label is never evidence (T-05).
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

from pulse_desktop.model.facet import (
    BackupServerFacet,
    EngineFacet,
    HostFacet,
    MailGatewayFacet,
    NodeFacet,
)
from pulse_desktop.model.identity import (
    Identity,
    full_hostname,
    short_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.identity_card import own_hostnames
from pulse_desktop.resources.views.view import trimmed

_SAYS_NOTHING = frozenset({"", "localhost", "localhost.localdomain"})
"""Host names that every machine has."""


_REMEMBERED = 4096
"""Identities and addresses whose spelling is kept: they are the same at each poll."""

_telling_ip = lru_cache(_REMEMBERED)(telling_ip)


class Grounds(StrEnum):
    """Why a resource is part of a system, in the contract's words."""

    SHARED_IDENTITY = "shared-identity"
    IDENTITY_MATCH = "identity-match"
    EXACT_HOST = "exact-host-attachment"
    EXACT_IP = "exact-ip-attachment"
    STANDALONE = "standalone"


class Clue(NamedTuple):
    """One thing that two resources of a system have in common."""

    grounds: Grounds
    signal: str
    """What it is: ``machine-id``, ``hostname+mac``, ``exact-host``."""

    value: str


def certain(resource: Resource) -> Iterator[Clue]:
    """What alone proves that two resources are one system (confidence of 0.90 and more)."""
    for identifier in (resource.id, *resource.aliases):
        yield Clue(Grounds.SHARED_IDENTITY, "resource-id", identifier)
    if resource.type is ResourceType.K8S_CLUSTER:
        return
    for source, status in resource.sources.items():
        native = f"{source.name}:{status.native_id.strip()}"
        yield Clue(Grounds.SHARED_IDENTITY, f"{source.name}-id", native)
    for agent in _agents(resource):
        yield Clue(Grounds.SHARED_IDENTITY, "agent-id", f"{Role.AGENT}:{agent}")
    yield from _telling(resource.identity)


def _agents(resource: Resource) -> Iterator[str]:
    """The agents that report it, by their own words."""
    for facet in (resource.facet(HostFacet), resource.facet(EngineFacet)):
        agent = trimmed(facet.agent_id) if facet is not None else None
        if agent is not None:
            yield agent


@lru_cache(_REMEMBERED)
def _telling(identity: Identity) -> tuple[Clue, ...]:
    """What is proof in an identity: the machine, its board, or a name with a network card."""
    machine, board = telling_id(identity.machine_id), telling_id(identity.dmi_uuid)
    found = [] if machine is None else [Clue(Grounds.SHARED_IDENTITY, "machine-id", machine)]
    if board is not None:
        found.append(Clue(Grounds.IDENTITY_MATCH, "dmi-uuid", board))
    names = {short_hostname(name) for name in identity.hostnames} - _SAYS_NOTHING
    cards = {telling_mac(address) for address in identity.mac_addresses} - {None}
    for name, card in product(names, cards):
        found.append(Clue(Grounds.IDENTITY_MATCH, "hostname+mac", f"{name} {card}"))
    return tuple(found)


def attaching(resource: Resource) -> Iterator[Clue]:
    """What attaches a resource to a better described system where only one has it."""
    if resource.type is ResourceType.K8S_CLUSTER:
        return
    names = set(_hosts(resource)) - _SAYS_NOTHING
    for name in names:
        if not _could_be_an_address(name):
            yield Clue(Grounds.EXACT_HOST, "exact-host", name)
    known = (*filter(_could_be_an_address, names), *resource.identity.ip_addresses)
    for address in filter(None, map(_telling_ip, known)):
        yield Clue(Grounds.EXACT_IP, "exact-ip", address)


def _could_be_an_address(name: str) -> bool:
    """Host names never consist of digits alone, nor have a colon (RFC 1123 §2.1)."""
    return ":" in name or name.replace(".", "").isdigit()


def _hosts(resource: Resource) -> Iterator[str]:
    """Full host names or addresses, in one spelling."""
    yield from map(full_hostname, resource.identity.hostnames)
    yield from map(full_hostname, own_hostnames(resource))
    node, server = resource.facet(NodeFacet), resource.facet(BackupServerFacet)
    gateway = resource.facet(MailGatewayFacet)
    addresses = [node.host if node else None, resource.web_url if _is_server(resource) else None]
    addresses += [server.host_url if server else None, gateway.host_url if gateway else None]
    yield from (_host_of(address) for address in addresses if address)


def _is_server(resource: Resource) -> bool:
    """Whether its web page is on the machine itself. A hypervisor's may be its cluster's."""
    return resource.type in {ResourceType.PBS, ResourceType.PMG}


@lru_cache(_REMEMBERED)
def _host_of(address: str) -> str:
    """The host in a URL, or in ``host:port``; empty where there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return full_hostname(host or "")
