"""Which resources belong to one machine or cluster: the one resolver of top-level systems (T-06).

Connected infrastructure and every system count are made of its groups. Resources are one system
where they share what alone proves it; what then has only a host name or an address joins the one
better described system that has it too, and stays by itself where there are none or several.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Split, Verdict
from pulse_desktop.model.resource import Resource
from pulse_desktop.resources.systems.evidence import Clue, attaching, certain
from pulse_desktop.resources.systems.group import SystemGroup, priority


def system_groups(
    resources: Sequence[Resource], verdicts: Iterable[Verdict] = ()
) -> tuple[SystemGroup, ...]:
    """The systems that ``resources``, each of one of ``SYSTEM_TYPES``, are; in their order.

    ``verdicts`` are the user's: what was split is never one system.
    """
    partition = _Partition(resources, verdicts)
    partition.join_proven()
    while partition.attach():
        pass
    return partition.groups()


class _Partition:
    """Parts of the infrastructure while they are being joined.

    A part is named by the position of its best resource; every step depends on the set of
    resources alone, never on their order.
    """

    def __init__(self, resources: Sequence[Resource], verdicts: Iterable[Verdict]) -> None:
        self._resources = sorted(resources, key=lambda r: (priority(r), r.id))
        self._part_of = list(range(len(self._resources)))
        self._parts = {position: [position] for position in self._part_of}
        self._clues: defaultdict[int, set[Clue]] = defaultdict(set)
        self._splits = {(v.leaver, v.keeper) for v in verdicts if isinstance(v, Split)}
        self._in_order = {resource.id: n for n, resource in enumerate(resources)}
        self._shared = _shared(self._resources, attaching)

    def join_proven(self) -> None:
        """Join what shares a clue that is proof."""
        for clue, (first, *others) in _shared(self._resources, certain):
            for position in others:
                self._join(first, position, clue)

    def attach(self) -> bool:
        """Join each part to the only better one that shares a host name or address, if any."""
        only = [
            (part, better, clue)
            for part, candidates in sorted(self._candidates().items())
            if len(candidates) == 1
            for better, clue in candidates.items()
        ]
        joined = [self._join(better, part, clue) for part, better, clue in only]
        return any(joined)

    def _candidates(self) -> Mapping[int, Mapping[int, Clue]]:
        """The better parts that each part shares something with, and the first such thing."""
        found: defaultdict[int, dict[int, Clue]] = defaultdict(dict)
        for clue, positions in self._shared:
            parts = {self._part_of[position] for position in positions}
            for part, better in permutations(sorted(parts), 2):
                if self._rank(better) < self._rank(part):
                    found[part].setdefault(better, clue)
        return found

    def groups(self) -> tuple[SystemGroup, ...]:
        """The parts as they stand."""
        found = [
            SystemGroup(
                tuple(self._resources[position] for position in sorted(members)),
                tuple(sorted(self._clues[part])),
            )
            for part, members in self._parts.items()
        ]
        return tuple(sorted(found, key=lambda group: self._in_order[group.id]))

    def _rank(self, part: int) -> int:
        return priority(self._resources[part])

    def _join(self, one: int, other: int, clue: Clue) -> bool:
        """Make one part of two, unless the user said that they are not the same."""
        into, gone = sorted((self._part_of[one], self._part_of[other]))
        if into != gone:
            if self._are_split(into, gone):
                return False
            for position in self._parts[gone]:
                self._part_of[position] = into
            self._parts[into] += self._parts.pop(gone)
            self._clues[into] |= self._clues.pop(gone, set())
        self._clues[into].add(clue)
        return into != gone

    def _are_split(self, one: int, other: int) -> bool:
        if not self._splits:
            return False
        here, there = self._member_ids(one), self._member_ids(other)
        return any(
            (leaver in here and keeper in there) or (leaver in there and keeper in here)
            for leaver, keeper in self._splits
        )

    def _member_ids(self, part: int) -> set[ResourceId]:
        resources = [self._resources[position] for position in self._parts[part]]
        return {m.id for r in resources for m in r.members} | {r.id for r in resources}


def _shared(
    resources: Sequence[Resource], clues: Callable[[Resource], Iterable[Clue]]
) -> tuple[tuple[Clue, tuple[int, ...]], ...]:
    """The clues that several resources have, sorted, and the positions of those."""
    having: defaultdict[Clue, dict[int, None]] = defaultdict(dict)
    for position, resource in enumerate(resources):
        for clue in clues(resource):
            having[clue][position] = None
    return tuple(sorted((c, tuple(found)) for c, found in having.items() if len(found) > 1))
