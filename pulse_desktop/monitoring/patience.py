"""How long each source may be quiet before what it said counts as stale: the one table of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pulse_desktop.model.source import Source

STALE_INTERVALS = 3
"""A source may miss this many of its own intervals, whatever its platform allows."""

JUMP = timedelta(seconds=20)
"""Ticks come every second. Two that are further apart mean that the computer slept or that its
clock was set: far above a stall, far below what any platform allows (60 s)."""


@dataclass(frozen=True, slots=True)
class _Allowance:
    quiet: timedelta
    interval: timedelta


class Patience:
    """Allowances by source, and the grace that all get after a jump of the clock.

    A source cannot have spoken while the computer slept, and what it said before its clock was
    set bears times of another clock. So each gets one of its own intervals to speak first.
    """

    def __init__(self) -> None:
        self._allowances: dict[Source, _Allowance] = {}
        self._ticked_at: datetime | None = None
        self._jumped_at: datetime | None = None

    def expect(self, source: Source, interval_s: float, stale_after_s: float) -> None:
        """Let ``source`` be quiet for three of its intervals, or for its platform's seconds."""
        self._allowances[source] = _Allowance(
            quiet=timedelta(seconds=max(stale_after_s, STALE_INTERVALS * interval_s)),
            interval=timedelta(seconds=interval_s),
        )

    def forget(self, source: Source) -> None:
        """Expect nothing more of ``source``."""
        self._allowances.pop(source, None)

    def tick(self, now: datetime) -> bool:
        """Let the clock move on to ``now``. True when it jumped, which begins everyone's grace."""
        last, self._ticked_at = self._ticked_at, now
        has_jumped = last is not None and abs(now - last) > JUMP
        if has_jumped:
            self._jumped_at = now
        return has_jumped

    def allowed(self, source: Source) -> timedelta | None:
        """How long ``source`` may be quiet; ``None`` when nothing is expected of it."""
        allowance = self._allowances.get(source)
        return None if allowance is None else allowance.quiet

    def is_stale(self, source: Source, last_seen_at: datetime | None, now: datetime) -> bool:
        """Whether ``source`` was quiet for strictly longer than it may be.

        What was never seen is never stale. A time ahead of ``now`` by more than the allowance
        is from before the clock was set back, and as old as one behind.
        """
        allowance = self._allowances.get(source)
        if allowance is None or last_seen_at is None or self._has_grace(allowance, now):
            return False
        return abs(now - last_seen_at) > allowance.quiet

    def ending(self, now: datetime) -> Iterator[tuple[Source, timedelta]]:
        """Each source that has no grace at ``now``, with how long it may have been quiet."""
        for source, allowance in tuple(self._allowances.items()):
            if not self._has_grace(allowance, now):
                yield source, allowance.quiet

    def _has_grace(self, allowance: _Allowance, now: datetime) -> bool:
        return self._jumped_at is not None and now < self._jumped_at + allowance.interval
