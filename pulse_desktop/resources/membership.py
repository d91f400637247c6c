"""Keeps the grouping up to date while members come, change and go.

Only members that share a clue with what changed are grouped again: whoever shares none cannot
have been, and cannot become, the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Link, Verdict
from pulse_desktop.resources.evidence import IDENTIFIED, Evidence
from pulse_desktop.resources.grouping import grouped

_Clue = tuple[str, str]
_Members = tuple[ResourceId, ...]


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Resources that differ in their members: as they were, and as they are."""

    before: Mapping[ResourceId, _Members]
    after: Mapping[ResourceId, _Members]

    @property
    def touched(self) -> frozenset[ResourceId]:
        """The ids of all of them."""
        return frozenset(self.before.keys() | self.after.keys())

    def predecessors(self, group: ResourceId) -> frozenset[ResourceId]:
        """The resources whose members are in ``group`` now."""
        members = set(self.after.get(group, ()))
        return frozenset(old for old, had in self.before.items() if members & set(had))

    def heirs(self, group: ResourceId) -> frozenset[ResourceId]:
        """The resources that have the members which ``group`` had."""
        members = set(self.before.get(group, ()))
        return frozenset(new for new, has in self.after.items() if members & set(has))


UNCHANGED = Regrouping(MappingProxyType({}), MappingProxyType({}))


class Membership:
    """Which resource each member belongs to, now."""

    def __init__(self, verdicts: frozenset[Verdict] = frozenset()) -> None:
        self._evidence: dict[ResourceId, Evidence] = {}
        self._by_clue: defaultdict[_Clue, set[ResourceId]] = defaultdict(set)
        self._group: dict[ResourceId, ResourceId] = {}
        self._members: dict[ResourceId, _Members] = {}
        self._secondaries: dict[ResourceId, frozenset[ResourceId]] = {}
        self._changed: set[ResourceId] = set()
        self.verdicts: frozenset[Verdict] = frozenset()
        self.judge(verdicts)

    def group_of(self, member: ResourceId) -> ResourceId | None:
        """The resource that ``member`` belongs to, as of the last ``settle``."""
        return self._group.get(member)

    def members_of(self, group: ResourceId) -> _Members:
        """The members of a resource, sorted; none where there is no such resource."""
        return self._members.get(group, ())

    def secondaries_of(self, group: ResourceId) -> frozenset[ResourceId]:
        """Those of its members that the user's links brought in."""
        return self._secondaries.get(group, frozenset())

    def evidence(self, member: ResourceId) -> Evidence | None:
        """What the member tells of itself."""
        return self._evidence.get(member)

    def judge(self, verdicts: frozenset[Verdict]) -> None:
        """Take another set of verdicts of the user's."""
        self._changed |= {m for v in self.verdicts ^ verdicts for m in sides(v)}
        self.verdicts = verdicts
        self._partners: Mapping[ResourceId, set[ResourceId]] = _partners(verdicts)

    def put(self, evidence: Evidence) -> bool:
        """Take in a member, or what it tells now; whether that is news."""
        known = self._evidence.get(evidence.member)
        if known == evidence:
            return False
        self._drop_clues(known)
        self._evidence[evidence.member] = evidence
        for clue in evidence.clues if evidence.type in IDENTIFIED else ():
            self._by_clue[clue].add(evidence.member)
        self._changed.add(evidence.member)
        return True

    def drop(self, member: ResourceId) -> None:
        """Nobody speaks of ``member`` any more."""
        known = self._evidence.get(member)
        if known is not None:
            self._changed |= self._near(member)
            self._drop_clues(known)
            del self._evidence[member]
            self._changed.add(member)

    def settle(self) -> Regrouping:
        """Group again whatever may be affected by what changed since the last time."""
        if not self._changed:
            return UNCHANGED
        affected = self._reach(self._changed)
        self._changed = set()
        old = {self._group[m] for m in affected if m in self._group}
        before = {group: self._members.pop(group) for group in old}
        for group in old:
            self._secondaries.pop(group, None)
        affected.update(member for members in before.values() for member in members)
        for member in affected:
            self._group.pop(member, None)
        present = [self._evidence[m] for m in affected if m in self._evidence]
        groups = grouped(present, self._verdicts_on(affected))
        after = {group.id: group.members for group in groups}
        self._members.update(after)
        self._secondaries.update((g.id, g.secondaries) for g in groups if g.secondaries)
        for group, members in after.items():
            self._group.update(dict.fromkeys(members, group))
        return _regrouping(before, after)

    def _reach(self, members: Iterable[ResourceId]) -> set[ResourceId]:
        reached: set[ResourceId] = set()
        waiting = list(members)
        while waiting:
            member = waiting.pop()
            if member not in reached:
                reached.add(member)
                waiting.extend(self._near(member) - reached)
        return reached

    def _near(self, member: ResourceId) -> set[ResourceId]:
        """Members that share a clue, a verdict or a resource with ``member``."""
        near = set(self._partners.get(member, ()))
        group = self._group.get(member)
        near.update(self._members.get(group, ()) if group is not None else ())
        evidence = self._evidence.get(member)
        if evidence is not None and evidence.type in IDENTIFIED:
            for clue in evidence.clues:
                near |= self._by_clue.get(clue, set())
        return near

    def _verdicts_on(self, members: Collection[ResourceId]) -> list[Verdict]:
        return [v for v in self.verdicts if any(m in members for m in sides(v))]

    def _drop_clues(self, evidence: Evidence | None) -> None:
        if evidence is None or evidence.type not in IDENTIFIED:
            return
        self._changed |= self._near(evidence.member)
        for clue in evidence.clues:
            sharing = self._by_clue[clue]
            sharing.discard(evidence.member)
            if not sharing:
                del self._by_clue[clue]


def _regrouping(
    before: Mapping[ResourceId, _Members], after: Mapping[ResourceId, _Members]
) -> Regrouping:
    return Regrouping(
        {group: had for group, had in before.items() if after.get(group) != had},
        {group: has for group, has in after.items() if before.get(group) != has},
    )


def sides(verdict: Verdict) -> tuple[ResourceId, ResourceId]:
    """The two members that a verdict is about."""
    if isinstance(verdict, Link):
        return verdict.primary, verdict.secondary
    return verdict.leaver, verdict.keeper


def _partners(verdicts: Iterable[Verdict]) -> Mapping[ResourceId, set[ResourceId]]:
    partners: defaultdict[ResourceId, set[ResourceId]] = defaultdict(set)
    for verdict in verdicts:
        one, other = sides(verdict)
        partners[one].add(other)
        partners[other].add(one)
    return MappingProxyType(partners)
