"""How far back another time lies, and what it is called. Pure: no Qt, no numpy."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.model.saved_chart import Against, Comparison
from pulse_desktop.model.text import Text, mark

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400
_DAYS = {Against.DAY: 1, Against.WEEK: 7}

_BEFORE_DAYS = mark("Comparing", "−{n} d")
_BEFORE_HOURS = mark("Comparing", "−{hours} h {minutes} min")
_AFTER_DAYS = mark("Comparing", "+{n} d")
_AFTER_HOURS = mark("Comparing", "+{hours} h {minutes} min")


def shift_s(comparison: Comparison, window: tuple[float, float]) -> float | None:
    """Seconds to add to what was then, so that it lies under ``window``; ``None`` for nothing.

    A day before is the same time of day by the local clock, also where that was set between.
    A pinned instant lies under the middle of the window.
    """
    days = _DAYS.get(comparison.against)
    if days is not None:
        return window[1] - _days_before(window[1], days)
    if comparison.against is Against.PINNED and comparison.pinned_s is not None:
        return (window[0] + window[1]) / 2 - comparison.pinned_s
    return None


def then(window: tuple[float, float], shift: float) -> tuple[float, float]:
    """The window that is compared with; nothing was before 1970."""
    return max(0.0, window[0] - shift), max(0.0, window[1] - shift)


def distance(comparison: Comparison, shift: float) -> Text:
    """How far back it lies: ``−7 d``, ``−2 h 5 min``."""
    days = _DAYS.get(comparison.against)
    if days is not None:
        return _BEFORE_DAYS.given(n=days)
    whole = abs(round(shift))
    if whole >= _DAY_S:
        text = _BEFORE_DAYS if shift >= 0 else _AFTER_DAYS
        return text.given(n=f"{whole / _DAY_S:.1f}".removesuffix(".0"))
    text = _BEFORE_HOURS if shift >= 0 else _AFTER_HOURS
    return text.given(hours=whole // _HOUR_S, minutes=whole % _HOUR_S // _MINUTE_S)


def _days_before(at_s: float, days: int) -> float:
    """The same time of day by the local clock."""
    local = datetime.fromtimestamp(at_s, UTC).astimezone().replace(tzinfo=None)
    return (local - timedelta(days=days)).timestamp()
