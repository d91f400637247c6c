"""Hosts with an agent: the nodes, some guests from inside, and the machines of the house."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.agents import disk, machine, volume
from pulse_desktop.demo.estate.core_disk import CORE_DISKS
from pulse_desktop.demo.estate.guest import UBUNTU, Guest
from pulse_desktop.demo.estate.guests import guests as all_guests
from pulse_desktop.demo.estate.host import Host, Software, Volume
from pulse_desktop.demo.estate.house import HOUSE
from pulse_desktop.demo.estate.inventory import GUESTS as MANAGED
from pulse_desktop.demo.estate.inventory import ManagedGuest
from pulse_desktop.demo.estate.node import NODES, ROOT, Node, node
from pulse_desktop.demo.estate.number import numbered
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId

_NODE_SOFTWARE = Software("linux", "Proxmox VE", "8.4.14", "6.8.12-15-pve")
_MANAGED_ROOT_GIB = 96
_INSIDE = frozenset(
    {
        "edge-apps-01",
        "ops-services-01",
        "prod-euw1-k8s-01",
        "prod-euw1-k8s-02",
        "prod-euw1-k8s-03",
        "postgres-primary-01",
        "analytics-batch-01",
        "swarm-manager-01",
        "swarm-worker-01",
        "swarm-worker-02",
    }
)
"""Guests with an agent in them."""

_A_NET = 250
"""How many copies get an address in one network of 256."""


def sites(scale: int) -> tuple[Site, ...]:
    """Where the agents of the cluster report to, and where those of the house do."""
    return (
        _site("fabric-agents", "Fabric agents", "10.20.0.9", tuple(_of_fabric(scale))),
        _site("house-agents", "House and office", "10.20.0.10", tuple(_of_house(scale))),
    )


def _site(key: str, title: str, address: str, things: tuple[Thing, ...]) -> Site:
    connection = Connection(
        id=ConnectionId(f"demo-{key}"),
        platform=PlatformId("agent"),
        name=title,
        address=f"https://{address}:7655",
        interval_s=10,
    )
    return Site(connection=connection, things=things)


def _of_fabric(scale: int) -> Iterator[Thing]:
    yield from (machine(_node(each)) for each in NODES)
    yield from (machine(_inside(each)) for each in all_guests(1) if each.name in _INSIDE)
    yield from (disk(each, node(each.node).agent_id) for each in CORE_DISKS)
    yield from (machine(_managed(each)) for each in MANAGED if each.name in _INSIDE)
    for copy in range(1, scale):
        names = {numbered(name, copy) for name in _INSIDE}
        yield from (machine(_inside(each)) for each in all_guests(scale) if each.name in names)


def _node(each: Node) -> Host:
    return Host(
        name=each.name,
        address=each.address,
        software=_NODE_SOFTWARE,
        cpus=each.board.threads,
        subject=each.subject,
        starts=each.started,
        card="vmbr0",
        root=Volume("/", "/dev/mapper/pve-root", "ext4", ROOT // GIB),
        node=each.native_id,
    )


def _inside(each: Guest) -> Host:
    system = each.system
    return Host(
        name=each.name,
        address=each.address,
        software=Software("linux", system.name, system.version, system.kernel),
        cpus=each.size.cores,
        subject=each.subject,
        starts=each.started,
        card="ens18",
        root=Volume("/", "/dev/sda1", "ext4", each.size.disk_gib),
        role=each.role,
        tags=each.tags,
        guest=each.native_id,
        has_sensors=False,
    )


def _managed(each: ManagedGuest) -> Host:
    """A guest of the virtualisation manager, from inside."""
    return Host(
        name=each.name,
        address=each.address,
        software=Software("linux", UBUNTU.name, UBUNTU.version, UBUNTU.kernel),
        cpus=each.cpus,
        subject=each.subject,
        starts=partial(uptime.started, each.name),
        card="ens192",
        root=Volume("/", "/dev/sda2", "ext4", _MANAGED_ROOT_GIB),
        role=each.role,
        has_sensors=False,
    )


def _of_house(scale: int) -> Iterator[Thing]:
    for host in (*HOUSE, *_copies(scale)):
        yield machine(host)
        yield from (volume(host, each) for each in host.volumes)


def _copies(scale: int) -> Iterator[Host]:
    place = 0
    for copy in range(1, scale):
        for host in HOUSE:
            name = numbered(host.name, copy)
            yield replace(
                host,
                name=name,
                address=f"10.20.{192 + place // _A_NET}.{1 + place % _A_NET}",
                subject=replace(host.subject, id=name),
                starts=partial(uptime.started, name),
            )
            place += 1
