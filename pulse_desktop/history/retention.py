"""How long each tier is kept, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365.25)

RAW_BYTES = 4.1
ROLLED_BYTES = 7.0
"""Bytes a reading and a bucket take on disk, measured on noisy signals, pages included."""


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
    raw = _kept(keeping.raw, after).total_seconds() / interval_s * RAW_BYTES
    buckets = sum(
        _kept(age, after) / width
        for age, width in (
            (keeping.minute, timedelta(minutes=1)),
            (keeping.hour, _HOUR),
            (keeping.day, _DAY),
        )
    )
    return round(series * (raw + buckets * ROLLED_BYTES))


def _kept(age: timedelta | None, after: timedelta) -> timedelta:
    return after if age is None else min(age, after)
