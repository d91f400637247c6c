"""The consumers of one storage, in the order in which they are told."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Consumer, Consumers
from pulse_desktop.model.snapshot import ResourceType

SHOWN = 5
"""How many consumers are named; the count is of all."""


class Place(NamedTuple):
    """A consumer's place among the others: most disks first, then type, name and id."""

    fewness: int
    """The number of disks, negative."""

    type: ResourceType
    name: str
    id: ResourceId


class Ledger:
    """The consumers of one storage, in order."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._types: Counter[ResourceType] = Counter()

    def add(self, place: Place) -> None:
        """Enter a consumer that is not in it."""
        insort(self._places, place)
        self._types[place.type] += 1

    def remove(self, place: Place) -> None:
        """Strike out a consumer that is in it."""
        del self._places[bisect_left(self._places, place)]
        self._types[place.type] -= 1

    def told(self) -> Consumers | None:
        """Its consumers; ``None`` when there is none."""
        return told(self._places, +self._types)


def told(places: Sequence[Place], types: Iterable[ResourceType]) -> Consumers | None:
    """The first few of ``places``, which are in order, and how many there are."""
    if not places:
        return None
    top = (Consumer(p.id, p.type, p.name, -p.fewness) for p in places[:SHOWN])
    return Consumers(count=len(places), types=tuple(sorted(types)), top=tuple(top))
