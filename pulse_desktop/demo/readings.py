"""The numbers of many things at an instant, worked out once for all who ask for it."""

import threading
from collections.abc import Iterable, Sequence

from pulse_desktop.demo.curve import Curve
from pulse_desktop.demo.sampler import Tick


class Readings:
    """Shared by all connections: they are read within a moment of each other. For any thread."""

    def __init__(self, curves: Iterable[Curve]) -> None:
        every = tuple(dict.fromkeys(curves))
        self._tick = Tick(every)
        self._rows = {curve: row for row, curve in enumerate(every)}
        self._turn = threading.Lock()
        self._newest: tuple[int, list[float]] = (-1, [])

    def rows(self, curves: Iterable[Curve]) -> tuple[int, ...]:
        """Where the values of some of the curves stand."""
        return tuple(self._rows[curve] for curve in curves)

    def at(self, at_ms: int, rows: Sequence[int]) -> list[float]:
        """The values of those rows; NaN where nothing was measured."""
        with self._turn:
            known_ms, values = self._newest
            if known_ms != at_ms:
                values = self._tick.at(at_ms).tolist()
                self._newest = at_ms, values
        return [values[row] for row in rows]
