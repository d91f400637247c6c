"""Which history belongs to a resource: the contract's metrics target (H-05, H-06)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import telling_id
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.contribution import Contribution

FAMILIES: Mapping[ResourceType, Family] = MappingProxyType(
    {
        ResourceType.AGENT: Family.AGENT,
        ResourceType.PBS: Family.AGENT,
        ResourceType.PMG: Family.AGENT,
        ResourceType.VM: Family.VM,
        ResourceType.SYSTEM_CONTAINER: Family.SYSTEM_CONTAINER,
        ResourceType.APP_CONTAINER: Family.APP_CONTAINER,
        ResourceType.STORAGE: Family.STORAGE,
        ResourceType.CEPH: Family.STORAGE,
        ResourceType.PHYSICAL_DISK: Family.DISK,
        ResourceType.K8S_CLUSTER: Family.K8S_CLUSTER,
        ResourceType.K8S_NODE: Family.K8S_NODE,
        ResourceType.POD: Family.POD,
        ResourceType.K8S_DEPLOYMENT: Family.K8S_DEPLOYMENT,
    }
)
"""The family of each type's series. A type that measures nothing has none."""

_ADDRESSES: Mapping[ResourceType, tuple[Role, ...]] = MappingProxyType(
    {
        ResourceType.AGENT: (Role.HYPERVISOR, Role.AGENT, Role.APPLIANCE, Role.RUNTIME),
        ResourceType.APP_CONTAINER: (Role.RUNTIME, Role.APPLIANCE),
        ResourceType.PHYSICAL_DISK: (Role.HYPERVISOR, Role.APPLIANCE, Role.AGENT),
    }
)
"""Whose native id names the series, best first; roles that are not named come after."""

_FROM_OUTSIDE = (Role.HYPERVISOR, Role.APPLIANCE, Role.AGENT, Role.RUNTIME, Role.ORCHESTRATOR)
"""The order for the types above that are not listed (Pulse 6: the longest-lived id first)."""

_KIND_PREFIXES: Mapping[ResourceType, tuple[str, ...]] = MappingProxyType(
    {ResourceType.AGENT: ("system:", "agent:"), ResourceType.APP_CONTAINER: ("app:",)}
)
"""What a native id begins with to tell its kind; no part of the series' name."""

_POD_PREFIX = "k8s:"
"""Pods alone bear a prefix; one too many or too few would split a chart (Pulse 6)."""


def metrics_target(
    resource: ResourceId, items: Sequence[Contribution], after: Collection[ResourceId] = ()
) -> SeriesTarget | None:
    """The target of what ``items`` say of ``resource``; ``None`` without a family or an address.

    Only contributions of the resource's own type lend an address: an orchestrator's node that
    is a known host has the host's history. A disk that bears the id of its source, because the
    user split it from one of the same serial, has its source's address too. Members in ``after``
    lend theirs only where no other does, so that a row keeps its history when it is merged.
    """
    lead = _lead_type(items)
    family = FAMILIES.get(lead)
    if family is None:
        return None
    typed = [item for item in items if item.observation.type is lead]
    own = [item for item in typed if item.member not in after] or typed
    if family is Family.AGENT and lead is ResourceType.AGENT:
        family = _of_machine(own)
    is_by_source = any(item.member == resource for item in own)
    address = _disk_address(own) if family is Family.DISK and not is_by_source else None
    address = address or _address(lead, own)
    return SeriesTarget(family, address) if address else None


def _lead_type(items: Sequence[Contribution]) -> ResourceType:
    types = {item.observation.type for item in items}
    return ResourceType.AGENT if ResourceType.AGENT in types else items[0].observation.type


def _of_machine(own: Sequence[Contribution]) -> Family:
    """A machine of which only its container engine is known has a family of its own."""
    roles = {item.source.role for item in own}
    return Family.DOCKER_HOST if roles == {Role.RUNTIME} else Family.AGENT


def _disk_address(own: Sequence[Contribution]) -> str | None:
    """Serial number, then WWN: the disk's own, whoever reports it (H-07)."""
    facets = [facet for item in own if isinstance(facet := item.observation.facet, DiskFacet)]
    ids = [item.observation.identity.machine_id for item in own]
    best = (_told(f.serial for f in facets), _told(f.wwn for f in facets), _told(ids))
    return next((known[0] for known in best if known), None)


def _told(values: Iterable[str | None]) -> list[str]:
    """What is no placeholder, trimmed and sorted."""
    return sorted(value.strip() for value in values if value and telling_id(value))


def _address(lead: ResourceType, own: Sequence[Contribution]) -> str:
    order = _ADDRESSES.get(lead, _FROM_OUTSIDE)

    def rank(item: Contribution) -> tuple[int, str, str]:
        role = item.source.role
        place = order.index(role) if role in order else len(order)
        return place, item.source.name, item.series_id

    best = own[0] if len(own) == 1 else min(own, key=rank)
    address = best.series_id.strip()
    for prefix in _KIND_PREFIXES.get(lead, ()):
        address = address.removeprefix(prefix)
    if lead is ResourceType.POD and address:
        return address if address.startswith(_POD_PREFIX) else _POD_PREFIX + address
    return address.strip()
