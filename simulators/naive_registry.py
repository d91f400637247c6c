"""The registry's rules written down as plainly as possible: everything anew from what was said.

No index, no cache, no order of arrival: slow and short.
"""

from dataclasses import dataclass
from datetime import timedelta

from pulse_desktop.model.condition import Status
from pulse_desktop.model.operator import NOTHING_SAID, Split
from pulse_desktop.model.resource import SourceState
from pulse_desktop.model.snapshot import Continuity, Snapshot
from simulators import naive_merge
from simulators.naive_matching import Said, Thing, divided, member_id
from simulators.naive_places import Places


@dataclass(frozen=True)
class Expected:
    """What a resource must be."""

    type: str
    name: str
    status: Status
    is_stale: bool
    members: frozenset
    aliases: frozenset
    metrics: dict
    series: tuple
    parent_id: str
    parent_name: str
    child_count: int
    tags: frozenset
    annotation: object
    sources: dict
    """For each source when it last saw the thing, and whether it has gone quiet since."""


def facts(resource):
    """A real resource in the same form."""
    series = resource.series
    return Expected(
        type=resource.type,
        name=resource.name,
        status=resource.status,
        is_stale=resource.is_stale,
        members=frozenset(member.id for member in resource.members),
        aliases=frozenset(resource.aliases),
        metrics={m: (one.value, one.source, one.at) for m, one in resource.metrics.items()},
        series=None if series is None else (series.family, series.id),
        parent_id=resource.parent_id,
        parent_name=resource.parent_name,
        child_count=resource.child_count,
        tags=frozenset(resource.tags),
        annotation=resource.annotation,
        sources={
            source: (status.last_seen_at, status.state is SourceState.STALE)
            for source, status in resource.sources.items()
        },
    )


YOUNG = timedelta(minutes=15)
"""What is renamed within this time was made to take a place."""


class NaiveRegistry:
    """What was said, and what follows from it."""

    def __init__(self):
        self.said = {}
        self.verdicts = frozenset()
        self.words = {}
        self.places = Places()
        self.listed = {}

    def apply(self, snapshot):
        """Take the place of what the source said of the same things and kinds before."""
        source, at = snapshot.source, snapshot.collected_at
        started, listed = self.listed.get(source, (None, set()))
        listed = (listed if started == at else set()) | {_key(o) for o in snapshot.observations}
        self.listed[source] = at, listed
        successions = [self._say(snapshot, seen) for seen in snapshot.observations]
        for said_by, type_, native in list(self.said):
            is_listed = (type_, native) in listed
            if said_by == source and type_ in snapshot.complete_kinds and not is_listed:
                self._forget((said_by, type_, native), at)
        for heir, predecessor in filter(None, successions):
            self._hand_down(heir, predecessor)
        self._spread()

    def withdraw(self, source, at):
        """Forget all that the source said."""
        for key in [key for key in self.said if key[0] == source]:
            self._forget(key, at)
        self.listed.pop(source, None)
        self._spread()

    def judge(self, verdicts):
        """These are all that the user decided."""
        self.verdicts = verdicts
        self._spread()

    def expire(self, source, stale_after, now):
        """Whatever the source said longer ago is stale."""
        for said in self.said.values():
            if said.source == source and now - said.at > stale_after:
                said.is_stale = True

    def restart(self):
        """Forget what no restart keeps; one snapshot a source says again what is known."""
        snapshots = []
        for source in dict.fromkeys(said.source for said in self.said.values()):
            own = [said for said in self.said.values() if said.source == source]
            seen = tuple(said.seen for said in own)
            at = max(said.at for said in own)
            snapshots.append(Snapshot(source=source, collected_at=at, observations=seen))
        self.places.restart()
        self.said, self.listed = {}, {}
        return snapshots

    def annotate(self, resource, words):
        """Words stay with every id of the resource."""
        known = self.expected().get(resource)
        for each in (resource, *(known.aliases if known else ())):
            self.words[each] = words
        self._spread()

    def _spread(self):
        """What is said under one id of a resource is said under all of them from now on."""
        for id_, known in self.expected().items() if self.words else ():
            if not known.annotation.is_silent:
                self.words |= dict.fromkeys((id_, *known.aliases), known.annotation)

    def expected(self):
        """Every resource by id."""
        things = {thing.id: thing for thing in self.things()}
        groups = divided(list(things.values()), self.verdicts)
        resource_of = {member: id_ for id_, (part, _) in groups.items() for member in part}
        said = {
            id_: naive_merge.ranked([things[m] for m in part], seconds)
            for id_, (part, seconds) in groups.items()
        }
        parents = {id_: self._parent(id_, said[id_], resource_of) for id_ in groups}
        names = {id_: naive_merge.name(id_, ranked) for id_, ranked in said.items()}
        return {
            id_: Expected(
                **self._own(id_, said[id_], [things[m] for m in part], seconds),
                name=names[id_],
                parent_id=parents[id_],
                parent_name=names.get(parents[id_]),
                child_count=list(parents.values()).count(id_),
            )
            for id_, (part, seconds) in groups.items()
        }

    def things(self):
        """Every member."""
        by_id = {}
        for said in self.said.values():
            by_id.setdefault(said.member, []).append(said)
        return [Thing(said) for said in by_id.values()]

    def _own(self, id_, ranked, things, seconds):
        aliases = self._aliases(id_, things)
        words = self._annotation(id_, aliases)
        tags = {tag.strip() for s in ranked for tag in s.seen.tags} | set(words.tags or ())
        return {
            "type": naive_merge.kind(ranked),
            "status": naive_merge.status(ranked, seconds),
            "is_stale": all(s.is_stale for s in ranked),
            "members": frozenset(thing.id for thing in things),
            "aliases": aliases,
            "metrics": naive_merge.metrics(ranked, seconds),
            "series": naive_merge.series(id_, ranked, seconds),
            "tags": frozenset(tags - {""}),
            "annotation": words,
            "sources": {s.source: (s.at, s.is_stale) for s in sorted(ranked, key=lambda s: s.at)},
        }

    def _aliases(self, id_, things):
        """What else it is or could be known by; who was split off has no claim on anything."""
        leavers = {v.leaver for v in self.verdicts if isinstance(v, Split)}
        claims = {thing.claim[1] for thing in things if thing.id not in leavers}
        return frozenset(claims | {thing.id for thing in things}) - {id_}

    def _annotation(self, id_, aliases):
        words = NOTHING_SAID
        for each in (id_, *sorted(aliases)):
            words = words.over(self.words.get(each, NOTHING_SAID))
        return words

    def _parent(self, id_, ranked, resource_of):
        """The proposal of whoever is believed most among those whose parent exists."""
        for said in ranked:
            for other in self.said.values():
                is_meant = other.seen.native_id.strip() == (said.seen.parent or "").strip()
                found = resource_of[other.member]
                if is_meant and other.source == said.source and found != id_:
                    return found
        return None

    def _say(self, snapshot, seen):
        """Enter one observation; the heir and its predecessor, if there is an inheritance."""
        source, key, at = snapshot.source, _key(seen), snapshot.collected_at
        known, before = self.said.get((source, *key)), None
        if known is not None:
            if known.seen.place != seen.place:
                before = self._move(snapshot, known, seen)
            new = Said(source, seen, at, known.origin, known.address, known.since)
            self.said[source, *key] = new
            return before and (new.member, member_id(source, seen.type, before))
        origin, before = self._settle_in(snapshot, seen)
        is_same = seen.place is not None and seen.place.continuity is Continuity.SAME
        self._clear(snapshot, seen)
        name = origin if is_same else key[1]
        self.said[source, *key] = new = Said(source, seen, at, name, origin, at)
        if origin == key[1]:
            self._reclaim(new)
        return before and not is_same and (new.member, member_id(source, seen.type, before))

    def _clear(self, snapshot, seen):
        """Whoever is in the place but not listed anywhere is not there any more."""
        source, listed = snapshot.source, self.listed[snapshot.source][1]
        if seen.place is None or self._is_crowded(snapshot, seen):
            return
        for said in [s for s in self.said.values() if s.source == source]:
            is_there = _address(source, said.seen) == _address(source, seen)
            if is_there and _key(said.seen) not in listed:
                self._forget((source, *_key(said.seen)), snapshot.collected_at)

    def _reclaim(self, owner):
        """No two living things have one history: the one whose own it is keeps it."""
        for other in self.said.values():
            is_alike = (other.source, other.seen.type) == (owner.source, owner.seen.type)
            if other is not owner and is_alike and other.address == owner.address:
                other.address = other.seen.native_id.strip()
                self.places.disinherit(_address(other.source, other.seen), other.address)
                self._reclaim(other)

    def _settle_in(self, snapshot, seen):
        """The native id that names its history, and whom it took the place of."""
        native = seen.native_id.strip()
        if seen.place is None:
            return native, None
        place = _address(snapshot.source, seen)
        if self._is_crowded(snapshot, seen):
            return self.places.share(place, native), None
        lives_on = self._lives_on(snapshot, seen)
        return self.places.take(place, native, snapshot.collected_at, lives_on)

    def _move(self, snapshot, known, seen):
        """It is in another place and takes its history along; whom it follows there.

        What was made a moment ago to take the place continues the history that it finds there.
        """
        native, at = seen.native_id.strip(), snapshot.collected_at
        self.places.leave(_address(known.source, known.seen), native, at)
        self._reclaim(known)
        is_heir = seen.place.continuity is Continuity.SUCCESSOR
        is_heir = is_heir and not self._is_crowded(snapshot, seen)
        may_continue = is_heir and at - known.since <= YOUNG and known.address == native
        known.address, before = self.places.move_on(
            _address(known.source, seen),
            (native, known.address, may_continue),
            at,
            self._lives_on(snapshot, seen),
        )
        if not is_heir or before is None:
            return None
        self._clear(snapshot, seen)
        return before

    def _lives_on(self, snapshot, seen):
        """Whether a native id is listed, or was last seen in another place."""
        source = snapshot.source

        def lives_on(native):
            known = self.said.get((source, seen.type, native))
            is_elsewhere = known is not None and known.seen.place != seen.place
            return (seen.type, native) in self.listed[source][1] or is_elsewhere

        return lives_on

    @staticmethod
    def _is_crowded(snapshot, seen):
        """Whether others are listed in the same place."""
        beside = [o for o in snapshot.observations if o.place == seen.place and o.type == seen.type]
        return len({_key(o) for o in beside}) > 1

    def _forget(self, key, at):
        said = self.said.pop(key, None)
        if said is not None and said.seen.place is not None:
            self.places.leave(_address(said.source, said.seen), key[2], at)

    def _hand_down(self, heir, predecessor):
        """Copy the user's words, without overwriting any."""
        groups = divided(self.things(), self.verdicts)
        holding = (id_ for id_, (part, _) in groups.items() if predecessor in part)
        known = next(holding, predecessor)
        old = self.words.get(known, NOTHING_SAID)
        self.words[heir] = self.words.get(heir, NOTHING_SAID).over(old)


def _address(source, seen):
    return (source.name, seen.type, seen.place.key) if seen.place else None


def _key(seen):
    return seen.type, seen.native_id.strip()
