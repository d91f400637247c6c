"""What one poll of a backup server brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Issue, Lack
from pulse_desktop.platforms.proxmox.backup.release import Release
from pulse_desktop.platforms.proxmox.backup.wire import (
    Collection,
    Job,
    NodeStatus,
    Store,
    Task,
    Usage,
)
from pulse_desktop.platforms.proxmox.rounds.findings import NOTHING_FOUND, Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything as it is at one instant. ``None`` is what was not told."""

    at: datetime
    connection: Connection
    release: Release
    status: NodeStatus | None
    stores: tuple[Store, ...]
    are_stores_complete: bool
    """Whether one that is not listed is gone."""

    usage: Mapping[str, Usage]
    collections: Mapping[str, Collection]
    sync: tuple[Job, ...]
    verify: tuple[Job, ...]
    prune: tuple[Job, ...]
    tasks: tuple[Task, ...]
    told: frozenset[str]
    """Names of tasks that the timeline had from this session before."""

    namespaces: Mapping[str, tuple[str, ...]]
    survey: Survey | None
    issues: tuple[Issue, ...]
    lacking: tuple[Lack, ...] = ()
    """What the credential may not see."""

    care: Findings = NOTHING_FOUND
    """What was found beside the polls, now or before."""

    @property
    def url(self) -> str:
        """Where people reach it."""
        return (self.connection.web_url or self.connection.address).rstrip("/")
