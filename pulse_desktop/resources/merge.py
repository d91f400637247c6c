"""How several sources become one resource. Pure: a function of the set of contributions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from pulse_desktop.model.condition import Condition, Shape, Status, stale
from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import NO_IDENTITY, Identity
from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.model.resource import (
    Measured,
    Member,
    Relationship,
    Resource,
    SourcedFacet,
    SourceState,
    SourceStatus,
)
from pulse_desktop.model.snapshot import Incident, Observation, ResourceType
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.resources.canonical_id import member_id
from pulse_desktop.resources.contribution import Contribution
from pulse_desktop.resources.metrics_target import metrics_target
from pulse_desktop.resources.precedence import trust

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parent:
    """What a resource runs on, once resolved to a canonical resource."""

    id: ResourceId
    name: str


Resolve = Callable[[Source, NativeId], ResourceId | None]
"""Finds the resource behind a source's native id, if there is one."""


def _nobody(_source: Source, _native_id: NativeId) -> ResourceId | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a resource has that none of its own sources says."""

    parent: Parent | None = None
    child_count: int = 0
    annotation: Annotation = NOTHING_SAID
    aliases: tuple[ResourceId, ...] = ()
    secondaries: frozenset[ResourceId] = frozenset()
    """Members that the user brought in: among equals they speak last."""

    resolve: Resolve = _nobody


ALONE = Surroundings()


def ranked(
    contributions: Iterable[Contribution],
    metric: Metric | None = None,
    after: Collection[ResourceId] = (),
) -> list[Contribution]:
    """Most believed first: fresh before stale, then by role; members in ``after`` come later.

    Among equals the newest measurement wins; names and facts stay with one source, by its name,
    so that they do not alternate.
    """
    items = list(contributions)
    if len(items) == 1:
        return items

    def key(item: Contribution) -> tuple[object, ...]:
        source = item.source
        age = -item.collected_at.timestamp()
        by_name = (source.name, source.connection)
        return (
            item.is_stale,
            trust(item.observation.type, metric, source.role),
            item.member in after,
            *((*by_name, age) if metric is None else (age, *by_name)),
            item.observation.native_id,
        )

    return sorted(items, key=key)


def merge(
    resource: ResourceId, contributions: Iterable[Contribution], around: Surroundings = ALONE
) -> Resource:
    """Combine all contributions about one resource; at least one, in any order.

    The most believed source names it and says how it is; each metric comes from the most
    believed source that measured it, so a weak source still fills a gap.
    """
    items = ranked(contributions, after=around.secondaries)
    seen = [item.observation for item in items]
    identity = _identity(seen)
    newest = max(item.collected_at for item in items)
    return Resource(
        id=resource,
        type=_type(seen),
        name=_name(resource, seen, identity),
        condition=_linked_condition(items) if around.secondaries else _condition(items),
        technology=_first(o.technology for o in seen),
        sources=_sources(items),
        identity=identity,
        metrics=_metrics(items, around.secondaries),
        series=metrics_target(resource, items, around.secondaries),
        parent_id=around.parent.id if around.parent else None,
        parent_name=around.parent.name if around.parent else None,
        child_count=around.child_count,
        tags=_union((*(o.tags for o in seen), around.annotation.tags or ())),
        web_url=_web_url(seen, around.annotation),
        started_at=_first(o.started_at for o in seen),
        restart_count=_first(o.restart_count for o in seen),
        facets=_facets(items),
        facts=tuple(fact for o in seen for fact in o.facts),
        last_seen_at=newest,
        updated_at=newest,
        is_stale=all(item.is_stale for item in items),
        members=_members(items),
        aliases=around.aliases,
        annotation=around.annotation,
        capabilities=_union(o.capabilities for o in seen),
        relationships=relationships(resource, items, around.resolve),
        incidents=_incidents(seen),
    )


def merge_again(
    known: Resource, before: Contribution, now: Contribution, around: Surroundings
) -> Resource | None:
    """What ``merge`` makes of ``now`` alone, in a third of the time, where it can be reused.

    ``known`` was made of ``before`` alone. ``None`` where more than values, condition and the
    facet differs.
    """
    if not _is_steady(before, now) or known.annotation != around.annotation:
        return None
    return Resource(
        id=known.id,
        type=known.type,
        name=known.name,
        condition=_condition((now,)),
        technology=known.technology,
        sources=_sources((now,)),
        identity=known.identity,
        metrics=_metrics((now,), ()),
        series=known.series,
        parent_id=around.parent.id if around.parent else None,
        parent_name=around.parent.name if around.parent else None,
        child_count=around.child_count,
        tags=known.tags,
        web_url=known.web_url,
        started_at=now.observation.started_at,
        restart_count=now.observation.restart_count,
        facets=_facets((now,)),
        facts=now.observation.facts,
        last_seen_at=now.collected_at,
        updated_at=now.collected_at,
        is_stale=now.is_stale,
        members=known.members,
        aliases=around.aliases,
        annotation=known.annotation,
        capabilities=known.capabilities,
        relationships=relationships(known.id, (now,), around.resolve),
        incidents=_incidents((now.observation,)),
    )


_STEADY = attrgetter(
    "type", "name", "technology", "identity", "tags", "web_url", "capabilities", "native_id"
)


def _is_steady(before: Contribution, now: Contribution) -> bool:
    """Whether both say the same of everything that is worked out from more than one field."""
    one, other = before.observation, now.observation
    return (
        before.source == now.source
        and before.member == now.member
        and before.address == now.address
        and _STEADY(one) == _STEADY(other)
        and not isinstance(other.facet, DiskFacet)  # its serial names the history
    )


def _type(seen: Sequence[Observation]) -> ResourceType:
    """A host stays a host, whatever else it is seen as."""
    is_host = any(o.type is ResourceType.AGENT for o in seen)
    return ResourceType.AGENT if is_host else seen[0].type


def _name(resource: ResourceId, seen: Sequence[Observation], identity: Identity) -> str:
    """The one fallback for every surface (T-05)."""
    named = next((name for o in seen if (name := o.name.strip())), None)
    return named or next(iter(identity.hostnames), resource)


def _web_url(seen: Sequence[Observation], annotation: Annotation) -> str | None:
    if annotation.web_url is not None:
        return annotation.web_url or None
    return _first(o.web_url for o in seen)


def _condition(items: Sequence[Contribution]) -> Condition:
    if len(items) == 1:
        only = items[0]
        return stale(only.observation.condition) if only.is_stale else only.observation.condition
    known = [i for i in items if i.observation.condition.status is not Status.UNKNOWN]
    believed = (known or items)[0].observation.condition
    if all(item.is_stale for item in items):
        return stale(believed)
    if any(item.is_stale for item in items) and believed.status is Status.ONLINE:
        return Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Partly stale"))
    return believed


def _linked_condition(items: Sequence[Contribution]) -> Condition:
    """Of what the user made one: online if any part is, else stale if any is (Pulse 6).

    As everywhere, going stale turns online into warning and leaves the other statuses.
    """
    online = [i for i in items if i.observation.condition.status is Status.ONLINE]
    fresh = next((i for i in online if not i.is_stale), None)
    if fresh is not None:
        return fresh.observation.condition
    return stale(online[0].observation.condition) if online else _condition(items)


def _sources(items: Sequence[Contribution]) -> Mapping[Source, SourceStatus]:
    """One status a source; the freshest of its contributions speaks."""
    found: dict[Source, SourceStatus] = {}
    for item in items:
        known = found.get(item.source)
        if known is None or known.last_seen_at < item.collected_at:
            state = SourceState.STALE if item.is_stale else SourceState.ONLINE
            native = item.observation.native_id
            found[item.source] = SourceStatus(state, item.collected_at, native)
    return MappingProxyType(found)


def _identity(seen: Sequence[Observation]) -> Identity:
    identities = [o.identity for o in seen if o.identity is not NO_IDENTITY]
    if not identities:
        return NO_IDENTITY
    return Identity(
        machine_id=_first(i.machine_id for i in identities),
        dmi_uuid=_first(i.dmi_uuid for i in identities),
        hostnames=_union(i.hostnames for i in identities),
        ip_addresses=_union(i.ip_addresses for i in identities),
        mac_addresses=_union(i.mac_addresses for i in identities),
        cluster_name=_first(i.cluster_name for i in identities),
    )


def _metrics(
    items: Sequence[Contribution], after: Collection[ResourceId]
) -> Mapping[Metric, Measured]:
    if len(items) == 1:
        only = items[0]
        source, at, measured = only.source, only.collected_at, only.observation.metrics
        return MappingProxyType({m: Measured(one, source, at) for m, one in measured.items()})
    names = {metric for item in items for metric in item.observation.metrics}
    return MappingProxyType({metric: _believed(items, metric, after) for metric in sorted(names)})


def _believed(
    items: Sequence[Contribution], metric: Metric, after: Collection[ResourceId]
) -> Measured:
    who_measured = [item for item in items if metric in item.observation.metrics]
    best = ranked(who_measured, metric, after)[0]
    return Measured(best.observation.metrics[metric], best.source, best.collected_at)


def _facets(items: Sequence[Contribution]) -> tuple[SourcedFacet, ...]:
    return tuple(
        SourcedFacet(item.source.name, facet)
        for item in items
        for facet in (item.observation.facet, *item.observation.more_facets)
        if facet is not None
    )


def _members(items: Sequence[Contribution]) -> tuple[Member, ...]:
    """Each once, however many connections show it."""
    members: dict[ResourceId, Member] = {}
    for item in items:
        seen = item.observation
        own = item.member or member_id(item.source.name, seen.type, item.series_id)
        if own not in members:
            members[own] = Member(own, seen.type, seen.name.strip(), item.source, seen.native_id)
    return tuple(members.values())


def relationships(
    resource: ResourceId, items: Sequence[Contribution], resolve: Resolve
) -> tuple[Relationship, ...]:
    """What the resource has to do with others that are there, in a fixed order."""
    found: dict[tuple[str, ResourceId], Relationship] = {}
    for item in items:
        for relation in item.observation.relations:
            target = resolve(item.source, relation.target)
            if target is not None and target != resource:
                relationship = Relationship(relation.kind, target, item.source.name)
                found.setdefault((relation.kind, target), relationship)
    return tuple(found[key] for key in sorted(found))


def _incidents(seen: Sequence[Observation]) -> tuple[Incident, ...]:
    """Each once: by who reports it, its id there, its code and its words."""
    if not any(o.incidents for o in seen):
        return ()
    found: dict[tuple[str, str, str, str], Incident] = {}
    for incident in (i for o in seen for i in o.incidents):
        key = (incident.provider, incident.native_id, incident.code, incident.summary)
        found.setdefault(key, incident)
    return tuple(found.values())


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Trimmed, without repeats, in order of first mention."""
    told = [group for group in groups if group]
    if not told:
        return ()
    trimmed = (value.strip() for group in told for value in group)
    return tuple(dict.fromkeys(value for value in trimmed if value))


def with_surroundings(resource: Resource, around: Surroundings) -> Resource:
    """``resource`` under this parent and with so many children; the same object if it is so."""
    parent = around.parent
    parent_id, parent_name = (parent.id, parent.name) if parent else (None, None)
    wanted = (parent_id, parent_name, around.child_count)
    if wanted == (resource.parent_id, resource.parent_name, resource.child_count):
        return resource
    return replace(
        resource,
        parent_id=parent_id,
        parent_name=parent_name,
        child_count=around.child_count,
    )
