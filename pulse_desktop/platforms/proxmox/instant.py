"""Times as the product writes them: seconds since 1970, or nothing, or nonsense."""

from datetime import UTC, datetime

from pulse_desktop.provider.numbers import Loose, integer

_LAST_S = 253_402_300_799
"""The end of the year 9999. The product says 2^63 - 1 for "never"."""


def instant(seconds: Loose) -> datetime | None:
    """Aware UTC; ``None`` for 0, what is before 1970, and what no calendar has."""
    found = integer(seconds)
    if found is None or not 0 < found <= _LAST_S:
        return None
    return datetime.fromtimestamp(found, UTC)
