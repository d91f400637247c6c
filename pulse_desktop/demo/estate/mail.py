"""The two mail gateways: what waits, what went through today, what they hold back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.number import whole
from pulse_desktop.demo.estate.size import GIB
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject
from pulse_desktop.demo.thing import Site, Thing
from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import (
    MailGatewayFacet,
    MailNode,
    MailStats,
    Quarantine,
    RelayDomain,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import Observation, ResourceType

_VERSION = "8.2.4"
_DAY_S = 86_400
_QUEUE_STEP_S = 120
"""How often what waits is another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gateway:
    """One mail gateway."""

    name: str
    title: str
    """Of its connection."""

    address: str
    memory: int
    """Bytes."""

    root: int
    """Bytes of its file system."""

    mails_a_day: int
    domains: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"https://{self.address}:8006"


_GATEWAYS = (
    _Gateway(
        name="mail-gateway-eu",
        title="Mail gateway EU",
        address="10.20.10.51",
        memory=8 * GIB,
        root=64 * GIB,
        mails_a_day=4200,
        domains=("northwind-supply.example", "harbour-house.example"),
    ),
    _Gateway(
        name="mail-gateway-us",
        title="Mail gateway US",
        address="10.20.10.52",
        memory=8 * GIB,
        root=64 * GIB,
        mails_a_day=1700,
        domains=("northwind-supply.example",),
    ),
)


def sites(scale: int) -> tuple[Site, ...]:
    """One connection to each gateway."""
    del scale
    return tuple(map(_site, _GATEWAYS))


def _site(gateway: _Gateway) -> Site:
    connection = Connection(
        id=ConnectionId(f"demo-{gateway.name}"),
        platform=PlatformId("proxmox_mail"),
        name=gateway.title,
        address=gateway.url,
        user="pulse@pmg",
        interval_s=10,
    )
    return Site(connection=connection, things=(_thing(gateway),))


def _thing(gateway: _Gateway) -> Thing:
    return Thing(
        still=Observation(
            native_id=NativeId(gateway.name),
            type=ResourceType.PMG,
            name=gateway.name,
            condition=ONLINE,
            technology="Proxmox Mail Gateway",
            identity=Identity(hostnames=(gateway.name,), ip_addresses=(gateway.address,)),
            facet=MailGatewayFacet(instance_id=gateway.name),
            web_url=gateway.url,
        ),
        phase=partial(_at, gateway),
        subject=Subject(CurveClass.PMG, gateway.name, gateway.memory),
        role=CurveRole.QUEUE,
        metrics=(Metric.CPU, Metric.MEMORY, Metric.DISK),
        totals=((Metric.MEMORY, gateway.memory), (Metric.DISK, gateway.root)),
    )


def _at(gateway: _Gateway, still: Observation, at: datetime) -> Observation:
    started = uptime.started(gateway.name, at)
    facet = _facet(gateway, uptime.seconds_since(started, at), at)
    return replace(still, started_at=started, facet=facet)


def _facet(gateway: _Gateway, uptime_s: int, at: datetime) -> MailGatewayFacet:
    stats = _stats(gateway, at)
    active, deferred = _waiting(gateway, "active", 4, at), _waiting(gateway, "deferred", 7, at)
    return MailGatewayFacet(
        instance_id=gateway.name,
        hostname=gateway.name,
        host_url=gateway.url,
        version=_VERSION,
        node_count=1,
        uptime_seconds=uptime_s,
        connection_health="healthy",
        last_updated=at,
        queue_active=active,
        queue_deferred=deferred,
        queue_hold=0,
        queue_incoming=0,
        queue_total=active + deferred,
        oldest_seconds=_waiting(gateway, "oldest", 1800, at) if deferred else 0,
        mail_count_total=stats.count_total,
        spam_in=stats.spam_in,
        virus_in=stats.virus_in,
        nodes=(_node(gateway, uptime_s, active, deferred),),
        mail_stats=stats,
        quarantine=_quarantine(gateway, at),
        relay_domains=tuple(RelayDomain(domain=each) for each in gateway.domains),
    )


def _node(gateway: _Gateway, uptime_s: int, active: int, deferred: int) -> MailNode:
    return MailNode(
        name=gateway.name,
        role="master",
        status="online",
        uptime_seconds=uptime_s,
        version=_VERSION,
        queue_active=active,
        queue_deferred=deferred,
        queue_hold=0,
        queue_incoming=0,
        queue_total=active + deferred,
    )


def _waiting(gateway: _Gateway, queue: str, most: int, at: datetime) -> int:
    step = int(at.timestamp()) // _QUEUE_STEP_S
    return whole(most, gateway.name, queue, str(step))


def _stats(gateway: _Gateway, at: datetime) -> MailStats:
    """Since midnight: the day's mails come evenly."""
    day, second = divmod(int(at.timestamp()), _DAY_S)
    of_day = gateway.mails_a_day * (80 + whole(41, gateway.name, "mails", str(day))) // 100
    total = of_day * second // _DAY_S
    outward = total * 38 // 100
    inward = total - outward
    return MailStats(
        timeframe="day",
        count_total=total,
        count_in=inward,
        count_out=outward,
        spam_in=inward * 31 // 100,
        spam_out=0,
        virus_in=inward // 400,
        virus_out=0,
        bounces_in=inward // 90,
        bounces_out=outward // 120,
        bytes_in=inward * 91_000,
        bytes_out=outward * 148_000,
        greylist_count=inward * 12 // 100,
        junk_in=inward * 33 // 100,
        rbl_rejects=inward * 21 // 100,
        average_process_seconds=0.82,
    )


def _quarantine(gateway: _Gateway, at: datetime) -> Quarantine:
    """What a week held back."""
    week = (at - timedelta(days=7)).date().isoformat()
    return Quarantine(
        spam=90 + whole(60, gateway.name, "spam", week),
        virus=whole(4, gateway.name, "virus", week),
        attachment=whole(6, gateway.name, "attachment", week),
        blacklisted=whole(9, gateway.name, "blacklisted", week),
    )
