"""What changed about a resource, for the timeline. Values and last-seen never make a change.

One resource yields one change per commit: the first of the rules below that finds something gives
it its kind, the others add to its words (Pulse 6, resource changes). Going stale is no change of
the thing, so it yields none.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha1, sha256
from operator import attrgetter
from types import MappingProxyType

from pulse_desktop.model.change import Change, ChangeKind, Detail, Origin, excerpt
from pulse_desktop.model.clock import epoch_ms, iso_utc
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import Activity, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.canonical_id import member_id
from pulse_desktop.resources.change.finding import NONE, Finding, Seen
from pulse_desktop.resources.change.relation import capabilities, moves, relations
from pulse_desktop.resources.change.restart import only_aged, restarts, runs_later
from pulse_desktop.resources.change.setting import annotations, identities, settings
from pulse_desktop.resources.change.transition import facts, transitions
from pulse_desktop.resources.change.trouble import troubles
from pulse_desktop.resources.change.watched import alike

__all__ = ["ABSENT", "Seen", "activity_change", "difference", "joined", "parted"]

ABSENT = "absent"
"""The contract's word for the state before the first sight and after the last."""

CONDITION_BEFORE = "conditionBefore"
"""In the metadata of a change of status, or of an end: the status and the shape before it."""

PARENT_BEFORE = "parentIdBefore"
"""In that of an end, or a move with something more important: what it ran on or belonged to."""

SEVERITY_BEFORE = "severityBefore"
"""In that of an end, or of reported trouble: how bad all of it was before."""

NAME_BEFORE = "nameBefore"
"""In that of a renaming with something more important: what it was called."""

_PRECEDENCE = (
    ChangeKind.RESTART,
    ChangeKind.METRIC_ANOMALY,
    ChangeKind.STATE_TRANSITION,
    ChangeKind.RELATIONSHIP_CHANGE,
    ChangeKind.CAPABILITY_CHANGE,
    ChangeKind.CONFIG_UPDATE,
)
_RULES: tuple[Callable[[Seen, Seen], Iterator[Finding]], ...] = (
    restarts,
    troubles,
    transitions,
    facts,
    moves,
    relations,
    capabilities,
    settings,
    annotations,
    identities,
)
_MOST_WORDS = 3
"""How many findings one sentence tells of; ``changedFields`` names them all."""

_RANKED = frozenset({"name", "type", "technology", "parentId", "customUrl"})
"""Fields that the most believed source alone gives: when one went quiet, or speaks again, they
may differ because another one is believed."""

_RANKED_WORDS = _RANKED | {"status"}
"""The word for a status that stayed the same, too."""

_LASTING = attrgetter(
    "type",
    "technology",
    "name",
    "parent_id",
    "restart_count",
    "web_url",
    "tags",
    "capabilities",
    "relationships",
    "incidents",
    "risk",
    "annotation",
    "identity",
)
"""All that the rules read but the condition, the start and the facets."""


def difference(
    old: Seen | None, new: Seen | None, at: datetime, source: SourceName
) -> Change | None:
    """The one change that leads from ``old`` to ``new``, or none.

    Called for every touched resource of every poll, so that nothing but values changed is
    found out first, with a handful of comparisons.
    """
    if old is None:
        return None if new is None else _appeared(new, at, source)
    if new is None:
        return _disappeared(old, at, source)
    if _is_steady(old, new):
        return None
    found = [finding for rule in _RULES for finding in rule(old, new)]
    if only_aged(old.resource, new.resource):
        ranked = _RANKED if old.condition.status is not new.condition.status else _RANKED_WORDS
        found = [finding for finding in found if finding.field not in ranked]
    if not found:
        return None
    found.sort(key=lambda finding: _PRECEDENCE.index(finding.kind))
    return _change(old, new, found, at, source)


def activity_change(
    resource: Resource,
    activity: Activity,
    source: SourceName,
    observed_at: datetime | None = None,
) -> Change:
    """A timeline entry for something a source saw happen; the same event has the same id.

    The id is the contract's: SHA-1 over resource, adapter, nature and the source's own id, or
    time and words where there is none. The resource in it is the member that it happened to: a
    canonical id may be another one tomorrow, as soon as more is known of a machine, and a
    platform tells the same event for hours.
    """
    adapter, nature = _adapter(source), activity.nature or f"{source}_event"
    title, message = str(activity.text), activity.message or ""
    native = activity.native_event or f"{iso_utc(activity.at)}|{title}|{message}"
    key = f"{_subject(resource, activity, source)}|{adapter}|{nature}|{native}"
    told: dict[str, str | None] = {
        "activity_type": nature,
        "native_id": activity.native_event,
        "title": title,
        "state": activity.state,
        "message": activity.message,
        **activity.details,
    }
    digest = sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return Change(
        id=f"activity-{digest.hexdigest()}",
        at=activity.at,
        observed_at=observed_at,
        resource=resource.id,
        resource_name=resource.name,
        kind=ChangeKind.ACTIVITY,
        source=source,
        text=activity.text,
        origin=Origin.PLATFORM_EVENT,
        adapter=adapter,
        actor=activity.actor,
        metadata=MappingProxyType({name: excerpt(value) for name, value in told.items() if value}),
    )


def joined(old: Resource, into: Resource, at: datetime, source: SourceName) -> Change:
    """The entry on the timeline of a resource that turned out to be part of another one."""
    text = mark("Timeline", "Recognised as the same as {name}").given(name=into.name)
    return _sameness(old, into, text, "resource_joined", at, source)


def parted(leaver: Resource, keeper: Resource, at: datetime, source: SourceName) -> Change:
    """The entry on the timeline of a resource that is no longer part of another one."""
    text = mark("Timeline", "No longer the same as {name}").given(name=keeper.name)
    return _sameness(leaver, keeper, text, "resource_parted", at, source)


def _subject(resource: Resource, activity: Activity, source: SourceName) -> ResourceId:
    """The id that what it happened to has by itself, also where it moved since."""
    named = (source, activity.type, activity.subject.strip())
    for member in resource.members:
        if (member.source.name, member.type, member.native_id.strip()) == named:
            return member.id
    return member_id(source, activity.type, activity.subject)


def _is_steady(old: Seen, new: Seen) -> bool:
    """Whether no rule can find anything. May be wrong about a change, never about its absence."""
    before, after = old.resource, new.resource
    if old.condition is not new.condition and old.condition != new.condition:
        return False
    if before.facets is not after.facets and not alike(before.facets, after.facets):
        return False
    if before.started_at != after.started_at and runs_later(before, after):
        return False
    return bool(_LASTING(before) == _LASTING(after))


def _appeared(new: Seen, at: datetime, source: SourceName) -> Change:
    text = mark("Timeline", "Discovered, {state}").given(state=new.condition.word)
    reason = mark("Timeline", "resource discovered")
    states = (ABSENT, new.condition.status.value)
    return _transit(new.resource, (text, reason, "resource_created"), states, at, source)


def _disappeared(old: Seen, at: datetime, source: SourceName) -> Change:
    text = mark("Timeline", "Removed, last seen {state}").given(state=old.condition.word)
    reason = mark("Timeline", "resource no longer listed")
    states = (old.condition.status.value, ABSENT)
    change = _transit(old.resource, (text, reason, "resource_removed"), states, at, source)
    return replace(change, metadata=MappingProxyType({**change.metadata, **_end(old)}))


def _transit(
    resource: Resource,
    told: tuple[Text, Text, str],
    states: tuple[str, str],
    at: datetime,
    source: SourceName,
) -> Change:
    """A resource came into being or ceased to be."""
    text, reason, change_type = told
    kind = ChangeKind.STATE_TRANSITION
    return Change(
        id=_change_id(resource.id, kind, at, states),
        at=at,
        resource=resource.id,
        resource_name=resource.name,
        kind=kind,
        source=source,
        text=text,
        from_state=states[0],
        to_state=states[1],
        adapter=_adapter(source),
        reason=reason,
        related=_related(resource),
        metadata=MappingProxyType({"changeType": change_type}),
    )


def _change(old: Seen, new: Seen, found: list[Finding], at: datetime, source: SourceName) -> Change:
    before, after, first = old.resource, new.resource, found[0]
    states = (first.from_state, first.to_state)
    is_by_user = all(finding.is_by_user for finding in found)
    metadata: dict[str, Detail] = {"changedFields": tuple(finding.field for finding in found)}
    metadata |= _way_back(old, found)
    return Change(
        id=_change_id(after.id, first.kind, at, states),
        at=at,
        resource=after.id,
        resource_name=after.name,
        kind=first.kind,
        source=source,
        text=_sentence([finding.text for finding in found[:_MOST_WORDS]]),
        from_state=first.from_state,
        to_state=first.to_state,
        origin=Origin.USER_ACTION if is_by_user else Origin.PULSE_DIFF,
        adapter=None if is_by_user else _adapter(source),
        related=_related(before, after),
        metadata=MappingProxyType(metadata),
    )


def _end(old: Seen) -> dict[str, Detail]:
    """How it was, for who goes back in time."""
    resource = old.resource
    before: dict[str, Detail] = {CONDITION_BEFORE: _standing(old)}
    if resource.parent_id is not None:
        before[PARENT_BEFORE] = resource.parent_id
    if resource.rollup is not None:
        before[SEVERITY_BEFORE] = _severity(resource)
    return before


def _severity(resource: Resource) -> str:
    rollup = resource.rollup
    return (Severity.HEALTHY if rollup is None else rollup.severity).value


def _standing(seen: Seen) -> tuple[str, str]:
    return seen.condition.status.value, seen.condition.shape.value


def _way_back(old: Seen, found: list[Finding]) -> dict[str, Detail]:
    """What the states of the first finding do not say, and who goes back in time needs."""
    before: dict[str, Detail] = {}
    fields = [finding.field for finding in found]
    if "status" in fields:
        before[CONDITION_BEFORE] = _standing(old)
    if "incidents" in fields:
        before[SEVERITY_BEFORE] = _severity(old.resource)
    if "parentId" in fields[1:]:
        before[PARENT_BEFORE] = old.resource.parent_id or NONE
    if "name" in fields[1:]:
        before[NAME_BEFORE] = old.resource.name
    return before


def _sameness(
    subject: Resource,
    other: Resource,
    text: Text,
    change_type: str,
    at: datetime,
    source: SourceName,
) -> Change:
    states = (subject.id, other.id)
    kind = ChangeKind.RELATIONSHIP_CHANGE
    return Change(
        id=_change_id(subject.id, kind, at, (change_type, other.id)),
        at=at,
        resource=subject.id,
        resource_name=subject.name,
        kind=kind,
        source=source,
        text=text,
        from_state=states[0],
        to_state=states[1],
        adapter=_adapter(source),
        related=(other.id,),
        metadata=MappingProxyType({"changeType": change_type}),
    )


def _sentence(texts: Iterable[Text]) -> Text:
    first, *others = texts
    for text in others:
        first = mark("Timeline", "{first} · {then}").given(first=first, then=text)
    return first


def _related(*looks: Resource) -> tuple[ResourceId, ...]:
    """Parents and the other ends of relationships, in every one of ``looks``."""
    found = {one.target for resource in looks for one in resource.relationships}
    found |= {resource.parent_id for resource in looks if resource.parent_id is not None}
    return tuple(sorted(found - {resource.id for resource in looks}))


def _adapter(source: SourceName) -> str:
    return f"{source}_adapter"


def _change_id(
    resource: ResourceId, kind: ChangeKind, at: datetime, states: tuple[str | None, str | None]
) -> str:
    """The same change of the same instant gets the same id, so that writing it twice is once."""
    key = f"{resource}|{kind}|{epoch_ms(at)}|{states[0]}|{states[1]}"
    return f"change-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
