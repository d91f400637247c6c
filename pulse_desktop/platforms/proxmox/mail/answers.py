"""What one poll of a mail gateway brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.snapshot import Issue, Lack
from pulse_desktop.platforms.proxmox.mail.queue import Count
from pulse_desktop.platforms.proxmox.mail.wire import (
    Domain,
    Held,
    Member,
    NodeStatus,
    Score,
    Statistics,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything as it is at one instant. ``None`` is what was not told."""

    at: datetime
    connection: Connection
    version: str
    node: str | None
    """The name of the node that answers."""

    status: NodeStatus | None
    members: tuple[Member, ...]
    """The nodes that are known; one that stands alone is the only one."""

    are_members_fresh: bool
    """Whether what they say of themselves is of now."""

    queues: Mapping[str, Mapping[str, Count] | None]
    """By the name of the node that was asked, then of the queue."""

    statistics: Statistics | None
    scores: tuple[Score, ...]
    spam: Held | None
    virus: Held | None
    domains: tuple[Domain, ...] | None
    survey: Survey | None
    issues: tuple[Issue, ...]
    lacking: tuple[Lack, ...] = ()
    """What the credential may not see."""
