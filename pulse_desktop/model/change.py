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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the single timeline. Writing the same ``id`` twice writes it once."""

    id: str
    at: datetime
    resource: ResourceId
    resource_name: str
    kind: ChangeKind
    source: SourceName
    text: Text
    from_state: str | None = None
    to_state: str | None = None
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
