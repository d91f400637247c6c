"""How many resources of which type, and in which shapes, each platform reports. Pure: no Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType

Resources = Mapping[ResourceId, Resource]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one resource adds."""

    type: ResourceType
    shape: Shape
    platforms: frozenset[PlatformId]


class Tally:
    """Counts that are kept up by what was touched, and never taken from everything again."""

    def __init__(self) -> None:
        self._parts: dict[ResourceId, _Part] = {}
        self._types: Counter[ResourceType] = Counter()
        self._reported: Counter[tuple[PlatformId, ResourceType]] = Counter()
        self._shapes: Counter[tuple[PlatformId, Shape]] = Counter()

    def take(self, resources: Resources, touched: Iterable[ResourceId] | None) -> None:
        """Count anew what was ``touched``; everything for ``None``."""
        if touched is None:
            touched = resources.keys() | self._parts.keys()
        for identity in touched:
            resource = resources.get(identity)
            self._replace(identity, None if resource is None else _part(resource))

    def total(self, types: Iterable[ResourceType]) -> int:
        """Resources of these types."""
        return sum(self._types[kind] for kind in types)

    def reported(self, platform: PlatformId, types: Iterable[ResourceType]) -> int:
        """Resources of these types that ``platform`` reports, also those that others report too."""
        return sum(self._reported[platform, kind] for kind in types)

    def shapes(self, platform: PlatformId) -> set[Shape]:
        """The shapes that occur among what ``platform`` reports."""
        return {shape for shape in Shape if self._shapes[platform, shape]}

    def _replace(self, identity: ResourceId, new: _Part | None) -> None:
        old = self._parts.get(identity)
        if old == new:
            return
        if old is not None:
            self._add(old, -1)
            del self._parts[identity]
        if new is not None:
            self._add(new, 1)
            self._parts[identity] = new

    def _add(self, part: _Part, count: int) -> None:
        self._types[part.type] += count
        for platform in part.platforms:
            self._reported[platform, part.type] += count
            self._shapes[platform, part.shape] += count


def _part(resource: Resource) -> _Part:
    platforms = frozenset(source.platform for source in resource.sources)
    return _Part(resource.type, resource.condition.shape, platforms)
