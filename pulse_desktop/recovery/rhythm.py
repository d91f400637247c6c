"""How often something is copied, and how old its last copy may be."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

DAILY = timedelta(days=1)
_PATIENCE = 1.5
"""A copy may be half a rhythm late: 36 h where one is made every night."""

_FEWEST = 3
"""Copies that a rhythm can be told from: one distance alone may be chance."""


def rhythm(copied_at: Sequence[datetime]) -> timedelta | None:
    """The usual distance of copies, newest first; ``None`` where there are too few to tell."""
    if len(copied_at) < _FEWEST:
        return None
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(copied_at)]
    return timedelta(seconds=median(gaps))


def patience(every: timedelta | None) -> timedelta:
    """How old the last copy may be before it is stale.

    Nobody is asked for more than one a day, and where no rhythm is known one a day is expected.
    """
    return _PATIENCE * max(DAILY, every or DAILY)
