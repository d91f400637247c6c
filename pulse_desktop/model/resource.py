"""The canonical resource: what all sources together say about one thing."""

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import TypeVar

from pulse_desktop.model.condition import Condition, Status
from pulse_desktop.model.facet import Facet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.model.series import SeriesTarget
from pulse_desktop.model.snapshot import Fact, Incident, RelationKind, ResourceType, Severity
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text

F = TypeVar("F", bound=Facet)


@dataclass(frozen=True, slots=True)
class Measured:
    """A value together with the source that was believed and when it was read."""

    measurement: Measurement
    source: Source
    at: datetime

    @property
    def value(self) -> float:
        """The value, in the metric's unit."""
        return self.measurement.value


class SourceState(StrEnum):
    """The contract's vocabulary for one source of one resource."""

    ONLINE = "online"
    STALE = "stale"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source stands to one resource."""

    state: SourceState
    last_seen_at: datetime
    native_id: NativeId


@dataclass(frozen=True, slots=True)
class SourcedFacet:
    """A facet and the source name under which it leaves the program."""

    source: SourceName
    facet: Facet


@dataclass(frozen=True, slots=True)
class Member:
    """One thing of one source that is part of a resource."""

    id: ResourceId
    """The id it has by itself: what the user's verdicts and words refer to."""

    type: ResourceType
    name: str
    source: Source
    native_id: NativeId


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a resource has to do with another one."""

    kind: RelationKind
    target: ResourceId
    source: SourceName


@dataclass(frozen=True, slots=True)
class RiskReason:
    """Why something is at risk; ``code`` is machine-visible."""

    code: str
    severity: Severity
    summary: Text


@dataclass(frozen=True, slots=True)
class Risk:
    """How endangered a disk, array, pool or store is; reasons worst first, then by code."""

    level: Severity
    reasons: tuple[RiskReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Consumer:
    """Something that keeps data on a storage."""

    id: ResourceId
    type: ResourceType
    name: str
    disk_count: int


@dataclass(frozen=True, slots=True)
class Consumers:
    """Who keeps data on a storage: the first five, and how many there are in all."""

    count: int
    types: tuple[ResourceType, ...]
    top: tuple[Consumer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRollup:
    """The most pressing incident or risk of a resource, copied up to it."""

    count: int
    code: str
    severity: Severity
    summary: Text
    category: str
    label: Text
    priority: int
    impact: Text | None
    urgency: str
    action: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One canonical resource. Immutable; a poll makes a new one."""

    id: ResourceId
    type: ResourceType
    name: str
    condition: Condition
    technology: str | None
    sources: Mapping[Source, SourceStatus]
    identity: Identity
    metrics: Mapping[Metric, Measured]
    series: SeriesTarget | None
    parent_id: ResourceId | None
    parent_name: str | None
    child_count: int
    tags: tuple[str, ...]
    web_url: str | None
    started_at: datetime | None
    restart_count: int | None
    facets: tuple[SourcedFacet, ...]
    facts: tuple[Fact, ...]
    last_seen_at: datetime
    updated_at: datetime
    is_stale: bool
    """Every source has gone quiet; the values are the last ones seen."""

    members: tuple[Member, ...] = ()
    """What it was put together from, most believed first."""

    aliases: tuple[ResourceId, ...] = ()
    """Other ids under which it was or could be known, sorted: what is kept under them is its."""

    annotation: Annotation = NOTHING_SAID
    """The user's words on it."""

    capabilities: tuple[str, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    incidents: tuple[Incident, ...] = ()
    risk: Risk | None = None
    """``None`` where nothing can be at risk, or nothing is known."""

    consumers: Consumers | None = None
    rollup: IncidentRollup | None = None
    posture: Text | None = None
    """One sentence on what is at risk and whom it would hit."""

    @property
    def status(self) -> Status:
        """The contract's status."""
        return self.condition.status

    def facet(self, kind: builtins.type[F]) -> F | None:
        """The facet of that kind; where several sources have one, the more trusted fills first.

        A field that says nothing is filled from the next one.
        """
        found = [s.facet for s in self.facets if isinstance(s.facet, kind)]
        return reduce(lambda said, other: said.over(other), found) if found else None
