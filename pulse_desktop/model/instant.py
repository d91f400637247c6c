"""Points in time as people type them. English and ISO 8601; what has no zone is local time."""

import re
from datetime import UTC, date, datetime, time, timedelta

_AGE = re.compile(r"(\d{1,6})\s*(m|min|minutes?|h|hours?|d|days?)(?:\s+ago)?", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_BEFORE = {"today": 0, "yesterday": 1}
_WEEK = 7


def parsed(text: str, now: datetime) -> datetime | None:
    """The instant in UTC; ``None`` where ``text`` is none.

    ``2026-01-31T08:00`` and ``2026-01-31 08:00`` with or without a zone, an age such as ``90m``
    or ``2 h ago``, a time of day, and a day with one: ``yesterday 21:40``, ``tue 9:05``. A time
    of day alone, and a day of the week, mean the last one there was.
    """
    words = " ".join(text.split())
    try:
        return _age(words, now) or _day_and_time(words, now) or _iso(words)
    except (ValueError, OverflowError):
        return None


def _age(words: str, now: datetime) -> datetime | None:
    found = _AGE.fullmatch(words)
    if found is None:
        return None
    return now - timedelta(**{_UNITS[found[2][0].lower()]: int(found[1])})


def _day_and_time(words: str, now: datetime) -> datetime | None:
    """Raises ``ValueError`` for a time that no clock shows."""
    day, _, clock = words.rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return None
    at, today = time(int(found[1]), int(found[2])), now.astimezone().date()
    if not day:
        instant = _local(today, at)
        return instant if instant <= now else _local(today - timedelta(days=1), at)
    before = _days_before(day.casefold(), today)
    if before is None:
        return None
    instant = _local(today - timedelta(days=before), at)
    is_coming = instant > now and day.casefold() not in _DAYS_BEFORE
    return _local(today - timedelta(days=_WEEK), at) if is_coming else instant


def _days_before(day: str, today: date) -> int | None:
    if day in _DAYS_BEFORE:
        return _DAYS_BEFORE[day]
    name = day[:3]
    if name not in _WEEKDAYS or not day.isalpha():
        return None
    return (today.weekday() - _WEEKDAYS.index(name)) % _WEEK


def _iso(words: str) -> datetime:
    """Raises ``ValueError`` for anything else."""
    return datetime.fromisoformat(words).astimezone(UTC)


def _local(day: date, at: time) -> datetime:
    return datetime.combine(day, at).astimezone(UTC)
