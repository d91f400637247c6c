"""What one poll of one connection saw. The only thing a provider may return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pulse_desktop.model.condition import Condition
from pulse_desktop.model.earlier import Earlier
from pulse_desktop.model.facet import Facet
from pulse_desktop.model.identity import NO_IDENTITY, Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.resource_type import ResourceType as ResourceType  # noqa: PLC0414 - part of what this module says
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text


def _no_metrics() -> Mapping[Metric, Measurement]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled platform detail, shown as it is in the inspector's Details."""

    label: Text
    value: str


class Continuity(StrEnum):
    """What it means that something else is now where a thing was."""

    SAME = "same"
    """It is the same thing under a new native id: a guest that moved to another node."""

    SUCCESSOR = "successor"
    """It replaces the thing that was there: a container that was recreated."""


@dataclass(frozen=True, slots=True)
class Place:
    """A lasting place within one source and type, held by one thing at a time.

    ``key`` outlives native ids: instance and number of a guest, engine and name of a container.
    """

    key: str
    continuity: Continuity


class RelationKind(StrEnum):
    """The contract's kinds of relationship."""

    RUNS_ON = "runs_on"
    DEPENDS_ON = "depends_on"
    MOUNTED_TO = "mounted_to"
    EXPOSED_BY = "exposed_by"
    OWNED_BY = "owned_by"


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that the observed thing has to do with, by its native id in the same source."""

    kind: RelationKind
    target: NativeId


class Severity(StrEnum):
    """How bad a risk or an incident is, in the contract's words."""

    HEALTHY = "healthy"
    MONITOR = "monitor"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Trouble that a platform itself reports about a thing: an alarm, an alert, a fault."""

    provider: str
    native_id: str
    code: str
    """A machine-visible word: ``capacity_runway_low``."""

    severity: Severity
    summary: str
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One resource as one source describes it.

    A metric that was not measured is absent from ``metrics``. Zero means zero.
    """

    native_id: NativeId
    type: ResourceType
    name: str
    condition: Condition
    technology: str | None = None
    identity: Identity = NO_IDENTITY
    metrics: Mapping[Metric, Measurement] = field(default_factory=_no_metrics)
    facet: Facet | None = None
    more_facets: tuple[Facet, ...] = ()
    """Where one source plays several parts in a thing: a store, and a managed object."""

    parent: NativeId | None = None
    """Native id, in the same source, of what this runs on or belongs to."""

    tags: tuple[str, ...] = ()
    web_url: str | None = None
    started_at: datetime | None = None
    """Boot or start of the thing; uptime is worked out from it."""

    restart_count: int | None = None
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
    """Where it is, when another native id there means that it moved or was replaced."""

    relations: tuple[Relation, ...] = ()
    capabilities: tuple[str, ...] = ()
    """What may be asked of it: ``start``, ``stop``, ``logs``."""

    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An optional read that failed. Degrades the snapshot, does not void it."""

    stage: str
    category: str
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A permission that the credential lacks. Unlike an issue it is no failure: nobody asked."""

    title: Text
    """A few words for what it opens: ``backups``."""

    message: Text
    """Which one it is, and what stays unknown without it."""

    commands: tuple[str, ...] = ()
    """What grants it, to be run where the platform is."""

    opens: Text | None = None
    """What the commands allow beyond reading; such a permission is optional."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a source saw happen to one resource, for the timeline.

    ``native_event`` makes it idempotent: the same event read twice is written once. Where a
    source numbers its events not (empty), time and words stand in for it.
    """

    native_event: str
    subject: NativeId
    type: ResourceType
    at: datetime
    text: Text
    nature: str | None = None
    """What sort of event, in the contract's words: the source's name with ``_task`` or ``_event``.
    The latter unless given."""

    state: str | None = None
    """How it stands or ended, in the platform's word."""

    message: str | None = None
    """What the platform said about it."""

    actor: str | None = None
    """Who did it."""

    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """More that the platform told, under the names that leave the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything one successful poll saw, at one instant (aware UTC)."""

    source: Source
    collected_at: datetime
    observations: tuple[Observation, ...]
    issues: tuple[Issue, ...] = ()
    complete_kinds: frozenset[ResourceType] = frozenset(ResourceType)
    """Kinds for which absence from ``observations`` means the resource is gone."""

    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """What was observed, for the connection's record: ``{"containers": 12}``."""

    activities: tuple[Activity, ...] = ()
    survey: Survey | None = None
    """What is known of recovery points. ``None`` where this poll did not look: what an earlier
    one found stands until the source looks again, or is removed."""

    lacking: tuple[Lack, ...] = ()
    """The permissions without which it saw less than there is."""

    earlier: tuple[Earlier, ...] = ()
    """What the platform itself recorded; a reader may tell the same at every poll."""

    is_last_part: bool = True
    """False on all but the last of the parts of one poll."""

    def parts(self, size: int) -> Iterator["Snapshot"]:
        """Slices of at most ``size`` observations, each to be ingested by itself.

        ``complete_kinds``, issues, the survey and what lacks ride on the last part, so that
        nothing is withdrawn, or missed, before everything has been seen.
        """
        if len(self.observations) <= size:
            yield self
            return
        starts = range(0, len(self.observations), size)
        for start in starts:
            last = start == starts[-1]
            rows = self.observations[start : start + size]
            if last:
                yield replace(self, observations=rows)
            else:
                yield replace(
                    self,
                    observations=rows,
                    complete_kinds=frozenset(),
                    issues=(),
                    activities=(),
                    survey=None,
                    lacking=(),
                    is_last_part=False,
                )
