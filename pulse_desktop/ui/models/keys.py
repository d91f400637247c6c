"""What rows are told apart and ordered by, asked again only of resources that changed."""

import math
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Generic, TypeVar

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

WIDE = float(1 << 30)
"""The distance of two texts' numbers: room for 30 halvings, and millions of texts below 2**53."""

CLOSE = 1.0
"""No room: every new text numbers all of them again, and a number is the text's place."""


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

    def __init__(
        self, slots: Slots, say: Callable[[Resource], Sortable | None], *, gap: float = WIDE
    ) -> None:
        super().__init__(slots, say)
        self.numbers: FloatArray = np.zeros(0)
        """By slot; ``MISSING`` where there is no value."""

        self.words: list[str] = []
        """The texts that are known, in order."""

        self._gap = gap
        self._codes: dict[Sortable | None, float] = {}

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

    def _learn(self, said: set[str]) -> None:
        """Number the texts that are new, between their neighbours where there is room."""
        fresh = sorted(said - self._codes.keys())
        if not fresh:
            return
        if len(self.words) + len(fresh) > 2 * len(self.values):
            fresh = sorted({value for value in self.values if isinstance(value, str)})
            self.words, self._codes = [], {}
        between = self._between(fresh)
        # Two ordered runs: the sort merges them.
        self.words = sorted(self.words + fresh)
        if between is None:
            self._number_all()
        else:
            self._codes.update(between)

    def _number_all(self) -> None:
        self._codes = {word: place * self._gap for place, word in enumerate(self.words)}
        known, count = self._codes, len(self.values)
        self.numbers = np.fromiter((known.get(v, MISSING) for v in self.values), float, count)

    def _between(self, fresh: list[str]) -> dict[str, float] | None:
        """Numbers for new texts between those of known ones; ``None`` where room is short."""
        words, codes = self.words, self._codes
        if not words:
            return None
        lowest, highest = codes[words[0]], codes[words[-1]]
        numbers: dict[str, float] = {}
        for place, group in groupby(fresh, partial(bisect_left, words)):
            coming = list(group)
            room = self._gap * len(coming)
            below = codes[words[place - 1]] if place else lowest - room
            above = codes[words[place]] if place < len(words) else highest + room
            step = (above - below) / (len(coming) + 1)
            if step < 1:
                return None
            numbers.update({word: below + step * (n + 1) for n, word in enumerate(coming)})
        return numbers
