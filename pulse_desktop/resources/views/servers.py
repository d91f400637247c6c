"""Appliances of one purpose: backup servers, mail gateways, a distributed store."""

from dataclasses import dataclass

from pulse_desktop.resources.views.view import View, first_of


@dataclass(frozen=True, slots=True)
class ServerView(View):
    """What these have alike."""

    @property
    def instance_id(self) -> str | None:
        """What its source calls it."""
        statuses = self.resource.sources.values()
        return first_of(*(status.native_id for status in statuses))


@dataclass(frozen=True, slots=True)
class BackupServerView(ServerView):
    """A backup server: the contract's PBS instance."""


@dataclass(frozen=True, slots=True)
class MailGatewayView(ServerView):
    """A mail gateway: the contract's PMG instance."""


@dataclass(frozen=True, slots=True)
class CephView(ServerView):
    """A distributed store over several machines."""
