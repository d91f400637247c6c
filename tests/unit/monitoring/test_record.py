"""A connection's record is a fold over the outcomes of its polls."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import Category, ProviderError, SecretMissing
from pulse_desktop.model.poll import ConnectionState, Outcome, PollRecord
from pulse_desktop.model.snapshot import Issue
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import record as records
from pulse_desktop.monitoring.record import Span
from simulators.scripted import NOON, connection, observation, snapshot

NEW = PollRecord(interval_s=10)
SPAN = Span(NOON, timedelta(milliseconds=120))
GOOD = snapshot(observation("web"), counts={"vms": 1})
REFUSED = ProviderError(Category.REFUSED, mark("t", "closed"))
REJECTED = ProviderError(Category.AUTH, mark("t", "no"))


def issue(stage="storage", message="no answer"):
    return Issue(stage, "timeout", mark("t", message))


def after(record, *outcomes):
    for outcome in outcomes:
        if isinstance(outcome, ProviderError):
            record = records.failed(record, SPAN, outcome)
        else:
            record = records.succeeded(record, SPAN, outcome)
    return record


def test_a_good_poll_ends_the_error_and_keeps_what_was_found():
    """P-01: one record with schedule, outcome and counts."""
    record = after(NEW, REFUSED, GOOD)
    assert (record.consecutive_failures, record.last_error) == (0, None)
    assert dict(record.observed.counts) == {"vms": 1}


def test_a_failed_poll_keeps_the_counts_observed_so_far():
    """P-06: a failure leaves the base standing."""
    record = after(NEW, GOOD, REFUSED)
    assert dict(record.observed.counts) == {"vms": 1}
    assert (record.last_error.category, record.consecutive_failures) == (Category.REFUSED, 1)


def test_at_most_three_issues_are_kept_the_most_frequent_first_and_all_are_counted():
    """P-06: at most three summarised issues, and the total count."""
    issues = (issue("a"), issue("b"), issue("b"), issue("c"), issue("d"))
    seen = records.observed(replace(GOOD, issues=issues))
    assert [i.stage for i in seen.issues] == ["b", "a", "c"]
    assert (seen.issue_count, seen.degraded) == (5, True)


def test_the_strip_keeps_the_last_sixty_polls():
    record = after(NEW, REFUSED, *[GOOD] * 60)
    assert len(record.attempts) == 60
    assert {attempt.outcome for attempt in record.attempts} == {Outcome.OK}


def test_three_rejections_in_a_row_stop_polling_and_a_success_between_them_does_not():
    """P-08: rejected credentials are not retried into a lock-out."""
    assert records.is_stopped(after(NEW, REJECTED, REJECTED, REJECTED))
    assert not records.is_stopped(after(NEW, REJECTED, REJECTED, GOOD, REJECTED))
    assert not records.is_stopped(records.forgiven(after(NEW, REJECTED, REJECTED, REJECTED)))


def test_a_good_manual_test_ends_the_error_but_observes_nothing():
    """P-02: testing a saved connection updates its record."""
    record = records.tested(after(NEW, REFUSED), NOON, None)
    assert (record.last_error, record.observed, record.last_success_at) == (None, None, None)


def test_a_bad_manual_test_counts_as_a_failure():
    """P-02: also for failures."""
    record = records.tested(after(NEW, GOOD), NOON, REFUSED)
    assert (record.consecutive_failures, record.last_error.category) == (1, Category.REFUSED)


@pytest.mark.parametrize(
    ("enabled", "outcomes", "state"),
    [
        (True, [], ConnectionState.WAITING),
        (True, [GOOD], ConnectionState.LIVE),
        (True, [replace(GOOD, issues=(issue(),))], ConnectionState.DEGRADED),
        (True, [GOOD, REFUSED], ConnectionState.FAILED),
        (True, [REJECTED] * 3, ConnectionState.REJECTED),
        (True, [SecretMissing(mark("t", "locked"))], ConnectionState.NEEDS_SECRET),
        (False, [GOOD, REFUSED], ConnectionState.PAUSED),
    ],
)
def test_one_word_says_how_a_connection_stands(enabled, outcomes, state):
    """P-04: every list and badge reads this record; P-06: degraded, not healthy."""
    assert records.state_of(connection(enabled=enabled), after(NEW, *outcomes)) is state
