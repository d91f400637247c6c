"""Servers of one purpose: backup servers, mail gateways, a distributed store."""

from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.facet import (
    BackupServerFacet,
    CephFacet,
    Datastore,
    MailGatewayFacet,
    Quarantine,
)
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class BackupServerView(View):
    """A backup server: the contract's PBS instance."""

    @property
    def instance_id(self) -> str | None:
        """What its source calls it."""
        return first_of(self.facts.instance_id if self.facts else None, self.native_id())

    @property
    @override
    def hostname(self) -> str | None:
        """As the server says it, else as any source does."""
        own = self.facts.hostname if self.facts else None
        return first_of(own, *self.resource.identity.hostnames)

    @property
    def host_url(self) -> str | None:
        """Where it is polled."""
        return trimmed(self.facts.host_url) if self.facts else None

    @property
    def guest_url(self) -> str | None:
        """Where people reach it, when that is elsewhere."""
        return trimmed(self.facts.guest_url) if self.facts else None

    @property
    def version(self) -> str | None:
        """Of the server."""
        return trimmed(self.facts.version) if self.facts else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self.facts.uptime_seconds if self.facts else None

    @property
    def connection_health(self) -> str | None:
        """``healthy``, ``unhealthy``, ``error``."""
        return trimmed(self.facts.connection_health) if self.facts else None

    @property
    def datastores(self) -> tuple[Datastore, ...]:
        """The stores that it keeps, in its own order. Bytes."""
        return self.facts.datastores if self.facts else ()

    @property
    def facts(self) -> BackupServerFacet | None:
        """All that the server says of itself, its jobs among it."""
        return self._facts(BackupServerFacet)


@dataclass(frozen=True, slots=True)
class MailGatewayView(View):
    """A mail gateway: the contract's PMG instance. Counts are of messages."""

    @property
    def instance_id(self) -> str | None:
        """What its source calls it."""
        return first_of(self.facts.instance_id if self.facts else None, self.native_id())

    @property
    @override
    def hostname(self) -> str | None:
        """As the gateway says it, else as any source does."""
        own = self.facts.hostname if self.facts else None
        return first_of(own, *self.resource.identity.hostnames)

    @property
    def version(self) -> str | None:
        """Of the gateway."""
        return trimmed(self.facts.version) if self.facts else None

    @property
    def node_count(self) -> int | None:
        """Nodes of its cluster."""
        return self.facts.node_count if self.facts else None

    @property
    def uptime_s(self) -> int | None:
        """Seconds, at the time of the last poll."""
        return self.facts.uptime_seconds if self.facts else None

    @property
    def queue_total(self) -> int | None:
        """Messages that wait."""
        return self.facts.queue_total if self.facts else None

    @property
    def mail_count_total(self) -> int | None:
        """Messages that went through in its period."""
        return self.facts.mail_count_total if self.facts else None

    @property
    def quarantine(self) -> Quarantine | None:
        """Messages that are held back."""
        return self.facts.quarantine if self.facts else None

    @property
    def connection_health(self) -> str | None:
        """``healthy``, ``unhealthy``, ``error``."""
        return trimmed(self.facts.connection_health) if self.facts else None

    @property
    def facts(self) -> MailGatewayFacet | None:
        """All that the gateway says of itself."""
        return self._facts(MailGatewayFacet)


@dataclass(frozen=True, slots=True)
class CephView(View):
    """A distributed store over several machines."""

    @property
    def fsid(self) -> str | None:
        """What the store knows itself by."""
        return first_of(self.facts.fsid if self.facts else None, self.native_id())

    @property
    def health_status(self) -> str | None:
        """``HEALTH_OK``, ``HEALTH_WARN``, ``HEALTH_ERR``."""
        return trimmed(self.facts.health_status) if self.facts else None

    @property
    def facts(self) -> CephFacet | None:
        """All that the store says of itself: daemons, pools, services."""
        return self._facts(CephFacet)
