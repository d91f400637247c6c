"""Cumulative counters turned into rates, with the rules for restarts and missing values."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

_LARGEST = 2.0**64
"""No counter of a kernel or an engine is wider than 64 bits; what is larger is not one."""


_ENDS = (2.0**32, 2.0**64)
"""Where counters of a kernel begin again from 0 (RFC 2578 §7.1.6 and §7.1.10)."""

_PLAUSIBLE = 4.0
"""Times the usual growth that is still believed after a counter began again."""


@dataclass(frozen=True, slots=True)
class Count:
    """A cumulative counter, read at one instant."""

    value: float
    at_s: float
    """Seconds on the source's own clock; only differences matter."""


@dataclass(frozen=True, slots=True)
class _Past:
    """What is known of a counter from before."""

    count: Count
    per_second: float | None = None
    """How fast it grew last."""


def rate(before: Count | None, after: Count, usual: float | None = None) -> float | None:
    """Growth per second between two readings of one counter.

    ``None`` without an earlier reading or when time did not move on. A counter that went
    backwards was restarted and counts as 0 once, since nothing says how far it had come; unless
    it ran over the end of its 32 or 64 bits, which explains it when the growth that follows from
    that is near the ``usual`` one.
    """
    if before is None or after.at_s <= before.at_s:
        return None
    span_s = after.at_s - before.at_s
    if after.value >= before.value:
        return (after.value - before.value) / span_s
    return next(
        (
            grown / span_s
            for grown in (end - before.value + after.value for end in _ENDS)
            if usual is not None and 0 < grown <= _PLAUSIBLE * usual * span_s
        ),
        0.0,
    )


class Rates:
    """The last reading of each counter of one provider. Used by one thread at a time."""

    def __init__(self) -> None:
        self._last: dict[Hashable, _Past] = {}

    def rate(self, key: Hashable, value: float | None, at_s: float) -> float | None:
        """Growth per second of the counter ``key`` since it was last read.

        ``value`` is what it stands at now, ``None`` where it was not given; that, like NaN, a
        negative number or one beyond 64 bits, gives ``None`` and leaves the last reading in
        place. So does a reading that is not newer than the last one.
        """
        if value is None or not 0 <= value <= _LARGEST:
            return None
        past, after = self._last.get(key), Count(float(value), at_s)
        if past is None:
            self._last[key] = _Past(after)
            return None
        found = rate(past.count, after, past.per_second)
        if found is not None:
            self._last[key] = _Past(after, found)
        return found

    def keep_only(self, keys: Collection[Hashable]) -> None:
        """Forget every counter but ``keys``, so that things which are gone leave nothing."""
        self._last = {key: last for key, last in self._last.items() if key in keys}
