"""The rows that count: those that a table shows under its filter and lens. Pure: no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesTarget


@dataclass(frozen=True, slots=True)
class Member:
    """What is needed of a row beside its values, which are the read state's."""

    id: ResourceId
    name: str
    target: SeriesTarget | None
    """Where its history is kept; ``None`` where it has none."""

    aliases: tuple[ResourceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Rows, each with a place. Frozen, so that threads may share it."""

    members: tuple[Member, ...] = ()
    place: Mapping[ResourceId, int] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, resources: Iterable[Resource]) -> "Cast":
        """The cast of these resources."""
        members = tuple(Member(one.id, one.name, one.series, one.aliases) for one in resources)
        return cls(members, MappingProxyType({one.id: at for at, one in enumerate(members)}))

    def __len__(self) -> int:
        """How many rows count."""
        return len(self.members)

    def plays_as(self, other: "Cast") -> bool:
        """Whether what is known of the other cast's history holds for this one, in any order."""
        return self.place.keys() == other.place.keys() and all(
            one.target == other.members[other.place[one.id]].target for one in self.members
        )

    def names(self) -> Mapping[ResourceId, ResourceId]:
        """The row that is meant by an id or by one that it had before."""
        known = {alias: one.id for one in self.members for alias in one.aliases}
        known.update((one.id, one.id) for one in self.members)
        return known


NOBODY = Cast()
