"""When a connection that keeps failing is left alone, and for how long. Pure."""

from datetime import datetime, timedelta

from pulse_desktop.model.poll import Breaker, PollRecord

TRIPS_AFTER = 3
"""Failures in a row that open it (as Pulse 6 polls)."""

TRIAL_SPACING = timedelta(seconds=30)
"""Once it is half open, one poll in this time is let through."""

_RETRY_S = 5
_LONGEST_S = 300


def breaker_after(failures: int) -> Breaker:
    """Its state after so many failures in a row; a success is none."""
    return Breaker.OPEN if failures >= TRIPS_AFTER else Breaker.CLOSED


def open_for_s(failures: int) -> float:
    """Seconds for which it stays open after so many failures in a row; 0 while it is closed.

    Each trip shifts what the last one left by the number of failures, up to five minutes: 5 s
    shifted by 3 are 40 s, and 40 s shifted by 4 are beyond the limit already.
    """
    interval_s = _RETRY_S
    for count in range(TRIPS_AFTER, failures + 1):
        interval_s = interval_s << count
        if interval_s >= _LONGEST_S:
            return _LONGEST_S
    return interval_s if failures >= TRIPS_AFTER else 0


def lets_through(record: PollRecord, now: datetime) -> bool:
    """Whether a poll may be made that nobody asked of this connection in particular."""
    if record.breaker is Breaker.CLOSED or record.last_attempt_at is None:
        return True
    return abs(now - record.last_attempt_at) >= TRIAL_SPACING
