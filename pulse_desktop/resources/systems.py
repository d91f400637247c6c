"""Which resources belong to one machine or cluster: the one resolver of top-level systems (T-06).

Connected infrastructure and every system count are made of its groups. Resources are one system
where they share what alone proves it; what then has only a host name or an address joins the one
better described system that has it too, and stays by itself where there are none or several.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import permutations
from types import MappingProxyType

from pulse_desktop.model.condition import Status
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.operator import Split, Verdict
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.system_evidence import Clue, Grounds, attaching, certain

SYSTEM_TYPES = frozenset(
    {ResourceType.AGENT, ResourceType.PBS, ResourceType.PMG, ResourceType.K8S_CLUSTER}
)
"""What can be a system, or a part of one."""

SEVERAL_SOURCES = "multiple"
"""The contract's word for the source of a system that several sources report."""

_BY_ROLE: Mapping[Role, int] = MappingProxyType(
    {
        Role.HYPERVISOR: 0,
        Role.APPLIANCE: 2,
        Role.RUNTIME: 3,
        Role.AGENT: 4,
        Role.ORCHESTRATOR: 5,
        Role.PROBE: 6,
    }
)
_BY_TYPE: Mapping[ResourceType, int] = MappingProxyType(
    {ResourceType.PBS: 10, ResourceType.PMG: 11, ResourceType.K8S_CLUSTER: 12}
)
"""Who describes a system best; smaller is better (Pulse 6, top-level systems)."""

_WORST_FIRST = (Status.OFFLINE, Status.WARNING, Status.UNKNOWN, Status.ONLINE)


class SystemKind(StrEnum):
    """What a system is, by whoever describes it best."""

    HYPERVISOR = "hypervisor"
    APPLIANCE = "appliance"
    ENGINE_HOST = "engine-host"
    HOST = "host"
    BACKUP_SERVER = "backup-server"
    MAIL_GATEWAY = "mail-gateway"
    CLUSTER = "cluster"


_KINDS: Mapping[int, SystemKind] = MappingProxyType(
    {
        0: SystemKind.HYPERVISOR,
        2: SystemKind.APPLIANCE,
        3: SystemKind.ENGINE_HOST,
        10: SystemKind.BACKUP_SERVER,
        11: SystemKind.MAIL_GATEWAY,
        12: SystemKind.CLUSTER,
    }
)
"""By priority; any other is a plain host."""


@dataclass(frozen=True, slots=True)
class SystemGroup:
    """One top-level system."""

    resources: tuple[Resource, ...]
    """What it consists of; the one that describes it best comes first."""

    clues: tuple[Clue, ...]
    """What holds them together, sorted; empty for a single resource."""

    @property
    def lead(self) -> Resource:
        """The resource that names the system."""
        return self.resources[0]

    @property
    def id(self) -> ResourceId:
        """The id of its lead."""
        return self.lead.id

    @property
    def name(self) -> str:
        """Its display name."""
        return self.lead.name.strip()

    @property
    def kind(self) -> SystemKind:
        """What it is."""
        return _KINDS.get(priority(self.lead), SystemKind.HOST)

    @property
    def status(self) -> Status:
        """The worst status of what it consists of."""
        return min((r.status for r in self.resources), key=_WORST_FIRST.index)

    @property
    def sources(self) -> tuple[SourceName, ...]:
        """Who reports it, by name."""
        return tuple(sorted({source.name for r in self.resources for source in r.sources}))

    @property
    def source(self) -> str:
        """The one that reports it, or ``multiple``."""
        return self.sources[0] if len(self.sources) == 1 else SEVERAL_SOURCES

    @property
    def last_seen_at(self) -> datetime:
        """When any source last said anything about it."""
        return max(r.last_seen_at for r in self.resources)

    @property
    def reasons(self) -> tuple[Grounds, ...]:
        """Why its resources are one system, in the order in which they are looked for."""
        found = {clue.grounds for clue in self.clues} or {Grounds.STANDALONE}
        return tuple(grounds for grounds in Grounds if grounds in found)

    @property
    def signals(self) -> tuple[str, ...]:
        """What they have in common, sorted."""
        return tuple(sorted({clue.signal for clue in self.clues}))


def system_groups(state: ReadState) -> tuple[SystemGroup, ...]:
    """Every top-level system, ordered as its leads are in the state's lists."""
    return state.derived(_resolve)


def priority(resource: Resource) -> int:
    """How well a resource describes the system that it belongs to; smaller is better."""
    by_type = _BY_TYPE.get(resource.type)
    if by_type is not None:
        return by_type
    return min((_BY_ROLE[source.role] for source in resource.sources), default=len(_BY_ROLE))


def _resolve(state: ReadState) -> tuple[SystemGroup, ...]:
    partition = _Partition(state.of_type(SYSTEM_TYPES), state.verdicts)
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

    def join_proven(self) -> None:
        """Join what shares a clue that is proof."""
        having: defaultdict[Clue, list[int]] = defaultdict(list)
        for position, resource in enumerate(self._resources):
            for clue in certain(resource):
                having[clue].append(position)
        for clue in sorted(clue for clue, found in having.items() if len(found) > 1):
            first, *others = having[clue]
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
        for clue, parts in sorted(self._attaching().items()):
            for part, better in permutations(parts, 2):
                if self._rank(better) < self._rank(part):
                    found[part].setdefault(better, clue)
        return found

    def _attaching(self) -> Mapping[Clue, set[int]]:
        having: defaultdict[Clue, set[int]] = defaultdict(set)
        for position, resource in enumerate(self._resources):
            for clue in attaching(resource):
                having[clue].add(self._part_of[position])
        return {clue: parts for clue, parts in having.items() if len(parts) > 1}

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
