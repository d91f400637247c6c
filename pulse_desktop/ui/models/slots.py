"""A number for each resource of a table, so that what is kept of it lies in arrays."""

from collections.abc import Iterable, KeysView
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
A = TypeVar("A", bound=np.generic)


class Slots:
    """Owner of the numbers and of the newest resource under each.

    A resource keeps its number while it is in the table. A number that became free is given
    again at the next update at the earliest, so that nobody takes a new row for the one that left.
    """

    def __init__(self) -> None:
        self.resources: list[Resource] = []
        """By slot; under a free one, what was there last."""

        self.serial = 0
        """Counts updates."""

        self._slot: dict[ResourceId, int] = {}
        self._left: list[int] = []
        self._free: list[int] = []
        self._changed: IntArray = np.zeros(0, np.int64)

    def __len__(self) -> int:
        """Resources that have a slot."""
        return len(self._slot)

    @property
    def identities(self) -> KeysView[ResourceId]:
        """Every resource that has a slot."""
        return self._slot.keys()

    def of(self, identity: ResourceId) -> int | None:
        """The slot of a resource."""
        return self._slot.get(identity)

    def known(self, identity: ResourceId) -> Resource | None:
        """The newest resource of that id."""
        slot = self._slot.get(identity)
        return None if slot is None else self.resources[slot]

    def put(
        self, changed: Iterable[Resource], gone: Iterable[ResourceId]
    ) -> tuple[list[int], list[int]]:
        """Take newer resources and drop others; the slots of both."""
        self.serial += 1
        self._free += self._left
        self._left = [self._slot.pop(one) for one in gone if one in self._slot]
        placed = [self._place(resource) for resource in changed]
        self._changed = grown(self._changed, len(self.resources), 0)
        self._changed[placed] = self.serial
        return placed, self._left

    def changed_since(self, serial: int) -> list[int]:
        """Slots whose resource is newer than the update of that number."""
        slots: list[int] = np.flatnonzero(self._changed > serial).tolist()
        return slots

    def _place(self, resource: Resource) -> int:
        slot = self._slot.get(resource.id)
        if slot is not None:
            self.resources[slot] = resource
        elif self._free:
            slot = self._slot[resource.id] = self._free.pop()
            self.resources[slot] = resource
        else:
            slot = self._slot[resource.id] = len(self.resources)
            self.resources.append(resource)
        return slot


def grown(array: "npt.NDArray[A]", length: int, fill: Any) -> "npt.NDArray[A]":
    """``array``, or a longer copy that ends in ``fill``."""
    missing = length - len(array)
    if missing <= 0:
        return array
    return np.concatenate((array, np.full(missing, fill, array.dtype)))
