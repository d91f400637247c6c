"""A backup server, the stores it keeps and the jobs it runs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pulse_desktop.model.facet.marker import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Datastore:
    """One store of backups. Bytes."""

    name: str
    total: int | None = None
    used: int | None = None
    available: int | None = None
    status: str | None = None
    """The server's own word: ``available``, ``degraded``, ``read_only``, ``offline``."""

    error: str | None = None
    """Why nothing is known of it, in the server's words."""

    deduplication_factor: float | None = None
    """How many times what is on disk the backups are worth."""

    namespaces: tuple[str, ...] = ()

    @property
    def usage(self) -> float | None:
        """How full it is, 0 to 1; ``None`` when that was not told."""
        if not self.total or self.used is None:
            return None
        return self.used / self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupJob:
    """One job that is configured, and how it last went."""

    id: str
    store: str | None = None
    remote: str | None = None
    """Of a job that copies: where from or to."""

    vmid: int | None = None
    """Of a job that backs up one guest."""

    type: str | None = None
    schedule: str | None = None
    status: str | None = None
    error: str | None = None
    enabled: bool | None = None
    last_run_at: datetime | None = None
    next_run_at: datetime | None = None
    removed_bytes: int | None = None
    """Of a job that frees space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupServerFacet(Facet):
    """A backup server."""

    kind: Literal["backup-server"] = "backup-server"
    instance_id: str
    hostname: str | None = None
    host_url: str | None = None
    guest_url: str | None = None
    """Where people reach it, when that is not where it is polled."""

    version: str | None = None
    uptime_seconds: int | None = None
    connection_health: str | None = None
    """``healthy``, ``unhealthy``, ``error``."""

    datastores: tuple[Datastore, ...] = ()
    backup_jobs: tuple[BackupJob, ...] = ()
    sync_jobs: tuple[BackupJob, ...] = ()
    verify_jobs: tuple[BackupJob, ...] = ()
    prune_jobs: tuple[BackupJob, ...] = ()
    garbage_jobs: tuple[BackupJob, ...] = ()
    pending_updates: int | None = None
    """Packages that could be upgraded."""

    pending_updates_checked_at: datetime | None = None
