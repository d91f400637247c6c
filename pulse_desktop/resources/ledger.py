"""The latest contribution of every source about every member, and who names whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.snapshot import Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.contribution import Contribution, Entry

_TYPES = tuple(ResourceType)


class Ledger:
    """What was said. Changes only by ``put`` and ``take_back``."""

    def __init__(self) -> None:
        self._by_source: defaultdict[Source, dict[Entry, Contribution]] = defaultdict(dict)
        self._by_member: defaultdict[ResourceId, dict[tuple[Source, Entry], Contribution]]
        self._by_member = defaultdict(dict)
        self._types: defaultdict[tuple[Source, NativeId], set[ResourceType]] = defaultdict(set)
        self._naming: defaultdict[tuple[Source, NativeId], set[ResourceId]] = defaultdict(set)
        self._listed: dict[Source, tuple[datetime, set[Entry]]] = {}
        self._span: dict[Source, tuple[datetime, datetime]] = {}
        """Between which two times everything fresh was collected, or narrower than that."""

    def get(self, source: Source, entry: Entry) -> Contribution | None:
        """What ``source`` says about ``entry``."""
        return self._by_source[source].get(entry)

    def about(self, member: ResourceId) -> Collection[Contribution]:
        """What all connections say about one member."""
        return self._by_member.get(member, {}).values()

    def of(self, source: Source) -> Iterable[Entry]:
        """What ``source`` speaks of now."""
        return self._by_source.get(source, {}).keys()

    def quiet(
        self, source: Source, now: datetime, allowed: timedelta
    ) -> list[tuple[Entry, Contribution]]:
        """What is fresh but was said longer ago than ``allowed``.

        A time as far ahead of ``now`` is as old: the clock was set back since.
        """
        span = self._span.get(source)
        if span is None or max(abs(now - span[0]), abs(now - span[1])) <= allowed:
            return []
        fresh = [(e, c) for e, c in self._by_source[source].items() if not c.is_stale]
        times = [said.collected_at for _, said in fresh]
        self._span.pop(source)
        if times:
            self._span[source] = (min(times), max(times))
        return [(e, said) for e, said in fresh if abs(now - said.collected_at) > allowed]

    def find(self, source: Source, native: NativeId) -> Iterable[ResourceId]:
        """The members behind a native id; hosts first where two types share it."""
        bare = NativeId(native.strip())
        types = self._types.get((source, bare), ())
        entries = self._by_source.get(source, {})
        ordered = sorted(types, key=_TYPES.index) if len(types) > 1 else types
        return [m for t in ordered if (m := entries[t, bare].member) is not None]

    def naming(self, source: Source, native: NativeId) -> frozenset[ResourceId]:
        """The members that name ``native`` as their parent or relate to it."""
        return frozenset(self._naming.get((source, native), ()))

    def put(self, entry: Entry, contribution: Contribution) -> None:
        """Enter what a source says now, in place of what it said of the entry before."""
        source, member = contribution.source, contribution.member
        known = self._by_source[source].get(entry)
        if known is not None and known.member != member:
            self.take_back(source, entry)
            known = None
        self._by_source[source][entry] = contribution
        if not contribution.is_stale:
            self._widen(source, contribution.collected_at)
        if member is not None:
            self._by_member[member][source, entry] = contribution
            if known is None:
                self._types[source, entry[1]].add(entry[0])
            if known is None or _named(known.observation) != _named(contribution.observation):
                self._rename(known, contribution, member)

    def take_back(self, source: Source, entry: Entry) -> None:
        """Forget what ``source`` said of the entry."""
        known = self._by_source[source].pop(entry)
        types = self._types[source, entry[1]]
        types.discard(entry[0])
        if not types:
            del self._types[source, entry[1]]
        if known.member is None:
            return
        said = self._by_member[known.member]
        del said[source, entry]
        for name in _named(known.observation):
            self._naming[source, name].discard(known.member)
        if not said:
            del self._by_member[known.member]

    def tick_off(self, snapshot: Snapshot, entries: Iterable[Entry]) -> None:
        """Note which entries this poll listed so far."""
        at, listed = self._listed.get(snapshot.source, (None, set()))
        if at != snapshot.collected_at:
            listed = set()
        listed.update(entries)
        self._listed[snapshot.source] = (snapshot.collected_at, listed)

    def is_listed(self, source: Source, entry: Entry) -> bool:
        """Whether the newest poll listed the entry so far."""
        return entry in self._listed[source][1] if source in self._listed else False

    def unlisted(self, snapshot: Snapshot) -> list[Entry]:
        """Entries that this poll should have listed and did not."""
        if not snapshot.complete_kinds:
            return []
        _, listed = self._listed.get(snapshot.source, (None, set()))
        missing = self._by_source[snapshot.source].keys() - listed
        return [entry for entry in missing if entry[0] in snapshot.complete_kinds]

    def forget(self, source: Source) -> None:
        """Drop what is left of a source that says nothing any more."""
        self._by_source.pop(source, None)
        self._listed.pop(source, None)
        self._span.pop(source, None)

    def _widen(self, source: Source, at: datetime) -> None:
        first, last = self._span.get(source, (at, at))
        if not first <= at <= last:
            first, last = min(first, at), max(last, at)
        self._span[source] = (first, last)

    def _rename(self, known: Contribution | None, new: Contribution, member: ResourceId) -> None:
        for name in _named(known.observation) if known is not None else ():
            self._naming[new.source, name].discard(member)
        for name in _named(new.observation):
            self._naming[new.source, name].add(member)


def _named(observation: Observation) -> tuple[NativeId, ...]:
    """The native ids that an observation refers to."""
    if observation.parent is None and not observation.relations:
        return ()
    named = [relation.target for relation in observation.relations]
    if observation.parent is not None:
        named.append(observation.parent)
    return tuple(NativeId(name.strip()) for name in named)
