"""How long each tier is kept, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365.25)

_BYTES = (4.4, 9.0, 11.3, 12.5)
"""Bytes a reading, a minute, an hour and a day take on disk, measured on noisy signals, pages
included; a reading from 4.1 to 4.6, as rows of so many series fit into pages. Signals that stand
still or move in steps take less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Age at which each tier is pruned; ``None`` keeps it for ever."""

    raw: timedelta
    minute: timedelta
    hour: timedelta
    day: timedelta | None


LIGHT = Keeping(raw=2 * _HOUR, minute=_DAY, hour=_YEAR, day=10 * _YEAR)
STANDARD = Keeping(raw=6 * _HOUR, minute=7 * _DAY, hour=2 * _YEAR, day=None)
DEEP = Keeping(raw=_DAY, minute=30 * _DAY, hour=10 * _YEAR, day=None)

KEEPING: Mapping[str, Keeping] = MappingProxyType(
    {"light": LIGHT, "standard": STANDARD, "deep": DEEP}
)
"""By the preset's name, as the preferences spell it."""


def estimate_bytes(
    keeping: Keeping, series: int, interval_s: float, after: timedelta = _YEAR
) -> int:
    """Size of the database once it has recorded ``series`` for the time ``after``."""
    ages = (keeping.raw, keeping.minute, keeping.hour, keeping.day)
    widths_s = (interval_s, 60.0, 3600.0, 86_400.0)
    return round(
        sum(
            series * _kept(age, after).total_seconds() / width_s * size
            for age, width_s, size in zip(ages, widths_s, _BYTES, strict=True)
        )
    )


def _kept(age: timedelta | None, after: timedelta) -> timedelta:
    return after if age is None else min(age, after)
