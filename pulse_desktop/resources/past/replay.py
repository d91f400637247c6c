"""Takes back, newest first, what changed since an instant."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import UNKNOWN, Condition
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.resources.past import testimony
from pulse_desktop.resources.past.testimony import Words
from pulse_desktop.resources.posture import lowered
from pulse_desktop.resources.read_state import ReadState

Earlier = Callable[[ResourceId], Change | None]
"""The newest entry about a resource that is not newer than the instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is known of one resource at an instant, but for its figures."""

    id: ResourceId
    type: ResourceType
    name: str
    condition: Condition | None
    """``None`` while nothing tells it."""

    severity: Severity = Severity.HEALTHY
    parent_id: ResourceId | None = None
    source: SourceName | None = None
    """Who told that it is gone."""

    known: Resource | None = None
    """The same thing today; ``None`` where it is gone since."""

    is_as_today: bool = False
    """Nothing that its status is made from changed since."""

    @property
    def shown(self) -> Condition:
        """Its condition with the troubles it was in."""
        if self.is_as_today and self.known is not None and not self.known.is_stale:
            return self.known.condition
        return lowered(self.condition or UNKNOWN, self.severity)


@dataclass(frozen=True, slots=True)
class Today:
    """From where the way back begins. Frozen, so that any thread may walk it."""

    state: ReadState
    conditions: Mapping[ResourceId, Condition]
    """How each resource stood when it was last heard of."""


def replayed(today: Today, changes: Iterable[Change], earlier: Earlier) -> dict[ResourceId, Thing]:
    """What there was before ``changes``, all there were since, newest first."""
    way = _Way(today)
    for change in changes:
        way.take_back(change)
    return way.arrived(earlier)


class _Way:
    """The things as they are while one change after the other is taken back."""

    def __init__(self, today: Today) -> None:
        self._things = {one: _today(known, today) for one, known in today.state.by_id.items()}
        self._words: Words = {condition.word: condition for condition in today.conditions.values()}
        self._heirs: set[ResourceId] = set()
        """What others became part of."""

    def take_back(self, change: Change) -> None:
        nature = testimony.nature(change)
        if nature in {"resource_created", "resource_parted"}:
            self._things.pop(change.resource, None)
        elif nature in {"resource_removed", "resource_joined"}:
            self._bring_back(change)
        else:
            thing = self._things.get(change.resource)
            if thing is not None:
                self._things[change.resource] = _before(thing, change, self._words)

    def arrived(self, earlier: Earlier) -> dict[ResourceId, Thing]:
        """Everything, once no change is left: what no change tells, an earlier one may."""
        for heir in self._heirs & self._things.keys():
            if earlier(heir) is None:
                del self._things[heir]  # it took over from what became part of it
        for thing in [one for one in self._things.values() if one.condition is None]:
            last = earlier(thing.id)
            if last is not None:
                condition = testimony.condition_after(last, self._words)
                self._things[thing.id] = replace(thing, condition=condition)
        return self._things

    def _bring_back(self, change: Change) -> None:
        """Something that is gone. Of what joined another the entry does not tell how it stood."""
        type_ = testimony.type_in(change.resource)
        if type_ is None:
            return
        has_joined = testimony.nature(change) == "resource_joined"
        if has_joined:
            self._heirs.update(change.related)
        self._things[change.resource] = Thing(
            id=change.resource,
            type=type_,
            name=change.resource_name,
            condition=None if has_joined else testimony.condition_at_the_end(change, self._words),
            severity=testimony.severity_before(change) or Severity.HEALTHY,
            parent_id=None if has_joined else _parent_at_the_end(change),
            source=change.source,
        )


def _today(known: Resource, today: Today) -> Thing:
    rollup = known.rollup
    return Thing(
        id=known.id,
        type=known.type,
        name=known.name,
        condition=today.conditions.get(known.id, known.condition),
        severity=rollup.severity if rollup is not None else Severity.HEALTHY,
        parent_id=known.parent_id,
        known=known,
        is_as_today=True,
    )


def _before(thing: Thing, change: Change, words: Words) -> Thing:
    """``thing`` before ``change``."""
    told = testimony.fields(change)
    severity = testimony.severity_before(change)
    condition = testimony.condition_before(change, thing.condition or UNKNOWN, words)
    return replace(
        thing,
        name=(testimony.name_before(change) if "name" in told else None) or thing.name,
        condition=condition,
        severity=thing.severity if severity is None else severity,
        parent_id=testimony.parent_before(change) if "parentId" in told else thing.parent_id,
        is_as_today=thing.is_as_today and not _concerns_status(change, told),
    )


def _concerns_status(change: Change, told: tuple[str, ...]) -> bool:
    return "status" in told or "incidents" in told or change.kind is ChangeKind.METRIC_ANOMALY


def _parent_at_the_end(change: Change) -> ResourceId | None:
    """An earlier version told what it was related to: its parent, where that is all."""
    told = testimony.parent_before(change)
    if told is None and not testimony.is_way_back_told(change) and len(change.related) == 1:
        return change.related[0]
    return told
