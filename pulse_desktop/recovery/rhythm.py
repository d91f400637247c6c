"""How often something is copied, and how old its last copy may be."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

DAILY = timedelta(days=1)
_PATIENCE = 1.5
"""A copy may be half a rhythm late: 36 h where one is made every night."""

_LONGEST = timedelta(days=366)
"""What is copied more rarely is as good as not copied by any rhythm."""

_FEWEST = 3
"""Copies that a rhythm can be told from: one distance alone may be chance."""


def rhythm(copied_at: Sequence[datetime]) -> timedelta | None:
    """The median distance of copies, newest first; ``None`` where there are too few to tell.

    Copies of one instant are one: a sync to another store keeps the time of what it copies.
    """
    moments = tuple(dict.fromkeys(copied_at))
    if len(moments) < _FEWEST:
        return None
    gaps = sorted(later - earlier for later, earlier in pairwise(moments))
    return gaps[len(gaps) // 2]


def patience(every: timedelta | None) -> timedelta:
    """How old the last copy may be before it is stale.

    Nobody is asked for more than one a day, and where no rhythm is known one a day is expected.
    """
    return _PATIENCE * min(_LONGEST, max(DAILY, every or DAILY))
