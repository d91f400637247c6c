"""How several sources become one resource. Pure: a function of the set of contributions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from pulse_desktop.model.condition import Condition, Shape, Status, stale
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import (
    Measured,
    Resource,
    SourcedFacet,
    SourceState,
    SourceStatus,
)
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import Observation, ResourceType
from pulse_desktop.model.source import Role, Source
from pulse_desktop.model.text import mark
from pulse_desktop.resources.precedence import FAMILIES, address_rank, trust

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contribution:
    """One source's say about one resource, stamped with when it was collected."""

    source: Source
    observation: Observation
    collected_at: datetime
    is_stale: bool = False
    """Its source has been quiet for longer than its platform allows."""


@dataclass(frozen=True, slots=True)
class Parent:
    """What a resource runs on, once resolved to a canonical resource."""

    id: ResourceId
    name: str


def ranked(
    contributions: Iterable[Contribution], metric: Metric | None = None
) -> list[Contribution]:
    """Most believed first: fresh before stale, then by role, then newest, then by name."""

    def key(item: Contribution) -> tuple[object, ...]:
        return (
            item.is_stale,
            trust(item.observation.type, metric, item.source.role),
            -item.collected_at.timestamp(),
            item.source.connection,
            item.observation.native_id,
        )

    return sorted(contributions, key=key)


def merge(
    resource: ResourceId, contributions: Iterable[Contribution], parent: Parent | None
) -> Resource:
    """Combine all contributions about one resource; at least one, in any order.

    The most believed source names it and says how it is; each metric comes from the most
    believed source that measured it, so a weak source still fills a gap.
    """
    items = ranked(contributions)
    seen = [item.observation for item in items]
    best = seen[0]
    newest = max(item.collected_at for item in items)
    return Resource(
        id=resource,
        type=best.type,
        name=best.name,
        condition=_condition(items),
        technology=_first(o.technology for o in seen),
        sources=_sources(items),
        identity=_identity(seen),
        metrics=_metrics(items),
        series=_series(items),
        parent_id=parent.id if parent else None,
        parent_name=parent.name if parent else None,
        child_count=0,
        tags=_union(o.tags for o in seen),
        web_url=_first(o.web_url for o in seen),
        started_at=_first(o.started_at for o in seen),
        restart_count=_first(o.restart_count for o in seen),
        facets=_facets(items),
        facts=tuple(fact for o in seen for fact in o.facts),
        last_seen_at=newest,
        updated_at=newest,
        is_stale=all(item.is_stale for item in items),
    )


def _condition(items: list[Contribution]) -> Condition:
    known = [i for i in items if i.observation.condition.status is not Status.UNKNOWN]
    believed = (known or items)[0].observation.condition
    if all(item.is_stale for item in items):
        return stale(believed)
    if any(item.is_stale for item in items) and believed.status is Status.ONLINE:
        return Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Partly stale"))
    return believed


def _sources(items: list[Contribution]) -> Mapping[Source, SourceStatus]:
    """One status a source; the freshest of its contributions speaks."""
    found: dict[Source, SourceStatus] = {}
    for item in items:
        known = found.get(item.source)
        if known is None or known.last_seen_at < item.collected_at:
            state = SourceState.STALE if item.is_stale else SourceState.ONLINE
            native = item.observation.native_id
            found[item.source] = SourceStatus(state, item.collected_at, native)
    return MappingProxyType(found)


def _identity(seen: list[Observation]) -> Identity:
    identities = [o.identity for o in seen]
    return Identity(
        machine_id=_first(i.machine_id for i in identities),
        dmi_uuid=_first(i.dmi_uuid for i in identities),
        hostnames=_union(i.hostnames for i in identities),
        ip_addresses=_union(i.ip_addresses for i in identities),
        mac_addresses=_union(i.mac_addresses for i in identities),
        cluster_name=_first(i.cluster_name for i in identities),
    )


def _metrics(items: list[Contribution]) -> Mapping[Metric, Measured]:
    measured = {metric for item in items for metric in item.observation.metrics}
    return MappingProxyType({metric: _believed(items, metric) for metric in sorted(measured)})


def _believed(items: list[Contribution], metric: Metric) -> Measured:
    who_measured = [item for item in items if metric in item.observation.metrics]
    best = ranked(who_measured, metric)[0] if len(who_measured) > 1 else who_measured[0]
    return Measured(best.observation.metrics[metric], best.source, best.collected_at)


def _series(items: list[Contribution]) -> SeriesTarget | None:
    """The contract's metrics target; ``None`` where the type has no series or no address."""
    family = FAMILIES.get(items[0].observation.type)
    if family is None:
        return None
    if family is Family.AGENT and {item.source.role for item in items} == {Role.RUNTIME}:
        family = Family.DOCKER_HOST
    if items[0].observation.type is ResourceType.PHYSICAL_DISK:
        serial = _first(item.observation.identity.machine_id for item in items)
        if serial:
            return SeriesTarget(family, serial)
    order = sorted(items, key=lambda i: (address_rank(i.source.role), i.observation.native_id))
    address = order[0].observation.native_id.strip()
    return SeriesTarget(family, address) if address else None


def _facets(items: list[Contribution]) -> tuple[SourcedFacet, ...]:
    return tuple(
        SourcedFacet(item.source.name, item.observation.facet)
        for item in items
        if item.observation.facet is not None
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Trimmed, without repeats, in order of first mention."""
    trimmed = (value.strip() for group in groups for value in group)
    return tuple(dict.fromkeys(value for value in trimmed if value))


def with_children(resource: Resource, count: int) -> Resource:
    """``resource`` with its number of children; the same object when it already has it."""
    return resource if resource.child_count == count else replace(resource, child_count=count)
