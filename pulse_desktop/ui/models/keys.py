"""What rows are told apart and ordered by, asked again only of resources that changed."""

import math
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar, cast

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.column import Sortable
from pulse_desktop.ui.models.slots import Slots, grown

T = TypeVar("T")
FloatArray = npt.NDArray[np.float64]

MISSING = math.inf
"""The number of what has no value: it comes last."""


class Notes(Generic[T]):
    """What a function says of each resource."""

    def __init__(self, slots: Slots, say: Callable[[Resource], T | None]) -> None:
        self.values: list[T | None] = []
        """By slot."""

        self._slots = slots
        self._say = say
        self._serial = 0

    def refresh(self) -> list[int]:
        """Ask again where something changed; the slots where the answer differs."""
        resources, values, say = self._slots.resources, self.values, self._say
        values.extend([None] * (len(resources) - len(values)))
        stale = self._slots.changed_since(self._serial)
        self._serial = self._slots.serial
        differing = []
        for slot in stale:
            value = say(resources[slot])
            if value != values[slot]:
                values[slot] = value
                differing.append(slot)
        return differing


class Keys(Notes[Sortable]):
    """Values of one column, and numbers that have their order."""

    def __init__(self, slots: Slots, say: Callable[[Resource], Sortable | None]) -> None:
        super().__init__(slots, say)
        self.numbers: FloatArray = np.zeros(0)
        """By slot; ``MISSING`` where there is no value."""

        self.words: list[str] = []
        """The texts that are known, in order; a text's number is its place here."""

        self._codes: dict[str, float] = {}

    @override
    def refresh(self) -> list[int]:
        differing = super().refresh()
        self.numbers = grown(self.numbers, len(self.values), MISSING)
        said = [self.values[slot] for slot in differing]
        if any(isinstance(value, str) for value in said):
            self._learn({word for word in said if isinstance(word, str)})
        codes = self._codes
        self.numbers[differing] = [
            codes[value] if isinstance(value, str) else MISSING if value is None else value
            for value in said
        ]
        return differing

    def _learn(self, said: Iterable[str]) -> None:
        """Give every text another number when there are new ones: their order stays."""
        fresh = [word for word in said if word not in self._codes]
        if not fresh:
            return
        if len(self.words) + len(fresh) > 2 * len(self.values):
            self.words, fresh = [], [v for v in set(self.values) if isinstance(v, str)]
        # Two ordered runs: the sort merges them.
        self.words = sorted(self.words + sorted(fresh))
        self._codes = {word: float(place) for place, word in enumerate(self.words)}
        codes = cast("dict[Sortable | None, float]", self._codes)
        count = len(self.values)
        self.numbers = np.fromiter((codes.get(v, MISSING) for v in self.values), float, count)
