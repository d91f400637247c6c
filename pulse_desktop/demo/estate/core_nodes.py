"""The nodes of the cluster, as its hypervisor tells of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from pulse_desktop.demo.effects import is_down
from pulse_desktop.demo.estate import figures
from pulse_desktop.demo.estate.node import CLUSTER, NODES, ROOT, Node
from pulse_desktop.demo.estate.uptime import seconds_since
from pulse_desktop.demo.thing import Thing
from pulse_desktop.model.condition import OFFLINE, ONLINE
from pulse_desktop.model.facet import CpuInfo, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark

_VERSION, _KERNEL = "8.4.14", "6.8.12-15-pve"
_CHECKED_AT = timedelta(hours=4, minutes=50)
"""When in the day nodes look for updates (``pve-daily-update.timer``)."""

_SITE = mark("Demo", "Site")


def nodes() -> tuple[Thing, ...]:
    """Every node."""
    return tuple(map(_thing, NODES))


def _thing(node: Node) -> Thing:
    facet = _facet(node)
    return Thing(
        still=_still(node, facet),
        phase=partial(_at, node, facet),
        subject=node.subject,
        metrics=(Metric.CPU, Metric.MEMORY, Metric.DISK),
        totals=((Metric.MEMORY, node.memory), (Metric.DISK, ROOT)),
    )


def _still(node: Node, facet: NodeFacet) -> Observation:
    return Observation(
        native_id=node.native_id,
        type=ResourceType.AGENT,
        name=node.name,
        condition=ONLINE,
        technology="Proxmox VE",
        identity=Identity(
            hostnames=(node.name,), ip_addresses=(node.address,), cluster_name=CLUSTER
        ),
        facet=facet,
        web_url=f"https://{node.address}:8006/#v1:0:=node%2F{node.name}",
        facts=(Fact(_SITE, node.title),),
    )


def _facet(node: Node) -> NodeFacet:
    board = node.board
    return NodeFacet(
        node_name=node.name,
        instance=CLUSTER,
        cluster_name=CLUSTER,
        is_cluster_member=True,
        host=node.address,
        connection_health="healthy",
        version=_VERSION,
        kernel_version=_KERNEL,
        cpus=board.threads,
        cpu_info=CpuInfo(model=board.cpu, cores=board.cores, sockets=board.sockets),
        temperature_monitoring_enabled=True,
        pending_updates=node.pending_updates,
        linked_agent_id=node.agent_id,
    )


def _at(node: Node, always: NodeFacet, still: Observation, at: datetime) -> Observation:
    if is_down(node.subject, at):
        facet = replace(always, connection_health="error")
        return replace(still, condition=OFFLINE, facet=facet)
    started = node.started(at)
    facet = replace(
        always,
        uptime=seconds_since(started, at),
        pending_updates_checked_at=_checked(at),
        memory=figures.node_memory(node, at),
        disk=figures.node_disk(node, at),
    )
    return replace(still, started_at=started, facet=facet)


def _checked(at: datetime) -> datetime:
    """When updates were looked for last by ``at``."""
    today = at.replace(hour=0, minute=0, second=0, microsecond=0) + _CHECKED_AT
    return today if today <= at else today - timedelta(days=1)
