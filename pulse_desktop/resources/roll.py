"""Who says what, of which member, and which members are one: all that the merge starts from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.operator import Kept, Split, Tenancy, Verdict
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import Continuity, Observation, Place, ResourceType, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.resources.canonical_id import claim, member_id
from pulse_desktop.resources.contribution import Contribution, Entry, Said
from pulse_desktop.resources.difference import Seen
from pulse_desktop.resources.evidence import IDENTIFIED, evidence_of
from pulse_desktop.resources.ledger import Ledger
from pulse_desktop.resources.membership import UNCHANGED, Membership, sides
from pulse_desktop.resources.merge import ranked
from pulse_desktop.resources.tenancy import Address, Arrival, Tenancies, crowded

YOUNG = timedelta(minutes=15)
"""What is renamed so soon after it was made was made to take the place of what bore its name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What has to be merged again, and which members took another's place."""

    touched: frozenset[ResourceId]
    related: frozenset[ResourceId]
    """Resources that name what came, went, or is part of another resource now."""

    successions: tuple[tuple[ResourceId, ResourceId], ...]
    """Each heir with its predecessor."""


class Roll:
    """Keeps ledger, membership and tenancies in step."""

    def __init__(self, kept: Kept) -> None:
        self._ledger = Ledger()
        self._membership = Membership(kept.verdicts)
        self._tenancies = Tenancies(kept.tenancies)
        self._leavers = _leavers(kept.verdicts)
        self._aliases: dict[ResourceId, tuple[ResourceId, ...]] = {}
        self._members: set[ResourceId] = set()
        """Touched since the last ``settle``."""

        self._resources: set[ResourceId] = set()
        self._related: set[ResourceId] = set()
        """Members that name something that is not what it was."""

        self._since: dict[tuple[Source, Entry], datetime] = {}
        """When each entry was first listed."""

        self._missing: dict[Source, tuple[datetime, list[Entry]]] = {}
        self._quiet: dict[Source, list[tuple[Entry, Contribution]]] = {}
        """What is still to be taken back, and to be marked as stale, step by step."""

        self._successions: list[tuple[ResourceId, ResourceId]] = []
        self._handed_over: set[Address] = set()
        self._heirs: defaultdict[tuple[Source, ResourceType, NativeId], set[NativeId]]
        self._heirs = defaultdict(set)
        """Who continues whose history, as of when they were entered."""

        self._crowded: frozenset[tuple[ResourceType, Place | None]] = frozenset()
        """Places that several hold in the listing being entered."""

        self._unsaid: dict[tuple[Source, Entry], None] = {}
        """What came, moved or went since ``said`` was last asked, in that order."""

        self.regrouping = UNCHANGED
        """How resources were divided anew by the last ``settle``."""

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What the user decided on sameness."""
        return self._membership.verdicts

    def enter(self, snapshot: Snapshot, most: int | None = None) -> None:
        """Take in what one poll, or a part of it, saw, and ``most`` of what it did not."""
        entries = [(o.type, NativeId(o.native_id.strip())) for o in snapshot.observations]
        self._ledger.tick_off(snapshot, entries)
        self._crowded = crowded(snapshot)
        for entry, observation in zip(entries, snapshot.observations, strict=True):
            self._enter(snapshot, entry, observation)
        self._missing[snapshot.source] = (snapshot.collected_at, self._ledger.unlisted(snapshot))
        self._take_back_missing(snapshot.source, most)

    def take_back_missing(self, most: int) -> tuple[datetime, SourceName] | None:
        """Take back more of what a source no longer lists: when it was read, and its name."""
        source = next(iter(self._missing), None)
        if source is None:
            return None
        at = self._missing[source][0]
        self._take_back_missing(source, most)
        return at, source.name

    def withdraw(self, source: Source, at: datetime, most: int | None) -> None:
        """Take back what ``source`` said, ``most`` of it at once."""
        self._missing.pop(source, None)
        for entry in list(islice(self._ledger.of(source), most)):
            self._take_back(source, entry, at)
        if not self.hears(source):
            self._ledger.forget(source)

    def hears(self, source: Source) -> bool:
        """Whether anything that ``source`` said still counts."""
        return any(True for _ in self._ledger.of(source))

    def expire(self, source: Source, now: datetime, allowed: timedelta, most: int | None) -> bool:
        """Mark what was said longer ago than ``allowed`` as stale; whether there was any."""
        quiet = self._quiet.pop(source, None) or self._ledger.quiet(source, now, allowed)
        batch = quiet[:most]
        self._quiet[source] = quiet[len(batch) :]
        for entry, said in batch:
            if self._ledger.get(source, entry) is said:
                self._put(entry, replace(said, is_stale=True))
        return bool(batch)

    def judge(self, verdicts: frozenset[Verdict]) -> None:
        """Take another set of verdicts."""
        members = {m for v in self.verdicts ^ verdicts for m in sides(v)}
        for group in self._groups(members):
            self._resources.add(group)
            self._aliases.pop(group, None)
        self._leavers = _leavers(verdicts)
        self._membership.judge(verdicts)

    def touch(self, resource: ResourceId) -> None:
        """Have a resource merged again although no source said anything new."""
        self._resources.add(resource)

    def settle(self) -> Heard:
        """Divide members into resources again, and say what is touched by it."""
        self.regrouping = self._membership.settle()
        touched = self._resources | self.regrouping.touched
        for group in self.regrouping.touched:
            self._aliases.pop(group, None)
            self._name_again(group)
        touched |= self._groups(self._members)
        related = self._groups(self._related) - touched
        heard = Heard(frozenset(touched), frozenset(related), tuple(self._successions))
        self._members, self._related, self._resources = set(), set(), set()
        self._successions = []
        return heard

    def _groups(self, members: Iterable[ResourceId]) -> set[ResourceId]:
        return {group for m in members if (group := self.group_of(m)) is not None}

    def group_of(self, member: ResourceId) -> ResourceId | None:
        """The resource that a member belongs to."""
        return self._membership.group_of(member)

    def find(self, source: Source, native: NativeId) -> Iterator[ResourceId]:
        """The resources behind a native id, hosts first."""
        for member in self._ledger.find(source, native):
            group = self.group_of(member)
            if group is not None:
                yield group

    def contributions(self, resource: ResourceId) -> Collection[Contribution]:
        """Everything that is said of a resource."""
        members = self._membership.members_of(resource)
        if len(members) == 1:
            return self._ledger.about(members[0])
        return [said for member in members for said in self._ledger.about(member)]

    def aliases(self, resource: ResourceId) -> tuple[ResourceId, ...]:
        """Every other id that the resource could bear, sorted."""
        known = self._aliases.get(resource)
        if known is None:
            known = self._aliases[resource] = self._other_ids(resource)
        return known

    def secondaries(self, resource: ResourceId) -> frozenset[ResourceId]:
        """Those of its members that the user brought in."""
        return self._membership.secondaries_of(resource)

    def seen(self, resource: Resource | None) -> Seen | None:
        """The resource with the condition its most believed source gave, however old that is."""
        if resource is None:
            return None
        said = ranked(self.contributions(resource.id), after=self.secondaries(resource.id))
        return Seen(resource, said[0].observation.condition, said)

    def said(self, told: Iterable[ResourceId]) -> Said:
        """What sources say of the resources ``told``, and of what came, moved or went."""
        keys, self._unsaid = self._unsaid, {}
        for resource in sorted(told):
            for one in self.contributions(resource):
                native = NativeId(one.observation.native_id.strip())
                keys[one.source, (one.observation.type, native)] = None
        return {key: self._ledger.get(*key) for key in keys}

    def tenancies_taken(self) -> tuple[Tenancy, ...]:
        """The holders of each place that was handed over since the last time this was asked."""
        places, self._handed_over = self._handed_over, set()
        return tuple(one for place in sorted(places) for one in self._tenancies.at(place))

    def _enter(self, snapshot: Snapshot, entry: Entry, observation: Observation) -> None:
        source = snapshot.source
        known = self._ledger.get(source, entry)
        member: ResourceId | None
        if known is None:
            self._since[source, entry] = snapshot.collected_at
            member, address = self._member(snapshot, entry, observation)
        else:
            member, address = known.member, known.address
            if known.observation.place != observation.place:
                address = self._move(snapshot, known, entry, observation)
                self._unsaid[source, entry] = None
        contribution = Contribution(
            source, observation, snapshot.collected_at, address=address, member=member
        )
        self._put(entry, contribution)
        if known is None:
            self._unsaid[source, entry] = None
            self._name_of_source_again(source, entry[1])
            if contribution.series_id == entry[1]:
                self._reclaim(source, entry)

    def _put(self, entry: Entry, contribution: Contribution) -> None:
        self._ledger.put(entry, contribution)
        member, address = contribution.member, contribution.address
        if address is not None and address != entry[1]:
            self._heirs[contribution.source, entry[0], address].add(entry[1])
        if member is None:
            return
        self._members.add(member)
        observation = contribution.observation
        if observation.type in IDENTIFIED or self._membership.evidence(member) is None:
            self._testify(member)

    def _testify(self, member: ResourceId) -> None:
        """Tell the membership all that is said of a member's identity now."""
        said = self._ledger.about(member)
        claims = [claim(s.observation, member) for s in said]
        evidence = evidence_of(member, min(claims), said)
        group = self.group_of(member)
        if self._membership.put(evidence) and group is not None:
            self._aliases.pop(group, None)

    def _member(
        self, snapshot: Snapshot, entry: Entry, observation: Observation
    ) -> tuple[ResourceId, NativeId | None]:
        """The member that an entry is, and the native id that names its history."""
        name, (type_, native) = snapshot.source.name, entry
        if observation.place is None:
            return member_id(name, type_, native), None
        address = Address(name, type_, observation.place.key)
        self._handed_over.add(address)
        if (type_, observation.place) in self._crowded:
            self._tenancies.share(address, native)
            return member_id(name, type_, native), native
        arrival = self._arrival(snapshot, entry, observation)
        inheritance = self._tenancies.move_in(address, arrival)
        origin, before = inheritance.origin, inheritance.predecessor
        self._clear(snapshot, address, native)
        if observation.place.continuity is Continuity.SAME:
            return member_id(name, type_, origin), origin
        own = member_id(name, type_, native)
        if before is not None:
            self._successions.append((own, member_id(name, type_, before)))
        return own, origin

    def _arrival(self, snapshot: Snapshot, entry: Entry, observation: Observation) -> Arrival:
        source, (type_, native) = snapshot.source, entry

        def lives_on(one: NativeId) -> bool:
            said = self._ledger.get(source, (type_, one))
            return self._ledger.is_listed(source, (type_, one)) or (
                said is not None and said.observation.place != observation.place
            )

        return Arrival(native, snapshot.collected_at, lives_on)

    def _clear(self, snapshot: Snapshot, address: Address, native: NativeId) -> None:
        """Take back whoever held the place and is not listed any more."""
        for gone in self._tenancies.holders(address):
            entry = (address.type, gone)
            if gone != native and not self._ledger.is_listed(snapshot.source, entry):
                self._take_back(snapshot.source, entry, snapshot.collected_at)

    def _reclaim(self, source: Source, entry: Entry) -> None:
        """Who is listed itself has its own history: nobody who took its place continues it."""
        type_, native = entry
        for heir in self._heirs.pop((source, type_, native), set()) - {native}:
            said = self._ledger.get(source, (type_, heir))
            place = said.observation.place if said is not None else None
            if said is None or place is None or said.address != native:
                continue
            if place.continuity is Continuity.SAME:
                continue
            held = Address(source.name, type_, place.key)
            self._tenancies.disinherit(held, heir)
            self._handed_over.add(held)
            self._put((type_, heir), replace(said, address=heir))
            self._reclaim(source, (type_, heir))

    def _move(
        self, snapshot: Snapshot, known: Contribution, entry: Entry, observation: Observation
    ) -> NativeId:
        """A thing that the source knew is in another place: renamed, with its own history.

        Whoever took its old place a moment ago did not replace it after all. Itself may replace
        what was in the new one: some tools make a container under another name and rename it.
        """
        source, (type_, native) = snapshot.source, entry
        if known.observation.place is not None:
            left = Address(source.name, type_, known.observation.place.key)
            self._tenancies.move_out(left, native, snapshot.collected_at)
            for heir in self._tenancies.heirs(left, native, known.series_id):
                self._tenancies.disinherit(left, heir)
                said = self._ledger.get(source, (type_, heir))
                if said is not None:
                    self._put((type_, heir), replace(said, address=heir))
            self._handed_over.add(left)
        if observation.place is None:
            return known.series_id
        return self._arrive(snapshot, known, entry, observation)

    def _arrive(
        self, snapshot: Snapshot, known: Contribution, entry: Entry, observation: Observation
    ) -> NativeId:
        """Let what was renamed hold its new place; returns the name of its history."""
        name, type_, place = snapshot.source.name, entry[0], observation.place
        assert place is not None  # noqa: S101 - the caller saw to it
        address = Address(name, type_, place.key)
        is_lone = place.continuity is Continuity.SUCCESSOR and (type_, place) not in self._crowded
        arrival = self._arrival(snapshot, entry, observation)
        is_young = arrival.at - self._since.get((snapshot.source, entry), arrival.at) <= YOUNG
        inheritance = self._tenancies.move_on(
            address,
            arrival,
            known.series_id,
            may_continue=is_lone and is_young and known.series_id == entry[1],
        )
        self._handed_over.add(address)
        if is_lone and known.member is not None and inheritance.predecessor is not None:
            before = member_id(name, type_, inheritance.predecessor)
            self._successions.append((known.member, before))
            self._clear(snapshot, address, entry[1])
        return inheritance.origin

    def _take_back(self, source: Source, entry: Entry, at: datetime) -> None:
        known = self._ledger.get(source, entry)
        if known is None or known.member is None:
            return
        self._ledger.take_back(source, entry)
        self._unsaid[source, entry] = None
        self._members.add(known.member)
        self._name_of_source_again(source, entry[1])
        place = known.observation.place
        if place is not None:
            self._tenancies.move_out(Address(source.name, entry[0], place.key), entry[1], at)
        left = self._ledger.about(known.member)
        if left:
            self._testify(known.member)
        else:
            self._membership.drop(known.member)

    def _take_back_missing(self, source: Source, most: int | None) -> None:
        at, missing = self._missing.pop(source)
        batch = missing[:most]
        for entry in batch:
            self._take_back(source, entry, at)
        if len(batch) < len(missing):
            self._missing[source] = (at, missing[len(batch) :])

    def _name_of_source_again(self, source: Source, native: NativeId) -> None:
        """What names this native id may have found, or lost, what it means."""
        self._related |= self._ledger.naming(source, native)

    def _name_again(self, group: ResourceId) -> None:
        """What names a member of a resource that was divided anew is under another id now."""
        members = {
            *self.regrouping.before.get(group, ()),
            *self.regrouping.after.get(group, ()),
        }
        for member in members:
            for said in self._ledger.about(member):
                native = NativeId(said.observation.native_id.strip())
                self._related |= self._ledger.naming(said.source, native)

    def _other_ids(self, resource: ResourceId) -> tuple[ResourceId, ...]:
        ids = set()
        for member in self._membership.members_of(resource):
            ids.add(member)
            evidence = self._membership.evidence(member)
            if evidence is not None and member not in self._leavers:
                ids.add(evidence.claim.id)
        return tuple(sorted(ids - {resource}))


def _leavers(verdicts: Iterable[Verdict]) -> frozenset[ResourceId]:
    return frozenset(verdict.leaver for verdict in verdicts if isinstance(verdict, Split))
