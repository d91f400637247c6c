"""The story of the estate, as times in UTC: pure functions of the instant.

Whoever authors a part of the estate asks here when something happens, and so does the sampler.
Everything returns with the calendar, so that the story is always recent and never drifts: what an
instant was like does not depend on when it is asked about.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""What counters of the story are counted from."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_TUESDAY = datetime(1970, 1, 6, tzinfo=UTC)
"""The first one that a clock can tell."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that takes place every so often, for as long each time."""

    first: datetime
    """The first time that it begins."""

    every: timedelta
    lasts: timedelta

    def began(self, at: datetime) -> datetime:
        """When it last began by ``at``."""
        return self.first + (at - self.first) // self.every * self.every

    def is_on(self, at: datetime) -> bool:
        """Whether it is under way."""
        return at - self.began(at) < self.lasts


def _daily(hour: int, minute: int, lasts: timedelta) -> Recurring:
    midnight = datetime(1970, 1, 1, tzinfo=UTC)
    return Recurring(midnight + timedelta(hours=hour, minutes=minute), _DAY, lasts)


def _on_tuesdays(hour: int, minute: int, lasts: timedelta) -> Recurring:
    return Recurring(_TUESDAY + timedelta(hours=hour, minutes=minute), _WEEK, lasts)


BACKUP = _daily(2, 0, timedelta(minutes=40))
"""The nightly backup of every guest to the backup server."""

WEEKLY_BATCH = _on_tuesdays(21, 30, timedelta(minutes=60))
"""The long analytics run, which fills the memory of its node."""

INCIDENT = _on_tuesdays(21, 42, timedelta(minutes=16))
"""The node stops answering under it, and its guests with it."""

RECOVERY = _on_tuesdays(21, 58, timedelta(minutes=11))
"""The node is back, its guests start and catch up."""

LINK_RESET = _daily(4, 10, timedelta(minutes=10))
"""The router of the second site restarts: the backup server there cannot be read."""

FILLING = Recurring(EPOCH, timedelta(days=60), timedelta(days=60))
"""A pool fills up; after sixty days somebody makes room."""

CLEARING = timedelta(hours=3)
"""So long that takes: the last hours of the sixty days."""

RESTART_LOOP = Recurring(
    _TUESDAY + timedelta(hours=21, minutes=58), timedelta(minutes=15), timedelta(minutes=14)
)
"""A container fills its memory, is killed, and starts over, since the node was back."""

RESTARTING = Recurring(
    RESTART_LOOP.first + RESTART_LOOP.lasts,
    RESTART_LOOP.every,
    RESTART_LOOP.every - RESTART_LOOP.lasts,
)
"""It was killed, and is not up again."""
