"""A mail gateway: its queues, what it counted, what it holds back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class MailQueue:
    """How many messages wait, by the reason."""

    queue_active: int | None = None
    queue_deferred: int | None = None
    queue_hold: int | None = None
    queue_incoming: int | None = None
    queue_total: int | None = None
    oldest_seconds: int | None = None
    """Age of the message that has waited longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNode(MailQueue):
    """One node of the gateway's cluster, with its own queues."""

    name: str
    role: str | None = None
    status: str | None = None
    uptime_seconds: int | None = None
    load_average: tuple[float, float, float] | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStats:
    """What went through in a period. Counts of messages; bytes where so named."""

    timeframe: str | None = None
    """``day``."""

    count_total: int | None = None
    count_in: int | None = None
    count_out: int | None = None
    spam_in: int | None = None
    spam_out: int | None = None
    virus_in: int | None = None
    virus_out: int | None = None
    bounces_in: int | None = None
    bounces_out: int | None = None
    bytes_in: int | None = None
    bytes_out: int | None = None
    greylist_count: int | None = None
    junk_in: int | None = None
    rbl_rejects: int | None = None
    pregreet_rejects: int | None = None
    average_process_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """How many messages are held back, by the reason."""

    spam: int | None = None
    virus: int | None = None
    attachment: int | None = None
    blacklisted: int | None = None


@dataclass(frozen=True, slots=True)
class SpamBucket:
    """How many messages got one score."""

    score: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayDomain:
    """A domain that mail is accepted for."""

    domain: str
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainStats:
    """What went to and from one domain."""

    domain: str
    mail_count: int | None = None
    spam_count: int | None = None
    virus_count: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGatewayFacet(MailQueue, Facet):
    """A mail gateway, with the queues of all its nodes together."""

    kind: Literal["mail-gateway"] = "mail-gateway"
    instance_id: str
    hostname: str | None = None
    host_url: str | None = None
    version: str | None = None
    node_count: int | None = None
    uptime_seconds: int | None = None
    connection_health: str | None = None
    """``healthy``, ``unhealthy``, ``error``."""

    last_updated: datetime | None = None
    mail_count_total: int | None = None
    spam_in: int | None = None
    virus_in: int | None = None
    nodes: tuple[MailNode, ...] = ()
    mail_stats: MailStats | None = None
    quarantine: Quarantine | None = None
    spam_distribution: tuple[SpamBucket, ...] = ()
    relay_domains: tuple[RelayDomain, ...] = ()
    domain_stats: tuple[DomainStats, ...] = ()
    domain_stats_as_of: datetime | None = None
