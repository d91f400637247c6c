"""The registry: the only writer of canonical state."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.change import Change
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.operator import NOTHING_KEPT, Annotation, Kept, Verdict
from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesIndex, SeriesTarget
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.columns import Columns
from pulse_desktop.resources.commit import Commit
from pulse_desktop.resources.consumers import ConsumerIndex
from pulse_desktop.resources.contribution import Contribution, Said
from pulse_desktop.resources.difference import activity_change
from pulse_desktop.resources.host_disks import is_disk, tells_of_disks, told_by_host
from pulse_desktop.resources.merge import (
    Parent,
    Surroundings,
    merge,
    merge_again,
    ranked,
    relationships,
    with_surroundings,
)
from pulse_desktop.resources.posture import finished
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.resources.roll import Roll
from pulse_desktop.resources.telling import Telling
from pulse_desktop.resources.words import Words

USER = SourceName("user")
"""Who speaks when the user does."""

_SET_BACK = timedelta(minutes=5)
"""No answer takes so long: what is so much older than the newest is of another clock."""


class Registry:
    """Folds snapshots and the user's words into canonical resources.

    Merges again only what a snapshot touches, so that the cost follows the snapshot and not the
    estate. Used on one thread.
    """

    def __init__(self, series: SeriesIndex, kept: Kept = NOTHING_KEPT) -> None:
        self._roll = Roll(kept)
        self._words = Words(kept.annotations)
        self._columns = Columns(series)
        self._telling = Telling()
        self._consumers = ConsumerIndex()
        self._children: defaultdict[ResourceId, set[ResourceId]] = defaultdict(set)
        self._parents: dict[ResourceId, ResourceId] = {}
        self._alone: dict[ResourceId, Contribution] = {}
        """What a resource was made of, where that was one contribution."""

        self._resources: dict[ResourceId, Resource] = {}
        self._surveys: Mapping[Source, Survey] = MappingProxyType({})
        """The last one of each source; another mapping whenever one looked again."""

        self._revision = 0
        self._at: datetime | None = None
        self._state: ReadState | None = EMPTY
        """Put together when it is asked for; ``None`` while something newer is known."""

    @property
    def state(self) -> ReadState:
        """The current read model."""
        if self._state is None:
            by_id = MappingProxyType(self._resources.copy())
            self._state = ReadState(
                self._revision, by_id, self._at, self._roll.verdicts, self._surveys
            )
        return self._state

    def _read(self) -> ReadState:
        return self.state

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What the user decided on sameness."""
        return self._roll.verdicts

    @property
    def conditions(self) -> Mapping[ResourceId, Condition]:
        """How each resource stood when it was last heard of, also where that is long ago."""
        return self._telling.conditions()

    def remember(self, kept: Kept) -> None:
        """Take over what an earlier run kept; before anything else is said."""
        self._roll = Roll(kept)
        self._words = Words(kept.annotations)

    def apply(self, snapshot: Snapshot, most: int | None = None) -> Commit:
        """Replace what ``snapshot.source`` said before by what it says now.

        ``most`` bounds how much of what it no longer lists is taken back at once; ``catch_up``
        does the rest.
        """
        subjects = self._subjects(snapshot)
        self._roll.enter(snapshot, most)
        if snapshot.survey is not None:
            self._look_anew(snapshot.source, snapshot.survey)
        touched = self._settle(snapshot.collected_at)
        subjects |= self._subjects(snapshot)
        activities = tuple(
            activity_change(subjects[one.subject], one, snapshot.source.name, snapshot.collected_at)
            for one in snapshot.activities
            if one.subject in subjects
        )
        changes = self._tell(touched, snapshot.collected_at, snapshot.source.name)
        known = (self._resources[r] for r in sorted(touched) if r in self._resources)
        return Commit(
            read=self._read,
            touched=touched,
            changes=activities + changes,
            readings=self._columns.readings(snapshot, known),
            snapshot=replace(snapshot, earlier=()) if snapshot.earlier else snapshot,
            kept=self._to_keep(),
            said=self._said(changes),
            earlier=tuple(self._of_earlier(snapshot)),
        )

    def _of_earlier(self, snapshot: Snapshot) -> Iterator[tuple[SeriesTarget, Recorded]]:
        """What the platform recorded of things that have a history here."""
        for each in snapshot.earlier:
            for resource in self._roll.find(snapshot.source, each.subject):
                known = self._resources.get(resource)
                if known is not None and known.type is each.type and known.series is not None:
                    yield known.series, each.recorded

    def withdraw(self, source: Source, at: datetime, most: int | None = None) -> Commit:
        """Take back what ``source`` ever said: its connection was removed.

        ``most`` bounds how much is taken back at once: ask again while ``hears`` says so.
        """
        self._roll.withdraw(source, at, most)
        self._look_anew(source, None)
        return self._committed(at, source.name)

    def catch_up(self, most: int) -> Commit | None:
        """Take back more of what is no longer listed; ``None`` when there is nothing left."""
        gone = self._roll.take_back_missing(most)
        if gone is None:
            return None
        at, source = gone
        return self._committed(at, source)

    def hears(self, source: Source) -> bool:
        """Whether anything that ``source`` said still counts."""
        return self._roll.hears(source)

    def expire(
        self, source: Source, stale_after: timedelta, now: datetime, most: int | None = None
    ) -> Commit | None:
        """Mark as stale what ``source`` has not repeated for longer than ``stale_after``.

        Strictly longer, as the contract says; ``None`` when nothing went stale. ``most`` bounds
        how much does so at once: ask again until nothing does.
        """
        if not self._roll.expire(source, now, stale_after, most):
            return None
        touched = self._settle(now)
        return Commit(self._read, touched, (), None, None)

    def annotate(self, resource: ResourceId, words: Annotation, at: datetime) -> Commit:
        """Put the user's words on a resource, in place of those it had."""
        known = self._resources.get(resource)
        self._words.write(resource, known.aliases if known else (), words)
        self._roll.touch(resource)
        return self._committed(at, USER)

    def judge(self, verdicts: frozenset[Verdict], at: datetime) -> Commit:
        """Take ``verdicts`` as all that the user decided on what is the same."""
        self._roll.judge(verdicts)
        return self._committed(at, USER, is_judged=True)

    def _committed(self, at: datetime, source: SourceName, *, is_judged: bool = False) -> Commit:
        touched = self._settle(at)
        changes = self._tell(touched, at, source)
        kept, said = self._to_keep(), self._said(changes)
        return Commit(
            self._read, touched, changes, None, None, kept, is_judged=is_judged, said=said
        )

    def _look_anew(self, source: Source, survey: Survey | None) -> None:
        """Take ``survey`` as all that ``source`` knows of recovery points."""
        if survey is self._surveys.get(source):
            return
        others = {one: known for one, known in self._surveys.items() if one != source}
        latest = {} if survey is None else {source: survey}
        self._surveys = MappingProxyType(others | latest)

    def _settle(self, at: datetime) -> frozenset[ResourceId]:
        """Merge again what was touched; returns every id whose resource differs now."""
        heard = self._roll.settle()
        for member, predecessor in heard.successions:
            self._words.inherit(member, self._roll.group_of(predecessor) or predecessor)
        before: dict[ResourceId, Resource | None] = {}
        for resource in heard.touched:
            self._merge_one(resource, before)
        self._tie_again(heard.related | self._renamed_children(before), before)
        for disk in self._disks_of_hosts(before, heard.touched):
            self._merge_one(disk, before)
        self._set_relations(before)
        touched = frozenset(r for r, old in before.items() if old is not self._resources.get(r))
        self._publish(at)
        return touched

    def _merge_one(self, resource: ResourceId, before: dict[ResourceId, Resource | None]) -> None:
        known = self._resources.get(resource)
        before.setdefault(resource, known)
        said = self._roll.contributions(resource)
        if not said:
            self._resources.pop(resource, None)
            self._alone.pop(resource, None)
            self._adopt(resource, None, before)
            return
        aliases = self._roll.aliases(resource)
        parent = self._parent(resource, self._ranked(resource))
        around = Surroundings(
            parent=None if parent is None else Parent(parent, self._name_of(parent) or ""),
            child_count=len(self._children.get(resource, ())),
            annotation=self._words.spread(resource, aliases),
            aliases=aliases,
            secondaries=self._roll.secondaries(resource),
            resolve=self._find,
        )
        merged = self._merged(resource, known, said, around)
        host = None if parent is None else self._resources.get(parent)
        self._resources[resource] = told_by_host(merged, host)
        self._adopt(resource, parent, before)

    def _merged(
        self,
        resource: ResourceId,
        known: Resource | None,
        said: Collection[Contribution],
        around: Surroundings,
    ) -> Resource:
        only = next(iter(said)) if len(said) == 1 else None
        before = self._alone.get(resource)
        if only is None:
            self._alone.pop(resource, None)
            return merge(resource, said, around)
        self._alone[resource] = only
        again = merge_again(known, before, only, around) if known and before else None
        return again or merge(resource, said, around)

    def _adopt(
        self,
        child: ResourceId,
        parent: ResourceId | None,
        before: dict[ResourceId, Resource | None],
    ) -> None:
        """Keep the children of both parents right, and see to it that both are looked at."""
        old = self._parents.get(child)
        if old == parent:
            return
        for changed in (old, parent):
            if changed is not None:
                before.setdefault(changed, self._resources.get(changed))
        if old is not None:
            self._children[old].discard(child)
            del self._parents[child]
        if parent is not None:
            self._children[parent].add(child)
            self._parents[child] = parent

    def _renamed_children(self, before: Mapping[ResourceId, Resource | None]) -> set[ResourceId]:
        """Children of what bears another name now."""
        return {
            child
            for resource, old in before.items()
            if (old.name if old else None) != self._name_of(resource)
            for child in self._children.get(resource, ())
        }

    def _disks_of_hosts(
        self, before: Mapping[ResourceId, Resource | None], merged: Collection[ResourceId]
    ) -> set[ResourceId]:
        """Disks of which somebody inside their host tells, or told: its word may be another now."""
        hosts = (r for r, old in before.items() if tells_of_disks(old) or self._tells(r))
        disks = {child for host in hosts for child in self._children.get(host, ())}
        disks |= before.keys() - merged
        return {each for each in disks if is_disk(self._resources.get(each))}

    def _tells(self, host: ResourceId) -> bool:
        return tells_of_disks(self._resources.get(host))

    def _tie_again(
        self, loose: Iterable[ResourceId], before: dict[ResourceId, Resource | None]
    ) -> None:
        """Find again what loose resources name: it came, went, or bears another id or name."""
        for resource in loose:
            known = self._resources.get(resource)
            if known is None or resource in before:
                continue
            said = self._ranked(resource)
            parent, bonds = self._parent(resource, said), relationships(resource, said, self._find)
            name = None if parent is None else self._name_of(parent)
            if (parent, name) != (known.parent_id, known.parent_name):
                before.setdefault(resource, known)
                self._adopt(resource, parent, before)
            if bonds != known.relationships:
                before.setdefault(resource, known)
                self._resources[resource] = replace(known, relationships=bonds)

    def _set_relations(self, before: dict[ResourceId, Resource | None]) -> None:
        """Parents, their names, and numbers of children, once everything is merged."""
        self._update_consumers(before)
        for resource in before:
            known = self._resources.get(resource)
            if known is None:
                continue
            parent = self._parents.get(resource)
            around = Surroundings(
                parent=None if parent is None else Parent(parent, self._name_of(parent) or ""),
                child_count=len(self._children.get(resource, ())),
            )
            settled = with_surroundings(known, around)
            self._resources[resource] = finished(settled, self._consumers.consumers(resource))

    def _update_consumers(self, before: dict[ResourceId, Resource | None]) -> None:
        """See to it that storages whose consumers changed are looked at too."""
        for resource, old in list(before.items()):
            for storage in self._consumers.update(resource, old, self._resources.get(resource)):
                before.setdefault(storage, self._resources.get(storage))

    def _ranked(self, resource: ResourceId) -> list[Contribution]:
        said = self._roll.contributions(resource)
        return ranked(said, after=self._roll.secondaries(resource))

    def _parent(self, child: ResourceId, said: Iterable[Contribution]) -> ResourceId | None:
        """The proposal of the most believed source whose parent exists."""
        for item in said:
            if item.observation.parent is None:
                continue
            found = self._find(item.source, item.observation.parent)
            if found is not None and found != child:
                return found
        return None

    def _find(self, source: Source, native: NativeId) -> ResourceId | None:
        return next(iter(self._roll.find(source, native)), None)

    def _name_of(self, resource: ResourceId) -> str | None:
        known = self._resources.get(resource)
        return None if known is None else known.name

    def _publish(self, at: datetime) -> None:
        is_set_back = self._at is not None and self._at - at > _SET_BACK
        self._at = at if self._at is None or is_set_back else max(at, self._at)
        self._revision += 1
        self._state = None

    def _tell(
        self, touched: Iterable[ResourceId], at: datetime, source: SourceName
    ) -> tuple[Change, ...]:
        return self._telling.tell(
            {resource: self._roll.seen(self._resources.get(resource)) for resource in touched},
            self._roll.regrouping,
            at,
            source,
        )

    def _subjects(self, snapshot: Snapshot) -> dict[NativeId, Resource]:
        """The resources that the snapshot's activities are about, as far as they exist now."""
        found: dict[NativeId, Resource] = {}
        for activity in snapshot.activities:
            resource = self._find(snapshot.source, activity.subject)
            if resource is not None and resource in self._resources:
                found[activity.subject] = self._resources[resource]
        return found

    def _said(self, changes: Iterable[Change]) -> Said:
        told = {change.resource for change in changes}
        return self._roll.said(told | self._roll.regrouping.touched)

    def _to_keep(self) -> Kept:
        return Kept(
            annotations=self._words.taken(),
            verdicts=self._roll.verdicts,
            tenancies=self._roll.tenancies_taken(),
        )
