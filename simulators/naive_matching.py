"""Which things are one, written down as plainly as possible: every pair is looked at.

It shares no code with the registry but the spelling of names and addresses.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import combinations

from pulse_desktop.model.facet import DiskFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import (
    full_hostname,
    ip_address,
    short_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)
from pulse_desktop.model.operator import Link, Split
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role

BELIEVED = (
    Role.AGENT,
    Role.HYPERVISOR,
    Role.RUNTIME,
    Role.ORCHESTRATOR,
    Role.APPLIANCE,
    Role.PROBE,
)
AGENT, DISK, K8S_NODE = ResourceType.AGENT, ResourceType.PHYSICAL_DISK, ResourceType.K8S_NODE


def hashed(type_, stable):
    """``<type>-<first 8 bytes of SHA-256>``."""
    return f"{type_}-{sha256(stable.encode()).hexdigest()[:16]}"


def member_id(source, type_, native):
    """The id that one thing of one source has by itself."""
    return hashed(type_, f"{source.name}:{native}")


@dataclass
class Said:
    """The latest that one connection said about one thing."""

    source: object
    seen: object
    at: object
    origin: str
    """The native id that names the member: the first one, where the thing moved since."""

    address: str
    """The native id that names its history."""

    since: object = None
    """When it was first listed."""

    is_stale: bool = False

    @property
    def member(self):
        """The id that the thing has by itself."""
        return member_id(self.source, self.seen.type, self.origin)

    @property
    def rank(self):
        """How far it is believed; smaller is more."""
        role = BELIEVED.index(self.source.role)
        return (
            self.is_stale,
            role,
            self.source.name,
            self.source.connection,
            -self.at.timestamp(),
            self.seen.native_id,
        )

    @property
    def worth(self):
        """How far a measurement of it is believed: among equals the newest."""
        stale, role, name, connection, age, native = self.rank
        return stale, role, age, name, connection, native

    @property
    def claim(self):
        """What it could be known by, best first: machine, firmware, name in a cluster, itself."""
        identity, type_ = self.seen.identity, self.seen.type
        cluster = (identity.cluster_name or "").strip()
        if type_ in (AGENT, DISK):
            for number in filter(telling_id, _machine_words(self.seen)):
                return 0, hashed(type_, f"machine:{number.strip()}")
            if telling_id(identity.dmi_uuid):
                return 1, hashed(type_, f"dmi:{identity.dmi_uuid.strip()}")
        if type_ is AGENT and cluster:
            for name in map(short_hostname, identity.hostnames):
                return 2, hashed(type_, f"cluster:{cluster}:{name}")
            for address in filter(None, map(ip_address, identity.ip_addresses)):
                return 3, hashed(type_, f"ip:{address}")
        return 4, self.member


@dataclass
class Thing:
    """One member: all that is said about one thing of one source."""

    said: list

    @cached_property
    def id(self):
        """Its own id."""
        return self.said[0].member

    @cached_property
    def type(self):
        """What it is."""
        return self.said[0].seen.type

    @cached_property
    def claim(self):
        """The best id that any contribution gives reason to."""
        return min(s.claim for s in self.said)

    def each(self, spell, values):
        """What all contributions tell, spelled."""
        return {spell(v) for s in self.said for v in values(s.seen) if v and spell(v)}

    @cached_property
    def natives(self):
        """Its native ids, trimmed."""
        return {s.seen.native_id.strip() for s in self.said}

    @cached_property
    def machines(self):
        """Machine ids; of a disk its serial number and WWN."""
        return self.each(telling_id, _machine_words)

    @cached_property
    def firmwares(self):
        """DMI UUIDs."""
        return self.each(telling_id, lambda o: [o.identity.dmi_uuid])

    @cached_property
    def names(self):
        """Short host names."""
        return self.each(short_hostname, _host_words)

    @cached_property
    def full_names(self):
        """Whole host names."""
        return self.each(full_hostname, _host_words)

    @cached_property
    def macs(self):
        """MAC addresses that tell."""
        return self.each(telling_mac, lambda o: o.identity.mac_addresses)

    @cached_property
    def ips(self):
        """IP addresses that tell."""
        return self.each(telling_ip, lambda o: o.identity.ip_addresses)

    @cached_property
    def is_node(self):
        """Whether a hypervisor shows it."""
        return any(isinstance(s.seen.facet, NodeFacet) for s in self.said)

    @cached_property
    def is_agent(self):
        """Whether somebody inside it reports."""
        return self.type is AGENT and any(s.source.role is Role.AGENT for s in self.said)

    @cached_property
    def links(self):
        """Native ids of what it says is the other side of the machine."""
        return self.each(str.strip, _link_words)

    @cached_property
    def views(self):
        """What another view of the same node has too: cluster and name, endpoint and name."""
        nodes = [s.seen.facet for s in self.said if isinstance(s.seen.facet, NodeFacet)]
        clusters = {("cluster", n.cluster_name, n.node_name) for n in nodes if n.cluster_name}
        return clusters | {("endpoint", n.host, n.node_name) for n in nodes if n.host}

    @cached_property
    def endpoints(self):
        """Where the node itself is reached."""
        return self.each(full_hostname, lambda o: [getattr(o.facet, "host", None)])


def _machine_words(seen):
    disk = seen.facet if isinstance(seen.facet, DiskFacet) else None
    return [seen.identity.machine_id, *((disk.serial, disk.wwn) if disk else ())]


def _host_words(seen):
    return (*seen.identity.hostnames, *((seen.name,) if seen.type is K8S_NODE else ()))


def _link_words(seen):
    if isinstance(seen.facet, NodeFacet):
        return [seen.facet.linked_agent_id]
    return [seen.facet.linked_node_id] if isinstance(seen.facet, HostFacet) else []


def confidence(one, other):
    """The matcher's table."""
    if one.type is not other.type or one.type not in (AGENT, DISK):
        return 0
    if one.machines & other.machines or one.claim == other.claim:
        return 1
    if one.firmwares & other.firmwares:
        return 0.99
    return 0.9 if one.names & other.names and one.macs & other.macs else 0


def linked(things):
    """Pairs of node and agent that are one by what they say of each other."""
    nodes = [t for t in things if t.is_node]
    agents = [t for t in things if t.is_agent and not t.is_node]
    pairs = [(n, a) for n in nodes for a in agents if _link_counts(n, a, nodes, agents)]
    return pairs + _passed_on(nodes, agents, pairs)


def _is_mutual(node, agent):
    return bool(node.links & agent.natives and agent.links & node.natives)


def _link_counts(node, agent, nodes, agents):
    """Mutual; or one-sided, of one name, and nobody else is meant or claims it."""
    if _is_mutual(node, agent):
        return True
    if not node.names & agent.names:
        return False
    if node.links & agent.natives and not agent.links:
        return _is_only_one(agents, node) and _is_only_claimed(nodes, agent)
    if agent.links & node.natives and not node.links:
        return _is_only_one(nodes, agent) and _is_only_claimed(agents, node)
    return False


def _is_only_one(things, claimant):
    return len([t for t in things if t.natives & claimant.links]) == 1


def _is_only_claimed(claimants, thing):
    """Views of one physical node are one claimant."""
    found = [c for c in claimants if c.links & thing.natives]
    return len(found) == 1 or bool(set.intersection(*(c.views for c in found)))


def _passed_on(nodes, agents, pairs):
    """A node without a link takes the one of another view of it, if only one agent is meant."""
    trusted = [*pairs, *((n, a) for n in nodes for a in agents if _is_trusted(n, a))]
    found = []
    for node in (n for n in nodes if not n.links):
        unambiguous = [
            heirs[0]
            for view in node.views
            if len(heirs := _distinct(a for n, a in trusted if view in n.views)) == 1
        ]
        meant = _distinct(unambiguous)
        if len(meant) == 1 and _may_inherit(node, meant[0], nodes):
            found.append((node, meant[0]))
    return found


def _distinct(things):
    return list({t.id: t for t in things}.values())


def _is_trusted(node, agent):
    is_linked = node.links & agent.natives or agent.links & node.natives
    corroboration = (node.names | node.endpoints) & (agent.names | agent.full_names | agent.ips)
    return bool(is_linked and corroboration)


def _may_inherit(node, agent, nodes):
    """A mutual link speaks for every view; any other needs a free agent of the same name."""
    if any(_is_mutual(other, agent) and other.views & node.views for other in nodes):
        return True
    return bool(not agent.links and node.names & agent.names)


def divided(things, verdicts):
    """The ids of resources: of which things each is one, and which of them a link brought in."""
    splits = [{v.leaver, v.keeper} for v in verdicts if isinstance(v, Split)]
    leavers = {v.leaver for v in verdicts if isinstance(v, Split)}
    parts = [frozenset({t.id}) for t in things]
    for one, other in _ties(things, leavers):
        parts = _united(parts, one, other, splits)
    for node, host in _folds(things, parts):
        parts = _united(parts, node, host, splits)
    return _named(things, parts, leavers, [v for v in verdicts if isinstance(v, Link)])


def _ties(things, leavers):
    """The surest first; those of a leaver last, so that the others find each other."""
    sure = {(a.id, b.id): confidence(a, b) for a, b in combinations(things, 2)}
    sure = {pair: found for pair, found in sure.items() if found >= 0.85}
    sure |= {(n.id, a.id): 1 for n, a in linked(things)}
    ordered = [(bool(set(p) & leavers), -found, *sorted(p)) for p, found in sure.items()]
    return [(one, other) for *_, one, other in sorted(ordered)]


def _united(parts, one, other, splits=()):
    here, there = _holding(parts, one), _holding(parts, other)
    if here == there or any(split & here and split & there for split in splits):
        return parts
    return [p for p in parts if p not in (here, there)] + [here | there]


def _holding(parts, thing):
    return next(p for p in parts if thing in p)


def _folds(things, parts):
    """An orchestrator's node and the one machine of its name, if no second node bears it."""
    hosts = [t for t in things if t.type is AGENT]
    pairs = []
    for node in (t for t in things if t.type is K8S_NODE):
        exact = [h.id for h in hosts if h.full_names & node.full_names]
        short = [h.id for h in hosts if h.names & node.names]
        machines = {_holding(parts, h) for h in exact or short}
        if len(machines) == 1:
            pairs.append((node.id, min(exact or short), machines.pop()))
    return [(n, h) for n, h, machine in pairs if [m for *_, m in pairs].count(machine) == 1]


def _named(things, parts, leavers, links):
    by_id = {t.id: t for t in things}
    own = {member: _best_id(part, by_id, leavers) for part in parts for member in part}
    seconds = set()
    for link in sorted(link for link in links if _is_possible(link, by_id)):
        seconds |= _holding(parts, link.secondary) - _holding(parts, link.primary)
        parts = _united(parts, link.primary, link.secondary)
    return {min(own[m] for m in p - seconds or p)[1]: (p, _seconds(p, seconds)) for p in parts}


def _seconds(part, seconds):
    """Those of it that a link brought in; of nobody but such, none came after the others."""
    return part & seconds if part - seconds else frozenset()


def _is_possible(link, by_id):
    """Of one type, or a host and an orchestrator's node."""
    types = {getattr(by_id.get(each), "type", None) for each in (link.primary, link.secondary)}
    return None not in types and (len(types) == 1 or types == {AGENT, K8S_NODE})


def _best_id(part, by_id, leavers):
    hosts = [m for m in part if by_id[m].type is not K8S_NODE]
    return min((4, m) if m in leavers else by_id[m].claim for m in hosts or part)
