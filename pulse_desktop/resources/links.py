"""When a hypervisor's node and the agent on it are one machine: links and their corroboration.

A link that both sides bear counts. One that only one side bears counts when the two also share a
host name and nobody else is meant (T-07). A node that is seen twice passes its link on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.resources.evidence import Evidence

Pair = tuple[Evidence, Evidence]
"""A node and an agent."""


def linked(members: Iterable[Evidence]) -> Iterator[Pair]:
    """The pairs of node and agent that are one machine by their links."""
    everybody = list(members)
    nodes = [m for m in everybody if m.is_node]
    agents = [m for m in everybody if m.is_agent and not m.is_node]
    if not nodes or not agents:
        return
    sides = _Sides(nodes, agents)
    claimed = list(sides.claimed())
    direct = [pair for pair in claimed if _is_mutual(*pair) or _is_corroborated(*pair, sides)]
    yield from direct
    yield from _inherited(nodes, agents, claimed, direct)


class _Sides:
    """Nodes and agents by their native ids, and by the native ids that they link to."""

    def __init__(self, nodes: Iterable[Evidence], agents: Iterable[Evidence]) -> None:
        self.nodes, self.agents = _by_native(nodes), _by_native(agents)
        self.linking_nodes, self.linking_agents = _by_link(nodes), _by_link(agents)

    def claimed(self) -> Iterator[Pair]:
        """Each pair of which at least one side links to the other, once."""
        seen: set[tuple[ResourceId, ResourceId]] = set()
        forth = (
            (n, a)
            for native, ns in self.linking_nodes.items()
            for n in ns
            for a in self.agents.get(native, ())
        )
        back = (
            (n, a)
            for native, some in self.linking_agents.items()
            for a in some
            for n in self.nodes.get(native, ())
        )
        for node, agent in (*forth, *back):
            if (node.member, agent.member) not in seen:
                seen.add((node.member, agent.member))
                yield node, agent


_Index = Mapping[str, Sequence[Evidence]]


def _by_native(members: Iterable[Evidence]) -> _Index:
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for member in members:
        for native in member.native_ids:
            found[native].append(member)
    return found


def _by_link(members: Iterable[Evidence]) -> _Index:
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for member in members:
        for native in member.links:
            found[native].append(member)
    return found


def _is_mutual(node: Evidence, agent: Evidence) -> bool:
    return bool(node.links & agent.native_ids and agent.links & node.native_ids)


def _is_corroborated(node: Evidence, agent: Evidence, sides: _Sides) -> bool:
    """Linked by one side, unlinked at the other, of one name, and nobody else is meant."""
    if not node.hostnames & agent.hostnames:
        return False
    if node.links & agent.native_ids and not agent.links:
        meant, claimants = _under(sides.agents, node.links), sides.linking_nodes
        return len(meant) == 1 and _is_only_claim(_under(claimants, agent.native_ids))
    if agent.links & node.native_ids and not node.links:
        meant, claimants = _under(sides.nodes, agent.links), sides.linking_agents
        return len(meant) == 1 and _is_only_claim(_under(claimants, node.native_ids))
    return False


def _under(index: _Index, natives: Iterable[str]) -> list[Evidence]:
    return list({m.member: m for native in natives for m in index.get(native, ())}.values())


def _is_only_claim(claimants: Sequence[Evidence]) -> bool:
    """Whether one machine alone claims it; views of one node are one machine."""
    shared = frozenset[str].intersection(*(one.views for one in claimants))
    return len(claimants) == 1 or bool(shared)


def _inherited(
    nodes: Sequence[Evidence],
    agents: Sequence[Evidence],
    claimed: Sequence[Pair],
    direct: Sequence[Pair],
) -> Iterator[Pair]:
    """Links that reach a node through another view of it.

    A mutual link speaks for every view. One that one side bears needs the shared name again.
    """
    heirs: defaultdict[str, set[ResourceId]] = defaultdict(set)
    for node, agent in (*direct, *(pair for pair in claimed if _is_trusted(*pair))):
        for view in node.views:
            heirs[view].add(agent.member)
    by_member = {agent.member: agent for agent in agents}
    spoken_for = _spoken_for(direct)
    for node in (node for node in nodes if not node.links):
        meant = {m for view in node.views if len(heirs[view]) == 1 for m in heirs[view]}
        if len(meant) != 1:
            continue
        agent = by_member[meant.pop()]
        is_named = not agent.links and bool(node.hostnames & agent.hostnames)
        if is_named or spoken_for[agent.member] & node.views:
            yield node, agent


def _spoken_for(direct: Sequence[Pair]) -> Mapping[ResourceId, set[str]]:
    """The views of a node that an agent is mutually linked with, by agent."""
    views: defaultdict[ResourceId, set[str]] = defaultdict(set)
    for node, agent in direct:
        if _is_mutual(node, agent):
            views[agent.member] |= node.views
    return views


def _is_trusted(node: Evidence, agent: Evidence) -> bool:
    """Corroborated by name or by where the node is reached."""
    names = agent.hostnames | agent.full_hostnames | agent.ip_addresses
    return bool((node.hostnames | node.endpoints) & names)
