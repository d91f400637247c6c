"""The registry: the only writer of canonical state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey
from pulse_desktop.model.snapshot import Observation, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.canonical_id import canonical_id
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.difference import Seen, activity_change, difference
from pulse_desktop.resources.merge import Contribution, Parent, merge, ranked, with_children
from pulse_desktop.resources.read_state import EMPTY, ReadState

_Key = tuple[Source, NativeId]


class Registry:
    """Folds snapshots into canonical resources.

    Keeps the latest contribution per source and merges again only what a snapshot touches,
    so that the cost follows the snapshot and not the estate. Used on one thread.
    """

    def __init__(self, series: SeriesIndex) -> None:
        self._series = series
        self._contributions: defaultdict[ResourceId, dict[_Key, Contribution]] = defaultdict(dict)
        self._said_by: defaultdict[Source, dict[NativeId, ResourceId]] = defaultdict(dict)
        self._children: defaultdict[ResourceId, set[ResourceId]] = defaultdict(set)
        self._resources: dict[ResourceId, Resource] = {}
        self._told: dict[ResourceId, Seen] = {}
        self._state = EMPTY

    @property
    def state(self) -> ReadState:
        """The current read model."""
        return self._state

    def apply(self, snapshot: Snapshot) -> Commit:
        """Replace what ``snapshot.source`` said before by what it says now."""
        subjects = self._subjects(snapshot)
        touched = self._withdraw_unseen(snapshot) | self._contribute(snapshot)
        touched |= self._remerge(touched)
        self._publish(snapshot.collected_at)
        subjects |= self._subjects(snapshot)
        changes = self._tell(touched, snapshot.collected_at, snapshot.source.name)
        return Commit(
            state=self._state,
            touched=frozenset(touched),
            changes=_activities(snapshot, subjects) + changes,
            readings=self._readings(snapshot, touched),
            snapshot=snapshot,
        )

    def withdraw(self, source: Source, at: datetime) -> Commit:
        """Take back everything ``source`` ever said: its connection was removed."""
        touched = set(self._said_by.pop(source, {}).values())
        for resource in touched:
            kept = {k: c for k, c in self._contributions[resource].items() if k[0] != source}
            self._contributions[resource] = kept
        touched |= self._remerge(touched)
        self._publish(at)
        changes = self._tell(touched, at, source.name)
        return Commit(self._state, frozenset(touched), changes, None, None)

    def expire(self, source: Source, stale_after: timedelta, now: datetime) -> Commit | None:
        """Mark as stale what ``source`` has not repeated for longer than ``stale_after``.

        Strictly longer, as the contract says; ``None`` when nothing went stale. A time as far
        ahead of ``now`` is as old: the clock was set back since.
        """
        quiet = {
            (native, resource)
            for native, resource in self._said_by.get(source, {}).items()
            if self._is_newly_quiet((source, native), resource, stale_after, now)
        }
        if not quiet:
            return None
        for native, resource in quiet:
            said = self._contributions[resource]
            said[source, native] = replace(said[source, native], is_stale=True)
        touched = {resource for _, resource in quiet}
        touched |= self._remerge(touched)
        self._publish(now)
        return Commit(self._state, frozenset(touched), (), None, None)

    def _is_newly_quiet(
        self, key: _Key, resource: ResourceId, stale_after: timedelta, now: datetime
    ) -> bool:
        said = self._contributions[resource][key]
        return not said.is_stale and abs(now - said.collected_at) > stale_after

    def _withdraw_unseen(self, snapshot: Snapshot) -> set[ResourceId]:
        """Take back what the source no longer lists, of the kinds it now lists completely.

        The earlier parts of one poll bear the same instant as its last part, so they stay.
        """
        said = self._said_by[snapshot.source]
        seen = {observation.native_id for observation in snapshot.observations}
        touched: set[ResourceId] = set()
        for native in [native for native in said if native not in seen]:
            resource = said[native]
            contribution = self._contributions[resource][snapshot.source, native]
            is_of_this_poll = contribution.collected_at == snapshot.collected_at
            if contribution.observation.type in snapshot.complete_kinds and not is_of_this_poll:
                self._take_back((snapshot.source, native))
                touched.add(resource)
        return touched

    def _contribute(self, snapshot: Snapshot) -> set[ResourceId]:
        touched: set[ResourceId] = set()
        for observation in snapshot.observations:
            touched |= self._say(snapshot, observation)
        return touched

    def _say(self, snapshot: Snapshot, observation: Observation) -> set[ResourceId]:
        said = self._said_by[snapshot.source]
        key = (snapshot.source, observation.native_id)
        resource = canonical_id(snapshot.source.name, observation)
        touched = {resource}
        previous = said.get(observation.native_id)
        if previous is not None and previous != resource:
            self._take_back(key)
            touched.add(previous)
        said[observation.native_id] = resource
        contribution = Contribution(snapshot.source, observation, snapshot.collected_at)
        self._contributions[resource][key] = contribution
        return touched

    def _take_back(self, key: _Key) -> None:
        resource = self._said_by[key[0]].pop(key[1])
        del self._contributions[resource][key]

    def _remerge(self, touched: Iterable[ResourceId]) -> set[ResourceId]:
        """Merge again; returns the parents and children that changed along."""
        parents = {p for r in touched for p in self._merge_one(r)}
        renamed = {c for p in touched for c in self._children[p] if self._parent_is_outdated(c)}
        for child in renamed:
            self._merge_one(child)
        counted = parents | set(touched)
        for resource in counted & self._resources.keys():
            known = self._resources[resource]
            self._resources[resource] = with_children(known, len(self._children[resource]))
        return parents | renamed

    def _merge_one(self, resource: ResourceId) -> set[ResourceId]:
        """Merge one resource; returns its old and new parent where they differ."""
        known = self._resources.pop(resource, None)
        contributions = self._contributions.get(resource)
        parent: Parent | None = None
        if contributions:
            parent = self._parent(resource, contributions.values())
            merged = merge(resource, contributions.values(), parent)
            self._resources[resource] = with_children(merged, known.child_count if known else 0)
        else:
            self._contributions.pop(resource, None)
        return self._adopt(resource, known.parent_id if known else None, parent)

    def _adopt(
        self, child: ResourceId, old: ResourceId | None, parent: Parent | None
    ) -> set[ResourceId]:
        new = parent.id if parent else None
        if old == new:
            return set()
        if old is not None:
            self._children[old].discard(child)
        if new is not None:
            self._children[new].add(child)
        return {resource for resource in (old, new) if resource is not None}

    def _parent(self, child: ResourceId, contributions: Iterable[Contribution]) -> Parent | None:
        """The proposal of the most believed source whose parent exists."""
        for item in ranked(contributions):
            proposed = item.observation.parent
            resource = self._said_by[item.source].get(proposed) if proposed else None
            if resource is None or resource == child:
                continue
            best = ranked(self._contributions[resource].values())
            if best:
                return Parent(resource, best[0].observation.name)
        return None

    def _parent_is_outdated(self, child: ResourceId) -> bool:
        known = self._resources.get(child)
        if known is None or known.parent_id is None:
            return False
        parent = self._resources.get(known.parent_id)
        return parent is None or parent.name != known.parent_name

    def _publish(self, at: datetime) -> None:
        newest = at if self._state.at is None else max(at, self._state.at)
        by_id = MappingProxyType(dict(self._resources))
        self._state = ReadState(self._state.revision + 1, by_id, newest)

    def _tell(
        self, touched: Iterable[ResourceId], at: datetime, source: SourceName
    ) -> tuple[Change, ...]:
        """The changes since each touched resource was last told about; one each at most."""
        changes: list[Change] = []
        for resource in sorted(touched):
            new = self._seen_now(resource)
            change = difference(self._told.get(resource), new, at, source)
            if change is not None:
                changes.append(change)
            if new is None:
                self._told.pop(resource, None)
            else:
                self._told[resource] = new
        return tuple(changes)

    def _seen_now(self, resource: ResourceId) -> Seen | None:
        """The resource with the condition its most believed source gave, however old that is."""
        known = self._resources.get(resource)
        if known is None:
            return None
        best = ranked(self._contributions[resource].values())[0]
        return Seen(known, best.observation.condition)

    def _subjects(self, snapshot: Snapshot) -> dict[NativeId, Resource]:
        """The resources that the snapshot's activities are about, as far as they exist now."""
        said = self._said_by[snapshot.source]
        return {
            activity.subject: self._resources[said[activity.subject]]
            for activity in snapshot.activities
            if activity.subject in said
        }

    def _readings(self, snapshot: Snapshot, touched: set[ResourceId]) -> Readings | None:
        """Only values this snapshot won: a losing source never writes a second line."""
        readings = Readings(snapshot.collected_at)
        for resource in sorted(touched & self._resources.keys()):
            known = self._resources[resource]
            if known.series is None:
                continue
            for metric, measured in known.metrics.items():
                if measured.source == snapshot.source and measured.at == snapshot.collected_at:
                    readings.columns.append(self._series.column(SeriesKey(known.series, metric)))
                    readings.values.append(measured.value)
        return readings if len(readings) else None


def _activities(snapshot: Snapshot, subjects: Mapping[NativeId, Resource]) -> tuple[Change, ...]:
    """Changes for what the source saw happen, also to what is gone since the last snapshot."""
    return tuple(
        activity_change(subjects[activity.subject], activity, snapshot.source.name)
        for activity in snapshot.activities
        if activity.subject in subjects
    )
