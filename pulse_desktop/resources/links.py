"""When a hypervisor's node and the agent on it are one machine: links and their corroboration.

A link that both sides bear counts. One that only one side bears counts when the two also share a
host name and nobody else is meant (T-07). A node that is seen twice passes its link on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.resources.evidence import Evidence

Pair = tuple[Evidence, Evidence]
"""A node and an agent."""


def linked(members: Iterable[Evidence]) -> Iterator[Pair]:
    """The pairs of node and agent that are one machine by their links."""
    everybody = list(members)
    nodes = [m for m in everybody if m.is_node]
    agents = [m for m in everybody if m.is_agent and not m.is_node]
    direct = [
        (node, agent)
        for node in nodes
        for agent in agents
        if _is_mutual(node, agent) or _is_corroborated(node, agent, nodes, agents)
    ]
    yield from direct
    yield from _inherited(nodes, agents, direct)


def _is_mutual(node: Evidence, agent: Evidence) -> bool:
    return bool(node.links & agent.native_ids and agent.links & node.native_ids)


def _is_corroborated(
    node: Evidence, agent: Evidence, nodes: Sequence[Evidence], agents: Sequence[Evidence]
) -> bool:
    """Linked by one side, unlinked at the other, of one name, and nobody else is meant."""
    if not node.hostnames & agent.hostnames:
        return False
    if node.links & agent.native_ids and not agent.links:
        return _is_only(agents, node.links) and _is_only_claim(nodes, agent)
    if agent.links & node.native_ids and not node.links:
        return _is_only(nodes, agent.links) and _is_only_claim(agents, node)
    return False


def _is_only(candidates: Sequence[Evidence], links: frozenset[str]) -> bool:
    return sum(bool(candidate.native_ids & links) for candidate in candidates) == 1


def _is_only_claim(claimants: Sequence[Evidence], claimed: Evidence) -> bool:
    """Whether one machine alone claims it; views of one node are one machine."""
    who = [claimant for claimant in claimants if claimant.links & claimed.native_ids]
    shared = frozenset[str].intersection(*(one.views for one in who)) if who else frozenset()
    return len(who) == 1 or bool(shared)


def _inherited(
    nodes: Sequence[Evidence], agents: Sequence[Evidence], direct: Sequence[Pair]
) -> Iterator[Pair]:
    """Links that reach a node through another view of it.

    A mutual link speaks for every view. One that one side bears needs the shared name again.
    """
    heirs: defaultdict[str, set[ResourceId]] = defaultdict(set)
    trusted = [*direct, *((n, a) for n in nodes for a in agents if _is_trusted(n, a))]
    for node, agent in trusted:
        for view in node.views:
            heirs[view].add(agent.member)
    by_member = {agent.member: agent for agent in agents}
    mutual = {(n.member, a.member) for n, a in direct if _is_mutual(n, a)}
    for node in nodes:
        if node.links:
            continue
        meant = {m for view in node.views if len(heirs[view]) == 1 for m in heirs[view]}
        if len(meant) != 1:
            continue
        agent = by_member[meant.pop()]
        speaks_for_all = any(
            (other.member, agent.member) in mutual and other.views & node.views for other in nodes
        )
        if speaks_for_all or (not agent.links and node.hostnames & agent.hostnames):
            yield node, agent


def _is_trusted(node: Evidence, agent: Evidence) -> bool:
    """Linked by at least one side, and corroborated by name or by where the node is reached."""
    is_linked = node.links & agent.native_ids or agent.links & node.native_ids
    names = agent.hostnames | agent.full_hostnames | agent.ip_addresses
    return bool(is_linked and (node.hostnames | node.endpoints) & names)
