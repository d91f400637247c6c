"""How several sources become one resource, written down as plainly as possible."""

from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import telling_id
from pulse_desktop.model.series import Family
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from simulators.naive_matching import AGENT, DISK


def ranked(things, seconds):
    """Most believed first; among equals those that a link brought in come last."""
    said = [s for thing in things for s in thing.said]
    return sorted(said, key=lambda s: _after(s, s.rank, seconds))


def _after(said, rank, seconds):
    """A rank in which members that a link brought in come after equals."""
    stale, role, *rest = rank
    return stale, role, said.member in seconds, *rest


def name(id_, ranked):
    """The most believed name, else a host name, else the id."""
    names = [s.seen.name.strip() for s in ranked]
    names += [h.strip() for s in ranked for h in s.seen.identity.hostnames]
    return next(filter(None, names), id_)


def kind(ranked):
    """A host stays a host, whatever else it is seen as."""
    return AGENT if any(s.seen.type is AGENT for s in ranked) else ranked[0].seen.type


def metrics(ranked, seconds):
    """Each from the most believed source that measured it."""
    names = {name for s in ranked for name in s.seen.metrics}
    best = {
        name: min(
            (s for s in ranked if name in s.seen.metrics),
            key=lambda s: _after(s, s.worth, seconds),
        )
        for name in names
    }
    return {name: (s.seen.metrics[name].value, s.source, s.at) for name, s in best.items()}


def status(ranked, seconds):
    """Of the most believed that knows one; online turns to a warning where a source is stale.

    What the user made one is online if any part is, a warning if only a quiet part is.
    """
    online = [s for s in ranked if s.seen.condition.status is Status.ONLINE]
    if seconds and online:
        is_fresh = any(not s.is_stale for s in online)
        return Status.ONLINE if is_fresh else Status.WARNING
    known = [s for s in ranked if s.seen.condition.status is not Status.UNKNOWN]
    believed = (known or ranked)[0].seen.condition.status
    is_quiet = any(s.is_stale for s in ranked)
    return Status.WARNING if is_quiet and believed is Status.ONLINE else believed


FAMILIES = {
    ResourceType.AGENT: Family.AGENT,
    ResourceType.VM: Family.VM,
    ResourceType.APP_CONTAINER: Family.APP_CONTAINER,
    ResourceType.STORAGE: Family.STORAGE,
    ResourceType.PHYSICAL_DISK: Family.DISK,
    ResourceType.POD: Family.POD,
    ResourceType.K8S_CLUSTER: Family.K8S_CLUSTER,
    ResourceType.K8S_NODE: Family.K8S_NODE,
}
ADDRESSES = {
    ResourceType.AGENT: (Role.HYPERVISOR, Role.AGENT, Role.APPLIANCE, Role.RUNTIME),
    ResourceType.PHYSICAL_DISK: (Role.HYPERVISOR, Role.APPLIANCE, Role.AGENT),
}
PREFIXES = {ResourceType.AGENT: ("system:", "agent:")}


def series(id_, ranked, seconds):
    """The contract's table of metrics targets; a disk that is split off has no number."""
    type_ = kind(ranked)
    family = FAMILIES.get(type_)
    typed = [s for s in ranked if s.seen.type is type_]
    own = [s for s in typed if s.member not in seconds] or typed
    if type_ is AGENT and {s.source.role for s in own} == {Role.RUNTIME}:
        family = Family.DOCKER_HOST
    order = ADDRESSES.get(type_, tuple(Role))
    best = min(own, key=lambda s: (order.index(s.source.role), s.source.name, s.address))
    address = best.address
    for prefix in PREFIXES.get(type_, ()):
        address = address.removeprefix(prefix)
    if type_ is ResourceType.POD:
        address = "k8s:" + address.removeprefix("k8s:")
    is_numbered = type_ is DISK and id_ not in {s.member for s in own}
    return family, (_disk_number(own) if is_numbered else None) or address


def _disk_number(own):
    """Serial number, then WWN, then either of them as an identity."""
    facets = [s.seen.facet for s in own if isinstance(s.seen.facet, DiskFacet)]
    for numbers in (
        [f.serial for f in facets],
        [f.wwn for f in facets],
        [s.seen.identity.machine_id for s in own],
    ):
        told = sorted(number.strip() for number in numbers if telling_id(number))
        if told:
            return told[0]
    return None
