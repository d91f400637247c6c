"""From daily maxima to an outlook. Pure: no Qt, no clock."""

import numpy as np
import numpy.typing as npt

from pulse_desktop.ui.growth.trend import FEWEST_DAYS, WINDOW_DAYS, Outlook, Trend

Figures = npt.NDArray[np.float64]

_STABLE_SHARE = 0.005
"""Of a store's size: what it may change in a month and still stand still."""


def outlook(used: Figures, total: float | None) -> Outlook:
    """What ``used`` says: bytes, the most of each day, one day after another, NaN for none.

    The pace is the median of the slopes between all pairs of days (Theil 1950, Sen 1968): a day
    of unusual use, or the day a disk was emptied, moves it little.
    """
    day = np.flatnonzero(~np.isnan(used))
    if len(day) < FEWEST_DAYS:
        return Outlook(days=len(day), trend=Trend.SHORT)
    known = used[day]
    slow, pace, fast = np.percentile(_slopes(day.astype(np.float64), known), (25, 50, 75))
    trend = _trend(pace, fast, total if total is not None else float(known.max()))
    days, margin = None, None
    if trend is Trend.GROWING and total is not None:
        left = max(0.0, total - float(known[-1]))
        days = left / float(pace)
        margin = (left / slow - left / fast) / 2 if slow > 0 else None
    return Outlook(
        days=len(day),
        trend=trend,
        growth_bytes=float(known[-1] - known[0]),
        full_in_days=days,
        margin_days=None if margin is None else float(margin),
    )


def _slopes(day: Figures, used: Figures) -> Figures:
    """Bytes a day between each two days."""
    first, second = np.triu_indices(len(day), 1)
    slopes: Figures = (used[second] - used[first]) / (day[second] - day[first])
    return slopes


def _trend(pace: float, fast: float, size: float) -> Trend:
    """A store empties only where most of the slopes say so: about room one is not hopeful."""
    is_doubtful = pace <= 0 <= fast
    if is_doubtful or abs(pace) * WINDOW_DAYS < _STABLE_SHARE * size:
        return Trend.STABLE
    return Trend.GROWING if pace > 0 else Trend.SHRINKING
