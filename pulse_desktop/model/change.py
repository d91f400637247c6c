"""Durable facts for a resource's timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.text import Text


class ChangeKind(StrEnum):
    """The contract's 13 kinds of change."""

    STATE_TRANSITION = "state_transition"
    ACTIVITY = "activity"
    RESTART = "restart"
    CONFIG_UPDATE = "config_update"
    METRIC_ANOMALY = "metric_anomaly"
    RELATIONSHIP_CHANGE = "relationship_change"
    CAPABILITY_CHANGE = "capability_change"
    ALERT_FIRED = "alert_fired"
    ALERT_ACKNOWLEDGED = "alert_acknowledged"
    ALERT_UNACKNOWLEDGED = "alert_unacknowledged"
    ALERT_RESOLVED = "alert_resolved"
    COMMAND_EXECUTED = "command_executed"
    RUNBOOK_EXECUTED = "runbook_executed"


class Origin(StrEnum):
    """How the program came to know of a change: the contract's source types."""

    PLATFORM_EVENT = "platform_event"
    """The platform told of it: a task, an event."""

    PULSE_DIFF = "pulse_diff"
    """Two looks at the same thing differed."""

    HEURISTIC = "heuristic"
    """A rule concluded it: an alert."""

    USER_ACTION = "user_action"
    AGENT_ACTION = "agent_action"


class Confidence(StrEnum):
    """How sure it is that the change took place as told."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Detail = str | int | float | bool | tuple[str, ...]
"""One value of a change's metadata."""

EXCERPT = 500
"""Characters of somebody else's words that one value holds at most (Pulse 6, timeline)."""


def excerpt(words: str) -> str:
    """``words``, cut to what one value may hold."""
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the single timeline. Writing the same ``id`` twice writes it once."""

    id: str
    at: datetime
    """When it happened, as well as that is known. The timeline's order."""

    observed_at: datetime | None = None
    """When the program noticed, where that was later than ``at``."""

    resource: ResourceId
    resource_name: str
    kind: ChangeKind
    source: SourceName
    """Who reported it."""

    text: Text
    """What happened, for people."""

    from_state: str | None = None
    """Machine-visible, as is ``to_state``."""

    to_state: str | None = None
    origin: Origin = Origin.PULSE_DIFF
    adapter: str | None = None
    """What read it, in the contract's words: the source's name with ``_adapter``."""

    actor: str | None = None
    """Who did it, where the platform or the program knows."""

    confidence: Confidence = Confidence.HIGH
    reason: Text | None = None
    """Why, where ``text`` does not say it."""

    related: tuple[ResourceId, ...] = ()
    """Other resources that it involves, sorted."""

    metadata: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))
