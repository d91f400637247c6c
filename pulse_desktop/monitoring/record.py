"""How one poll changes a connection's record. Pure, so that a record is a fold over outcomes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError, SecretMissing
from pulse_desktop.model.poll import (
    Attempt,
    Breaker,
    ConnectionState,
    IssueSummary,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.snapshot import Issue, Snapshot
from pulse_desktop.model.text import Text
from pulse_desktop.monitoring.backoff import MAX_REJECTIONS, pause_s
from pulse_desktop.monitoring.breaker import breaker_after
from pulse_desktop.monitoring.hygiene import clean

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


def begun(record: PollRecord) -> PollRecord:
    """The record while a poll is under way: an open breaker lets this one through."""
    is_trial = record.breaker is Breaker.OPEN
    return replace(record, breaker=Breaker.HALF_OPEN) if is_trial else record


def succeeded(record: PollRecord, span: Span, snapshot: Snapshot) -> PollRecord:
    """The record after a poll that brought a snapshot."""
    outcome = Outcome.DEGRADED if snapshot.issues else Outcome.OK
    return replace(
        _recovered(record),
        last_attempt_at=span.began_at,
        last_success_at=span.ended_at,
        attempts=_with_attempt(record, span, outcome),
        observed=observed(snapshot),
    )


def failed(record: PollRecord, span: Span, error: ProviderError) -> PollRecord:
    """The record after a poll that failed. What was observed before stays (P-06)."""
    return replace(
        _failing(record, span.ended_at, error),
        last_attempt_at=span.began_at,
        attempts=_with_attempt(record, span, Outcome.FAILED),
    )


def tested(record: PollRecord, at: datetime, error: ProviderError | None) -> PollRecord:
    """The record after the user tested the saved connection as it is (P-02).

    A good test ends the error but observes nothing; a bad one counts like a failed poll.
    """
    if error is None:
        return _recovered(record)
    return replace(_failing(record, at, error), last_attempt_at=at)


def once_more(record: PollRecord) -> PollRecord:
    """The record after the user asked for another try: one, as three may lock the account."""
    return replace(
        record, rejections=min(record.rejections, MAX_REJECTIONS - 1), lacks_secret=False
    )


def forgiven(record: PollRecord) -> PollRecord:
    """The record after an edit: what was refused is no longer what will be sent."""
    return replace(record, rejections=0, lacks_secret=False)


def retargeted(record: PollRecord) -> PollRecord:
    """The record after an edit of how the target is reached.

    Its failures were another target's; the last error stays on show until the first answer.
    """
    fresh = replace(record, consecutive_failures=0, breaker=Breaker.CLOSED, not_before=None)
    return forgiven(fresh)


def observed(snapshot: Snapshot) -> Observed:
    """Counts and summarised issues of one snapshot."""
    return Observed(
        collected_at=snapshot.collected_at,
        counts=dict(snapshot.counts),
        issues=summaries(snapshot.issues)[:ISSUES_SHOWN],
        issue_count=len(snapshot.issues),
        lacking=snapshot.lacking,
    )


def summaries(issues: Iterable[Issue]) -> tuple[IssueSummary, ...]:
    """One for each stage, category and message: the most frequent first, then by these words."""
    tally: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], Issue] = {}
    for issue in issues:
        key = (issue.stage, str(issue.category), str(issue.message))
        tally[key] += 1
        first.setdefault(key, issue)
    order = sorted(tally, key=lambda key: (-tally[key], key))
    return tuple(
        IssueSummary(stage=key[0], category=key[1], message=first[key].message, occurrences=n)
        for key in order
        for n in (tally[key],)
    )


def is_rejected(record: PollRecord) -> bool:
    """Whether credentials were refused so often that another try may lock the account (P-08)."""
    return record.rejections >= MAX_REJECTIONS


def is_stopped(record: PollRecord) -> bool:
    """Whether polling waits for the user: credentials were refused, or there are none."""
    return record.lacks_secret or is_rejected(record)


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
    return ConnectionState.REJECTED if is_rejected(record) else ConnectionState.FAILED


def gaps(issues: Iterable[Issue]) -> frozenset[tuple[object, ...]]:
    """What a degradation consists of, to log it when it starts, changes or ends (P-07).

    Numbers in a sentence, such as how long something took, make it no other sentence.
    """
    return frozenset(
        (
            issue.stage,
            issue.category,
            issue.message.template,
            *(
                value
                for value in issue.message.parameters.values()
                if isinstance(value, str | Text)
            ),
        )
        for issue in issues
    )


def _recovered(record: PollRecord) -> PollRecord:
    fresh = replace(record, consecutive_failures=0, breaker=Breaker.CLOSED, last_error=None)
    return forgiven(replace(fresh, not_before=None))


def _failing(record: PollRecord, at: datetime, error: ProviderError) -> PollRecord:
    """``record`` with one failure more.

    A rejection is a refusal of the credentials that were sent. A failure of another kind in
    between says nothing about them, so it does not end the row.
    """
    failures = record.consecutive_failures + 1
    lacks_secret = isinstance(error, SecretMissing)
    is_rejection = error.category is Category.AUTH and not lacks_secret
    pause = pause_s(error.retry_after_s)
    return replace(
        record,
        consecutive_failures=failures,
        breaker=breaker_after(failures),
        rejections=record.rejections + is_rejection,
        lacks_secret=lacks_secret,
        last_error=PollError(at, clean(error.message), error.category),
        not_before=at + timedelta(seconds=pause) if pause else None,
    )


def _with_attempt(record: PollRecord, span: Span, outcome: Outcome) -> tuple[Attempt, ...]:
    attempt = Attempt(span.began_at, outcome, span.duration.total_seconds() * 1000)
    return (*record.attempts, attempt)[-ATTEMPTS_KEPT:]
