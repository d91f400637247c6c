"""Points and spans of time as a user writes them on the command line."""

import argparse
from datetime import datetime, timedelta

from pulse_desktop.model.instant import parsed

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
    """What ``model.instant`` takes for one: ISO 8601, an age such as ``90m``, a day and a time.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    found = parsed(text, now)
    if found is None:
        sentence = f"{text!r} is no time: give ISO 8601, or an age such as 90m, 2h or 7d"
        raise argparse.ArgumentTypeError(sentence)
    return found
