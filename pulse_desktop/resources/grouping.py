"""Which members are one resource. A function of what they tell and of the user's verdicts.

In this order: links between a node and its agent, the matcher over identities, an orchestrator's
node that bears a host's name, and last the user's links, which nothing overrules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Link, Split, Verdict
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.canonical_id import Basis, Claim
from pulse_desktop.resources.evidence import FOLDED, MATCHED, Evidence
from pulse_desktop.resources.links import linked

THRESHOLD = 0.85
"""From this confidence on, two members are one without asking (Pulse 6, identity matcher)."""

_CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Members that are one resource, and the id it bears."""

    id: ResourceId
    members: tuple[ResourceId, ...]
    """Sorted."""

    secondaries: frozenset[ResourceId] = frozenset()
    """Those that a link of the user's brought in: they speak after the others."""


class _Tie(NamedTuple):
    """Two members that are one, unless a verdict keeps them apart. Sorts surest first."""

    is_disputed: bool
    doubt: float
    first: ResourceId
    second: ResourceId


def confidence(one: Evidence, other: Evidence) -> float:
    """How sure it is that two members of one type are the same, from 0 to 1 (Pulse 6)."""
    if one.type is not other.type or one.type not in MATCHED:
        return 0.0
    if one.machine_ids & other.machine_ids:
        return 1.0
    if one.dmi_uuids & other.dmi_uuids:
        return 0.99
    if one.hostnames & other.hostnames:
        if one.mac_addresses & other.mac_addresses:
            return 0.9
        return 0.8 if one.ip_addresses & other.ip_addresses else 0.5
    return 0.4 if one.ip_addresses & other.ip_addresses else 0.0


def grouped(members: Iterable[Evidence], verdicts: Collection[Verdict]) -> tuple[Group, ...]:
    """Divide ``members`` into resources, in order of id."""
    known = {member.member: member for member in members}
    splits = [v for v in verdicts if isinstance(v, Split)]
    leavers = {split.leaver for split in splits}
    partition = _Partition(known, splits)
    for tie in sorted(_ties(known.values(), leavers)):
        partition.unite(tie.first, tie.second)
    for node, host in _folds(known, partition):
        partition.unite(node, host)
    return _joined(partition, known, leavers, [v for v in verdicts if isinstance(v, Link)])


def _ties(members: Collection[Evidence], leavers: set[ResourceId]) -> Iterator[_Tie]:
    for sharing in _alike(members):
        settled = [member for member in sharing if member.member not in leavers]
        disputed = [member for member in sharing if member.member in leavers]
        pairs = ((one, other) for one in disputed for other in sharing if other is not one)
        for one, other in chain(pairwise(settled), pairs):
            sure = _CERTAIN if one.claim == other.claim else confidence(one, other)
            yield _tie(one, other, sure, leavers)
    for node, agent in linked(members):
        yield _tie(node, agent, _CERTAIN, leavers)


def _tie(one: Evidence, other: Evidence, sure: float, leavers: set[ResourceId]) -> _Tie:
    first, second = sorted((one.member, other.member))
    return _Tie(bool({first, second} & leavers), 1 - sure, first, second)


def _alike(members: Iterable[Evidence]) -> Iterator[list[Evidence]]:
    """Members that share something sure enough, in order of their ids.

    All who share one thing are one, so a chain through them says as much as every pair does.
    """
    sharing: defaultdict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for member in sorted(members, key=lambda one: one.member):
        for sign in _signs(member):
            sharing[sign].append(member)
    return (alike for alike in sharing.values() if len(alike) > 1)


def _signs(member: Evidence) -> Iterator[tuple[str, ...]]:
    """What alone makes two members one: a shared id, number, or name together with a MAC."""
    yield "id", member.claim.id
    if member.type in MATCHED:
        yield from (("machine", member.type, each) for each in member.machine_ids)
        yield from (("dmi", member.type, each) for each in member.dmi_uuids)
        yield from (
            ("mac", member.type, name, mac)
            for name in member.hostnames
            for mac in member.mac_addresses
        )


class _Partition:
    """Members in sets that grow together, but never over a split."""

    def __init__(self, members: Iterable[ResourceId], splits: Iterable[Split]) -> None:
        self._sets: dict[ResourceId, set[ResourceId]] = {member: {member} for member in members}
        self._apart: defaultdict[ResourceId, set[ResourceId]] = defaultdict(set)
        for split in splits:
            self._apart[split.leaver].add(split.keeper)
            self._apart[split.keeper].add(split.leaver)

    def unite(self, one: ResourceId, other: ResourceId, *, anyway: bool = False) -> None:
        """Make the sets of both one set, unless that would bring a split pair together."""
        here, there = self._sets[one], self._sets[other]
        if here is there or (not anyway and any(self._apart[m] & there for m in here)):
            return
        here |= there
        for member in there:
            self._sets[member] = here

    def of(self, member: ResourceId) -> set[ResourceId]:
        return self._sets[member]

    def all(self) -> list[set[ResourceId]]:
        return list({id(one): one for one in self._sets.values()}.values())


def _folds(
    known: Mapping[ResourceId, Evidence], partition: _Partition
) -> list[tuple[ResourceId, ResourceId]]:
    """Each orchestrator's node with the one host that bears its name, if it alone fits it."""
    by_whole: defaultdict[str, set[ResourceId]] = defaultdict(set)
    by_short: defaultdict[str, set[ResourceId]] = defaultdict(set)
    for host in (m for m in known.values() if m.type is ResourceType.AGENT):
        for names, found in ((host.full_hostnames, by_whole), (host.hostnames, by_short)):
            for name in names:
                found[name].add(host.member)
    claims: defaultdict[int, list[tuple[ResourceId, ResourceId]]] = defaultdict(list)
    for node in (m for m in known.values() if m.type is FOLDED):
        whole = {host for name in node.full_hostnames for host in by_whole.get(name, ())}
        short = {host for name in node.hostnames for host in by_short.get(name, ())}
        machines = {id(partition.of(host)) for host in whole or short}
        if len(machines) == 1:
            claims[machines.pop()].append((node.member, min(whole or short)))
    return [pairs[0] for pairs in claims.values() if len(pairs) == 1]


def _joined(
    partition: _Partition,
    known: Mapping[ResourceId, Evidence],
    leavers: set[ResourceId],
    links: Iterable[Link],
) -> tuple[Group, ...]:
    """Apply the user's links, and name each group; a secondary never gives the name."""
    own = {member: _claim(one, known, leavers) for one in partition.all() for member in one}
    secondaries: set[ResourceId] = set()
    for link in sorted(links):
        if _is_possible(link, known):
            secondaries |= partition.of(link.secondary) - partition.of(link.primary)
            partition.unite(link.primary, link.secondary, anyway=True)
    return tuple(sorted((_named(one, secondaries, own) for one in partition.all()), key=_by_id))


def _named(
    members: set[ResourceId], secondaries: set[ResourceId], own: Mapping[ResourceId, Claim]
) -> Group:
    """A secondary never gives the name, unless there is nobody else."""
    primaries = members - secondaries or members
    return Group(
        min(own[member] for member in primaries).id,
        tuple(sorted(members)),
        frozenset(members - primaries),
    )


def _by_id(group: Group) -> ResourceId:
    return group.id


def _is_possible(link: Link, known: Mapping[ResourceId, Evidence]) -> bool:
    """Whether both sides are there and of one type, or a host and an orchestrator's node."""
    if link.primary not in known or link.secondary not in known:
        return False
    types = {known[link.primary].type, known[link.secondary].type}
    return len(types) == 1 or types == {ResourceType.AGENT, FOLDED}


def _claim(
    members: Collection[ResourceId], known: Mapping[ResourceId, Evidence], leavers: set[ResourceId]
) -> Claim:
    """The best id that a group of these members could bear; a host's before an orchestrator's."""
    hosts = [known[m] for m in members if known[m].type is not FOLDED]
    return min(
        Claim(Basis.SOURCE, m.member) if m.member in leavers else m.claim
        for m in hosts or [known[m] for m in members]
    )
