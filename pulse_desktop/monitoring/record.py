"""How one poll changes a connection's record. Pure, so that a record is a fold over outcomes."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError, SecretMissing
from pulse_desktop.model.poll import (
    Attempt,
    ConnectionState,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.snapshot import Issue, Snapshot
from pulse_desktop.monitoring.backoff import MAX_REJECTIONS

ATTEMPTS_KEPT = 60
ISSUES_SHOWN = 3
"""P-06: at most three summarised issues, and the total count."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a poll began and how long it took."""

    began_at: datetime
    duration: timedelta

    @property
    def ended_at(self) -> datetime:
        """When the answer was in."""
        return self.began_at + self.duration


def succeeded(record: PollRecord, span: Span, snapshot: Snapshot) -> PollRecord:
    """The record after a poll that brought a snapshot."""
    outcome = Outcome.DEGRADED if snapshot.issues else Outcome.OK
    return replace(
        record,
        last_attempt_at=span.began_at,
        last_success_at=span.ended_at,
        consecutive_failures=0,
        rejections=0,
        lacks_secret=False,
        last_error=None,
        attempts=_with_attempt(record, span, outcome),
        observed=observed(snapshot),
    )


def failed(record: PollRecord, span: Span, error: ProviderError) -> PollRecord:
    """The record after a poll that failed. What was observed before stays (P-06)."""
    rejected = error.category is Category.AUTH
    return replace(
        record,
        last_attempt_at=span.began_at,
        consecutive_failures=record.consecutive_failures + 1,
        rejections=record.rejections + 1 if rejected else 0,
        lacks_secret=isinstance(error, SecretMissing),
        last_error=PollError(span.ended_at, error.message, error.category),
        attempts=_with_attempt(record, span, Outcome.FAILED),
    )


def tested(record: PollRecord, at: datetime, error: ProviderError | None) -> PollRecord:
    """The record after the user tested the saved connection as it is (P-02).

    A good test ends the error but observes nothing; a bad one counts like a failed poll.
    """
    if error is None:
        record = replace(record, last_error=None, consecutive_failures=0)
        return forgiven(record)
    rejected = error.category is Category.AUTH
    return replace(
        record,
        last_attempt_at=at,
        consecutive_failures=record.consecutive_failures + 1,
        rejections=record.rejections + 1 if rejected else 0,
        last_error=PollError(at, error.message, error.category),
    )


def forgiven(record: PollRecord) -> PollRecord:
    """The record after the user asked for another try."""
    return replace(record, rejections=0, lacks_secret=False)


def observed(snapshot: Snapshot) -> Observed:
    """Counts and summarised issues of one snapshot, the most frequent issue first."""
    tally = Counter((i.stage, i.category, str(i.message)) for i in snapshot.issues)
    order = sorted(tally, key=lambda key: (-tally[key], key))
    first = {(i.stage, i.category, str(i.message)): i for i in reversed(snapshot.issues)}
    return Observed(
        collected_at=snapshot.collected_at,
        counts=dict(snapshot.counts),
        issues=tuple(first[key] for key in order[:ISSUES_SHOWN]),
        issue_count=len(snapshot.issues),
    )


def is_stopped(record: PollRecord) -> bool:
    """Whether polling waits for the user: credentials were refused, or there are none."""
    return record.lacks_secret or record.rejections >= MAX_REJECTIONS


def state_of(connection: Connection, record: PollRecord) -> ConnectionState:
    """The one word for how the connection stands (P-04: every list and badge shows this)."""
    if not connection.enabled:
        return ConnectionState.PAUSED
    if record.last_error is not None or is_stopped(record):
        return _trouble(record)
    if record.last_success_at is None:
        return ConnectionState.WAITING
    if record.observed is not None and record.observed.degraded:
        return ConnectionState.DEGRADED
    return ConnectionState.LIVE


def _trouble(record: PollRecord) -> ConnectionState:
    if record.lacks_secret:
        return ConnectionState.NEEDS_SECRET
    return ConnectionState.REJECTED if is_stopped(record) else ConnectionState.FAILED


def degradation(record: PollRecord) -> tuple[tuple[str, str, str], ...]:
    """What a degradation consists of, to log it when it starts, changes or ends (P-07)."""
    issues: tuple[Issue, ...] = record.observed.issues if record.observed else ()
    return tuple((issue.stage, issue.category, str(issue.message)) for issue in issues)


def _with_attempt(record: PollRecord, span: Span, outcome: Outcome) -> tuple[Attempt, ...]:
    attempt = Attempt(span.began_at, outcome, span.duration.total_seconds() * 1000)
    return (*record.attempts, attempt)[-ATTEMPTS_KEPT:]
