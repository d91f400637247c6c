"""The mail gateway as a resource: one for each connection, with all nodes of its cluster."""

from collections.abc import Iterator
from types import MappingProxyType

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE
from pulse_desktop.model.facet import MailGatewayFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Fact, Observation, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.machine import identity, measured
from pulse_desktop.platforms.proxmox.mail.answers import Answers
from pulse_desktop.platforms.proxmox.mail.nodes import incidents, nodes, waiting
from pulse_desktop.platforms.proxmox.mail.queue import destinations, with_queue
from pulse_desktop.platforms.proxmox.mail.statistics import (
    mail_stats,
    quarantine,
    relay_domains,
    spam_buckets,
)
from pulse_desktop.platforms.proxmox.mail.wire import NodeStatus
from pulse_desktop.provider.numbers import size


def observation(found: Answers, boot: Boot) -> Observation:
    """The gateway. Its metrics are those of the node that answers."""
    trouble = tuple(incidents(found))
    uptime_s = size(found.status.uptime) if found.status else None
    return Observation(
        native_id=NativeId(found.connection.id),
        type=ResourceType.PMG,
        name=found.connection.name,
        condition=NEEDS_ATTENTION if trouble else ONLINE,
        technology="Proxmox Mail Gateway",
        identity=identity(found.connection.address, found.node),
        metrics=MappingProxyType(dict(_measured(found.status)) if found.status else {}),
        facet=_facet(found, uptime_s),
        web_url=(found.connection.web_url or found.connection.address).rstrip("/"),
        started_at=boot.at(uptime_s, found.at),
        facts=tuple(_facts(found)),
        incidents=trouble,
    )


def _facet(found: Answers, uptime_s: int | None) -> MailGatewayFacet:
    stats = mail_stats(found.statistics) if found.statistics else None
    facet = MailGatewayFacet(
        instance_id=str(found.connection.id),
        hostname=found.node,
        host_url=found.connection.address,
        version=found.version,
        node_count=len(found.members) or None,
        uptime_seconds=uptime_s,
        connection_health="healthy",
        last_updated=found.at,
        mail_count_total=stats.count_total if stats else None,
        spam_in=stats.spam_in if stats else None,
        virus_in=stats.virus_in if stats else None,
        nodes=nodes(found),
        mail_stats=stats,
        quarantine=quarantine(found.spam, found.virus),
        spam_distribution=tuple(spam_buckets(found.scores)),
        relay_domains=tuple(relay_domains(found.domains or ())),
    )
    return with_queue(facet, waiting(found))


def _measured(status: NodeStatus) -> Iterator[tuple[Metric, Measurement]]:
    spaces = {Metric.MEMORY: status.memory, Metric.SWAP: status.swap, Metric.DISK: status.rootfs}
    return measured(status, spaces)


def _facts(found: Answers) -> Iterator[Fact]:
    kernel = found.status.kversion if found.status else None
    if isinstance(kernel, str) and kernel:
        yield Fact(mark("Proxmox", "Kernel"), first_line(kernel))
    waits_for = destinations(found.queues.values())
    if waits_for:
        listed = ", ".join(f"{domain} ({count})" for domain, count in waits_for)
        yield Fact(mark("Proxmox", "Most mail waits for"), listed)
