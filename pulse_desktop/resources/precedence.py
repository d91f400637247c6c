"""Whom to believe when sources disagree: one table over roles, never a platform's name."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role

_Order = tuple[Role, ...]

_FROM_INSIDE: _Order = (
    Role.AGENT,
    Role.HYPERVISOR,
    Role.RUNTIME,
    Role.ORCHESTRATOR,
    Role.APPLIANCE,
    Role.PROBE,
)
"""The closer to the thing itself, the better (Pulse 6, source priority)."""

_TRUST: Mapping[tuple[ResourceType, Metric | None], _Order] = MappingProxyType({})
"""Exceptions to ``_FROM_INSIDE`` for one type, or one metric of it. None is needed yet."""

_SERIES_ADDRESS: _Order = (
    Role.HYPERVISOR,
    Role.APPLIANCE,
    Role.AGENT,
    Role.RUNTIME,
    Role.ORCHESTRATOR,
    Role.PROBE,
)
"""Whose native id names the series (Pulse 6, metrics targets): the longest-lived one first."""

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


def trust(type_: ResourceType, metric: Metric | None, role: Role) -> int:
    """How far ``role`` is believed about ``metric`` of a type; smaller is more.

    ``None`` asks about everything that is not a metric: name, status, facts.
    """
    order = _TRUST.get((type_, metric)) or _TRUST.get((type_, None)) or _FROM_INSIDE
    return order.index(role)


def address_rank(role: Role) -> int:
    """How well a role's native id serves as a series address; smaller is better."""
    return _SERIES_ADDRESS.index(role)
