"""When to poll next. Pure: a rule, its numbers, and nothing else."""

from dataclasses import dataclass

FIRST_BACKOFF_S = 5.0
MAX_BACKOFF_S = 300.0
JITTER = 0.2
"""Initial delay, ceiling and jitter of a failing connection (as Pulse 6 polls)."""

MAX_REJECTIONS = 3
"""Credentials refused so often in a row are not tried again unasked (P-08)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the next wait depends on."""

    interval_s: float
    consecutive_failures: int
    retry_after_s: float | None


def next_wait_s(standing: Standing, spread: float) -> float:
    """Seconds until the next poll. ``spread`` in [-1, 1] places it within the jitter.

    A platform that asked for a pause gets it; the ceiling counts after the jitter.
    """
    if standing.consecutive_failures == 0:
        return standing.interval_s
    doublings = min(standing.consecutive_failures - 1, 16)
    delay = FIRST_BACKOFF_S * (1 << doublings) * (1 + JITTER * spread)
    return max(min(delay, MAX_BACKOFF_S), standing.retry_after_s or 0.0)
