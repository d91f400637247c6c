"""Points and spans of time as a user writes them on the command line."""

import argparse
import re
from datetime import UTC, datetime, timedelta

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"(\d{1,6})([mhd])")

RANGES = {
    "15m": timedelta(minutes=15),
    "1h": timedelta(hours=1),
    "6h": timedelta(hours=6),
    "12h": timedelta(hours=12),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
    "1y": timedelta(days=365),
    "all": None,
}
"""The ranges that have a name; ``all`` has no beginning."""


def instant(text: str, now: datetime) -> datetime:
    """``2026-01-31T08:00``, with or without a zone (local without), or ``90m``, ``2h``, ``7d`` ago.

    Raises:
        argparse.ArgumentTypeError: It is neither.
    """
    ago = _AGO.fullmatch(text)
    try:
        if ago:
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        sentence = f"{text!r} is no time: give ISO 8601, or an age such as 90m, 2h or 7d"
        raise argparse.ArgumentTypeError(sentence) from error
