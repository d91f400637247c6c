"""Rows of Proxmox VE as observations of nodes and guests."""

import ipaddress
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pulse_desktop.model.condition import (
    OFFLINE,
    ONLINE,
    PAUSED,
    RUNNING,
    STOPPED,
    UNKNOWN,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.facet import GuestFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Continuity, Observation, Place, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.measures import collected, flows, processor, share
from pulse_desktop.platforms.proxmox.ve import areas, node_status
from pulse_desktop.platforms.proxmox.ve.inside import Inside, looked_into
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.judgement import judged_node
from pulse_desktop.platforms.proxmox.ve.memory.steadying import Diagnostic
from pulse_desktop.platforms.proxmox.ve.memory.telling import reading, truth
from pulse_desktop.platforms.proxmox.ve.past import Key, Past
from pulse_desktop.platforms.proxmox.ve.wire import LXC, NODE, QEMU, Entry, Node
from pulse_desktop.provider.numbers import flag, number, size

NO_QUORUM = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "No quorum"))

_ROOT = mark("Proxmox", "The container's root file system (cluster-resources)")

_NODE_CONDITIONS: Mapping[str, Condition] = MappingProxyType({"online": ONLINE, "offline": OFFLINE})

_GUEST_CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {"running": RUNNING, "stopped": STOPPED, "paused": PAUSED, "suspended": PAUSED}
)

_GUEST_TYPES: Mapping[str, ResourceType] = MappingProxyType(
    {QEMU: ResourceType.VM, LXC: ResourceType.SYSTEM_CONTAINER}
)


def nodes(found: Inventory, past: Past) -> tuple[Observation, ...]:
    """Every node that ``/nodes`` or the resources name, each once."""
    return tuple(_node(node, found, past) for node in _distinct(found))


def _distinct(found: Inventory) -> tuple[Node, ...]:
    listed = {row.node: row for row in found.of_type(NODE) if row.node}
    rows: dict[str, Node] = {name: _as_node(row) for name, row in listed.items()}
    rows.update({row.node: row for row in found.nodes if row.node})
    return tuple(rows.values())


def _as_node(row: Entry) -> Node:
    return Node(
        node=row.node,
        status=row.status,
        cpu=row.cpu,
        maxcpu=row.maxcpu,
        mem=row.mem,
        maxmem=row.maxmem,
        disk=row.disk,
        maxdisk=row.maxdisk,
        uptime=row.uptime,
    )


def _node(node: Node, found: Inventory, past: Past) -> Observation:
    is_online = node.status == "online"
    memory = judged_node(node, found, past.diagnostics) if is_online else None
    more = areas.of_node(node.node, found)
    uptime_s = size(node.uptime) if is_online else None
    return Observation(
        native_id=found.node_id(node.node),
        type=ResourceType.AGENT,
        name=node.node,
        condition=_node_condition(node, found),
        technology="Proxmox VE",
        identity=_identity(node.node, found),
        metrics=_node_metrics(node, found, memory) if is_online else MappingProxyType({}),
        facet=replace(_node_facet(node, found, uptime_s, memory), **more.fields),
        facts=(*node_status.facts(node_status.status_of(node.node, found)), *more.facts),
        incidents=more.incidents,
        web_url=found.page(f"node/{node.node}"),
        started_at=past.booted_at((NODE, node.node), uptime_s, found.at),
    )


def _node_condition(node: Node, found: Inventory) -> Condition:
    condition = _NODE_CONDITIONS.get(node.status, UNKNOWN)
    return NO_QUORUM if condition is ONLINE and not found.has_quorum else condition


def _node_metrics(
    node: Node, found: Inventory, memory: Diagnostic | None
) -> Mapping[Metric, Measurement]:
    return collected(
        processor(node.cpu),
        reading(memory),
        node_status.disk_reading(node, found),
        node_status.more_readings(node_status.status_of(node.node, found)),
    )


def _identity(node: str, found: Inventory) -> Identity:
    member = found.member(node)
    address = member.ip if member else None
    return Identity(
        hostnames=(node,),
        ip_addresses=(address,) if address and _is_address(address) else (),
        cluster_name=found.cluster.name if found.cluster else None,
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _node_facet(
    node: Node, found: Inventory, uptime_s: int | None, memory: Diagnostic | None
) -> NodeFacet:
    member = found.member(node.node)
    is_the_one_asked = flag(member.local) if member else len(found.nodes) == 1
    facet = NodeFacet(
        node_name=node.node,
        instance=found.instance,
        cluster_name=found.cluster.name if found.cluster else None,
        is_cluster_member=found.cluster is not None,
        host=member.ip if member else None,
        version=found.version if is_the_one_asked else None,
        cpus=size(node.maxcpu),
        uptime=uptime_s,
        memory=truth(memory),
        disk=node_status.disk_truth(node, found),
    )
    told = node_status.facet_parts(node_status.status_of(node.node, found))
    return replace(facet, **told)


def guests(found: Inventory, past: Past) -> tuple[Observation, ...]:
    """Every virtual machine and container but templates, which are no workloads."""
    return tuple(
        _guest(entry, vmid, found, past)
        for entry in found.of_type(QEMU, LXC)
        if (vmid := size(entry.vmid)) is not None and entry.node and not flag(entry.template)
    )


def guest_key(entry: Entry, vmid: int) -> Key:
    """Under which a guest is remembered, wherever it runs."""
    return entry.type, str(vmid)


def _guest(entry: Entry, vmid: int, found: Inventory, past: Past) -> Observation:
    key, is_running = guest_key(entry, vmid), entry.status == "running"
    uptime_s = size(entry.uptime) if is_running else None
    rates = past.rates(key, entry) if is_running else {}
    depth = looked_into(entry, vmid, found, past.diagnostics)
    more = areas.of_guest(entry, vmid, found)
    return Observation(
        native_id=found.guest_id(entry.node, vmid),
        type=_GUEST_TYPES[entry.type],
        name=past.name(key, entry.name) or f"{entry.type}/{vmid}",
        condition=_GUEST_CONDITIONS.get(entry.status, UNKNOWN),
        technology=entry.type,
        metrics=_guest_metrics(entry, depth, rates) if is_running else MappingProxyType({}),
        facet=replace(_guest_facet(entry, vmid, found, uptime_s, depth), **more.fields),
        facts=more.facts,
        incidents=more.incidents,
        parent=found.node_id(entry.node) if entry.node else None,
        tags=_tags(entry.tags),
        web_url=found.page(f"{entry.type}/{vmid}"),
        started_at=past.booted_at(key, uptime_s, found.at),
        place=Place(f"{found.instance}:{vmid}", Continuity.SAME),
    )


def _guest_metrics(
    entry: Entry, depth: Inside, rates: Mapping[Metric, float]
) -> Mapping[Metric, Measurement]:
    # From the host no disk of a virtual machine can be looked into: the product says 0.
    root = share(Metric.DISK, entry.disk, entry.maxdisk, _ROOT) if entry.type == LXC else iter(())
    return collected(processor(entry.cpu), depth.readings(), root, flows(rates))


def _guest_facet(
    entry: Entry, vmid: int, found: Inventory, uptime_s: int | None, depth: Inside
) -> GuestFacet:
    cpus = number(entry.maxcpu)
    facet = GuestFacet(
        vmid=vmid,
        node_name=entry.node,
        instance=found.instance,
        pool=entry.pool or None,
        cpus=float(cpus) if cpus and cpus > 0 else None,
        uptime=uptime_s,
        lock=entry.lock or None,
        ha_state=entry.hastate or None,
    )
    return replace(facet, **depth.facet_parts())


def _tags(text: str | None) -> tuple[str, ...]:
    """Separated by semicolons, before version 7.3 by commas; perhaps a lone blank."""
    split = (text or "").replace(",", ";").replace(" ", ";").split(";")
    return tuple(dict.fromkeys(tag for tag in split if tag))
