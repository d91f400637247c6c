"""Time: aware UTC inside the program, epoch milliseconds on disk, ISO 8601 at the edges."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC ``datetime``. Handed in, so that tests own time."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def utc_now() -> datetime:
    """The present. The only place that asks the operating system for the date."""
    return datetime.now(UTC)


def epoch_ms(at: datetime) -> int:
    """Whole milliseconds since 1970-01-01 UTC, rounded down."""
    return (at - _EPOCH) // _MILLISECOND


def from_epoch_ms(ms: int) -> datetime:
    """The instant ``ms`` milliseconds after 1970-01-01 UTC.

    Raises:
        OverflowError: ``ms`` lies outside the years 1 to 9999.
    """
    return _EPOCH + timedelta(milliseconds=ms)


def iso_utc(at: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and ``Z``: ``2026-01-31T08:00:00.000Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
