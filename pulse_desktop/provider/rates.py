"""Cumulative counters turned into rates, with the rules for restarts and missing values."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

_LARGEST = 2.0**64
"""No counter of a kernel or an engine is wider than 64 bits; what is larger is not one."""


@dataclass(frozen=True, slots=True)
class Count:
    """A cumulative counter, read at one instant."""

    value: float
    at_s: float
    """Seconds on the source's own clock; only differences matter."""


def rate(before: Count | None, after: Count) -> float | None:
    """Growth per second between two readings of one counter.

    ``None`` without an earlier reading or when time did not move on. A counter that went
    backwards was restarted: it counts as 0 once, since nothing says how far it had come.
    """
    if before is None or after.at_s <= before.at_s:
        return None
    return max(after.value - before.value, 0.0) / (after.at_s - before.at_s)


class Rates:
    """The last reading of each counter of one provider. Used by one thread at a time."""

    def __init__(self) -> None:
        self._last: dict[Hashable, Count] = {}

    def rate(self, key: Hashable, value: float | None, at_s: float) -> float | None:
        """Growth per second of the counter ``key`` since it was last read.

        ``value`` is what it stands at now, ``None`` where it was not given; that, like NaN, a
        negative number or one beyond 64 bits, gives ``None`` and leaves the last reading in
        place. So does a reading that is not newer than the last one.
        """
        if value is None or not 0 <= value <= _LARGEST:
            return None
        before, after = self._last.get(key), Count(float(value), at_s)
        if before is None or after.at_s > before.at_s:
            self._last[key] = after
        return rate(before, after)

    def keep_only(self, keys: Collection[Hashable]) -> None:
        """Forget every counter but ``keys``, so that things which are gone leave nothing."""
        self._last = {key: last for key, last in self._last.items() if key in keys}
