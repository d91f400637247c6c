"""The sweeps of this run that are not sealed yet, so that sealing need not read them again."""

from collections.abc import Callable
from dataclasses import dataclass

from pulse_desktop.history.buckets import Floats

_MOST_VALUES = 12_000_000
"""Readings kept at most: 48 MB, which memory mostly holds anyway, as the same arrays."""


@dataclass(frozen=True, slots=True)
class _Sweep:
    values: Floats
    """Of the columns, as they were told."""

    row: Callable[[Floats], Floats]
    """Puts them in the order of the row."""


class Unsealed:
    """By key, what was last put into the log under it.

    The log alone says which rows there are, so nothing is to be repaired after a crash or a
    transaction that was rolled back: whoever asks does so by the keys of rows that are there.
    """

    def __init__(self) -> None:
        self._sweeps: dict[int, _Sweep] = {}
        self._values = 0

    def put(self, key: int, values: Floats, row: Callable[[Floats], Floats]) -> None:
        """Remember a row that was made of ``values``; of many the oldest are forgotten."""
        self.forget(key)
        self._sweeps[key] = _Sweep(values, row)
        self._values += len(values)
        while self._values > _MOST_VALUES:
            self.forget(next(iter(self._sweeps)))

    def forget(self, key: int) -> None:
        """The row says something else now, or is no longer there."""
        known = self._sweeps.pop(key, None)
        if known is not None:
            self._values -= len(known.values)

    def forget_before(self, end: int) -> None:
        """Forget the rows whose keys are below ``end``."""
        for key in [one for one in self._sweeps if one < end]:
            self.forget(key)

    def row(self, key: int) -> Floats | None:
        """The values of a row; ``None`` where they are to be read."""
        known = self._sweeps.get(key)
        return None if known is None else known.row(known.values)
