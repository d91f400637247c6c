"""How much room there is in all, kept up by what was touched. Pure: no Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models import storage_facts

_PRESSING = frozenset({Shape.WARNING, Shape.CRITICAL})

Room = tuple[float, float]
"""Bytes used and in all."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one store or disk adds."""

    needs_attention: bool
    own: Room | None = None
    shared: Room | None = None
    """Of one that several machines reach: told of by each of them, and by its own server."""


class Whole:
    """Sums over stores. Rooms that are shared and alike to the byte are one and the same."""

    def __init__(self) -> None:
        self._parts: dict[ResourceId, _Part] = {}
        self._shared: Counter[Room] = Counter()
        self._used = self._total = 0.0
        self._pressing = 0

    @property
    def room(self) -> Room | None:
        """Bytes used and in all; ``None`` where no store tells of both."""
        used = self._used + sum(room[0] for room in self._shared)
        total = self._total + sum(room[1] for room in self._shared)
        return (used, total) if total else None

    @property
    def is_shared(self) -> bool:
        """Whether some of it is reached by several machines."""
        return bool(self._shared)

    @property
    def needing_attention(self) -> int:
        """How many stores and disks something is the matter with."""
        return self._pressing

    def take(
        self, resources: Mapping[ResourceId, Resource], touched: Iterable[ResourceId] | None
    ) -> None:
        """Count anew what was ``touched``; everything for ``None``."""
        if touched is None:
            touched = resources.keys() | self._parts.keys()
        for identity in touched:
            self._replace(identity, resources.get(identity))

    def _replace(self, identity: ResourceId, resource: Resource | None) -> None:
        old = self._parts.pop(identity, None)
        if old is not None:
            self._add(old, -1)
        if resource is not None:
            new = self._parts[identity] = _part(resource)
            self._add(new, 1)

    def _add(self, part: _Part, count: int) -> None:
        self._pressing += count * part.needs_attention
        if part.own is not None:
            self._used += count * part.own[0]
            self._total += count * part.own[1]
        if part.shared is not None:
            self._shared[part.shared] += count
            if not self._shared[part.shared]:
                del self._shared[part.shared]


def _part(resource: Resource) -> _Part:
    pressing = resource.condition.shape in _PRESSING
    used, total = resource.metrics.get(Metric.USED), resource.metrics.get(Metric.TOTAL)
    if used is None or total is None or not storage_facts.is_counted(resource):
        return _Part(pressing)
    room = (used.value, total.value)
    if storage_facts.is_shared(resource):
        return _Part(pressing, shared=room)
    return _Part(pressing, own=room)
