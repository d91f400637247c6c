"""The rows that count: those that a table shows under its filter and lens. Pure: no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesTarget


@dataclass(frozen=True, slots=True)
class Cast:
    """Resources, each with a place. Frozen, so that threads may share it."""

    resources: tuple[Resource, ...] = ()
    """As they were when these became the rows."""

    place: Mapping[ResourceId, int] = field(default_factory=lambda: MappingProxyType({}))
    targets: tuple[SeriesTarget | None, ...] = ()
    """By place, where the history of each is kept; ``None`` where it has none."""

    @classmethod
    def of(cls, resources: Iterable[Resource]) -> "Cast":
        """The cast of these resources."""
        rows = tuple(resources)
        place = MappingProxyType({one.id: at for at, one in enumerate(rows)})
        return cls(rows, place, tuple(one.series for one in rows))

    def __len__(self) -> int:
        """How many rows count."""
        return len(self.resources)

    def plays_as(self, other: "Cast") -> bool:
        """Whether what is known of the other cast's history holds for this one, in any order."""
        return self.place.keys() == other.place.keys() and all(
            target == other.targets[other.place[one.id]]
            for one, target in zip(self.resources, self.targets, strict=True)
        )

    def names(self) -> Mapping[ResourceId, ResourceId]:
        """The row that is meant by an id or by one that it had before."""
        known = {alias: one.id for one in self.resources for alias in one.aliases}
        known.update((one.id, one.id) for one in self.resources)
        return known


NOBODY = Cast()
