"""How a store's use goes on, as columns and sentences read it. Pure: no Qt, no numpy."""

from dataclasses import dataclass
from enum import Enum, auto

WINDOW_DAYS = 30
"""How far back is looked."""

FEWEST_DAYS = 7
"""Days with readings below which nothing is said of the days to come."""


class Trend(Enum):
    """Which way it goes."""

    SHORT = auto()
    """Too few days are recorded to say."""

    SHRINKING = auto()
    STABLE = auto()
    GROWING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the recorded days of one store say."""

    days: int
    """Days with readings, of the last ``WINDOW_DAYS``."""

    trend: Trend
    growth_bytes: float | None = None
    """From the first of those days to the last; ``None`` where they are too few."""

    full_in_days: float | None = None
    """At the median pace; only where it grows and its room is known."""

    margin_days: float | None = None
    """Half of what lies between the faster and the slower quarter of all paces; ``None`` where
    the slower ones would never fill it."""
