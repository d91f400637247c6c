"""The one poll-health record of a connection (P-01): every list, badge and export reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text


@dataclass(frozen=True, slots=True)
class PollError:
    """The last failure, in the user's words."""

    at: datetime
    message: Text
    category: Category


class Outcome(StrEnum):
    """How one poll ended."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One poll, for the strip of the last 60."""

    at: datetime
    outcome: Outcome
    duration_ms: float


class Breaker(StrEnum):
    """Whether a connection that keeps failing is still asked."""

    CLOSED = "closed"
    """It is polled as usual, or backs off for a moment."""

    OPEN = "open"
    """It failed three times or more in a row and is left alone for a while."""

    HALF_OPEN = "half_open"
    """The while is over and one poll is trying it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSummary:
    """Optional reads of one poll that failed the same way."""

    stage: str
    category: str
    message: Text
    occurrences: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What the last good poll found."""

    collected_at: datetime
    counts: Mapping[str, int]
    issues: tuple[IssueSummary, ...] = ()
    """At most three, the most frequent first."""

    issue_count: int = 0
    """Of all reads that failed: the raw total, not the number of summaries."""

    lacking: tuple[Lack, ...] = ()
    """Every permission without which less is seen than there is."""

    @property
    def degraded(self) -> bool:
        """Whether optional reads failed although the base inventory stood."""
        return self.issue_count > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """Schedule, attempts and outcome of polling one connection."""

    interval_s: float
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    consecutive_failures: int = 0
    breaker: Breaker = Breaker.CLOSED
    lacks_secret: bool = False
    """No secret could be had; polling waits for the user instead of asking the keyring again."""

    rejections: int = 0
    """Credentials refused since they last worked; at three polling stops until the user acts."""

    target: str = ""
    """Which session these attempts were of (``Connection.session_key``): another one has not
    been refused."""

    last_error: PollError | None = None
    next_poll_at: datetime | None = None
    """``None`` while polling waits for the user."""

    not_before: datetime | None = None
    """Until when the platform asked to be left alone."""

    attempts: tuple[Attempt, ...] = ()
    observed: Observed | None = None


class ConnectionState(StrEnum):
    """The one word for how a connection stands."""

    WAITING = "waiting"
    LIVE = "live"
    DEGRADED = "degraded"
    FAILED = "failed"
    REJECTED = "rejected"
    NEEDS_SECRET = "needs_secret"  # noqa: S105 - a state's name, not a secret
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """A connection and its record, as published together with the read state."""

    connection: Connection
    record: PollRecord
    state: ConnectionState
