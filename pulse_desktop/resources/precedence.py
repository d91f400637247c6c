"""Whom to believe when sources disagree: one table over roles, never a platform's name."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.model.metric import Metric
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

_RANKS: Mapping[Role, int] = MappingProxyType({role: at for at, role in enumerate(_FROM_INSIDE)})

_TRUST: Mapping[tuple[ResourceType, Metric | None], _Order] = MappingProxyType({})
"""Exceptions to ``_FROM_INSIDE`` for one type, or one metric of it. None is needed yet."""


def trust(type_: ResourceType, metric: Metric | None, role: Role) -> int:
    """How far ``role`` is believed about ``metric`` of a type; smaller is more.

    ``None`` asks about everything that is not a metric: name, status, facts.
    """
    order = _TRUST.get((type_, metric)) or _TRUST.get((type_, None))
    return _RANKS[role] if order is None else order.index(role)
