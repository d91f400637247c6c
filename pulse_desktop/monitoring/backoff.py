"""When to poll next. Pure: a rule, its numbers, and nothing else.

Three rules bear on a failing connection, and the one that waits longest wins, so that it is
never asked more often than any of them allows:

- backoff: 5 s, doubled with each further failure, a fifth more or less, five minutes at most;
- breaker: from the third failure on 40 s, then five minutes (``breaker.open_for_s``);
- the pause that the platform asked for, an hour at most.

Together about 5, 10, 40, 300, 300, … seconds. It is tried for ever: nothing is given up.
"""

from dataclasses import dataclass

from pulse_desktop.monitoring.breaker import open_for_s

FIRST_BACKOFF_S = 5.0
MAX_BACKOFF_S = 300.0
JITTER = 0.2
"""Initial delay, ceiling and jitter of a failing connection (as Pulse 6 polls)."""

MAX_PAUSE_S = 3600.0
"""A platform that asks for more has its clock or its mind wrong: it is asked again then."""

MAX_REJECTIONS = 3
"""Credentials refused so often in a row are not tried again unasked (P-08)."""

_MOST_DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """What the next wait depends on."""

    interval_s: float
    consecutive_failures: int
    retry_after_s: float | None


def next_wait_s(standing: Standing, spread: float) -> float:
    """Seconds until the next poll. ``spread`` in [-1, 1] places it within the jitter."""
    failures = standing.consecutive_failures
    if failures == 0:
        return standing.interval_s
    return max(
        backoff_s(failures - 1, spread),
        open_for_s(failures),
        pause_s(standing.retry_after_s),
    )


def backoff_s(attempt: int, spread: float) -> float:
    """Seconds after the failure number ``attempt``, counted from 0. The ceiling comes last."""
    doublings = min(max(attempt, 0), _MOST_DOUBLINGS)
    delay = FIRST_BACKOFF_S * (1 << doublings) * (1 + JITTER * spread)
    return min(delay, MAX_BACKOFF_S)


def pause_s(asked_s: float | None) -> float:
    """The pause that a platform gets; 0 when it asked for none, or for nonsense."""
    return min(asked_s, MAX_PAUSE_S) if asked_s is not None and asked_s > 0 else 0.0
