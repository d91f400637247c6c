"""A simulated Proxmox cluster of any size, with what a lived-in one has: agents, disks, backups."""

from typing import Any

from pulse_desktop.model.connection import Connection, LoadProfile
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from simulators.proxmox.drives import Drive
from simulators.proxmox.estate import Agent, Guest, Node, small_estate
from simulators.proxmox.protection import nightly
from simulators.proxmox.zfs import Device, Pool

SIZES = {"small": (3, 60), "large": (16, 800)}
"""Nodes and guests."""

INTERVAL_S = 15
"""As a new connection has it."""

TOKEN_ID = "pulse@pve!desktop"  # noqa: S105 - its name

_AGENT_EVERY, _CONTAINER_EVERY = 2, 4
"""Of a node every second guest has an agent, every fourth is a container."""

_DISKS_EACH = 4
_RECORDED_S = 400 * 86_400
"""How far the graphs go back: further than the widest of them."""


def cluster(nodes: int, guests: int, began_at: Any) -> Any:
    """The small estate's accounts and storages, with so many nodes and guests."""
    estate = small_estate(began_at)
    names = tuple(f"pve{number}" for number in range(1, nodes + 1))
    estate.nodes = [Node(name, f"10.0.0.{10 + at}") for at, name in enumerate(names)]
    for storage in estate.storages:
        storage.nodes = names
    estate.guests = [_guest(100 + at, names[at % nodes], at // nodes) for at in range(guests)]
    estate.recorded_s = _RECORDED_S
    _furnish(estate, names)
    return estate


def connection(address: str, fingerprint: str, load: LoadProfile = "normal") -> Connection:
    """A saved connection to it, as the form makes one."""
    made = Connection(
        id=ConnectionId("lab"),
        platform=PROXMOX_VE.id,
        name="lab",
        address=address,
        interval_s=INTERVAL_S,
        token_id=TOKEN_ID,
        fingerprint=fingerprint,
        load=load,
    )
    return PROXMOX_VE.normalise(made)


def _furnish(estate: Any, names: tuple[str, ...]) -> None:
    """Solid disks and a mirror of two of them on every node, and five backups of every guest."""
    for name in names:
        paths = [f"/dev/nvme{at}n1" for at in range(_DISKS_EACH)]
        estate.drives.all += [
            Drive((name,), path, "nvme", serial=f"{name}-{path[-3:]}") for path in paths
        ]
        mirror = Device("mirror-0", children=[Device(path) for path in paths[:2]])
        estate.pools.append(Pool("tank", name, [Device("tank", children=[mirror])]))
    now_s = int(estate.now.timestamp())
    for guest in estate.guests:
        estate.protection.backups += nightly(now_s, guest.vmid, guest.type)


def _guest(vmid: int, node: str, at: int) -> Guest:
    kind = "lxc" if at % _CONTAINER_EVERY == 1 else "qemu"
    agent = Agent() if at % _AGENT_EVERY == 0 else None
    return Guest(vmid, kind, node, f"guest-{vmid}", boot_s=-3600, agent=agent)
