"""A connection's record is a fold over the outcomes of its polls."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.errors import Category, ProviderError, SecretMissing
from pulse_desktop.model.poll import Breaker, ConnectionState, Outcome, PollRecord
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


def test_at_most_three_summaries_are_kept_the_most_frequent_first_and_all_reads_are_counted():
    """P-06: at most three summarised issues, and the total count."""
    issues = (issue("a"), issue("b"), issue("b"), issue("c"), issue("d"))
    seen = records.observed(replace(GOOD, issues=issues))
    assert [(i.stage, i.occurrences) for i in seen.issues] == [("b", 2), ("a", 1), ("c", 1)]
    assert (seen.issue_count, seen.degraded) == (5, True)


def test_summaries_that_occur_as_often_stand_by_stage_then_category_then_message():
    """P-06."""
    wanted = [("a", "auth", "z"), ("a", "timeout", "b"), ("a", "timeout", "c"), ("b", "auth", "a")]
    issues = [Issue(stage, kind, mark("t", said)) for stage, kind, said in reversed(wanted)]
    found = [(i.stage, i.category, str(i.message)) for i in records.summaries(issues)]
    assert found == wanted


@given(st.lists(st.builds(issue, st.sampled_from("abc"), st.sampled_from(["x", "y"]))))
def test_no_issue_is_lost_in_the_summaries_and_their_order_is_no_matter_of_arrival(issues):
    found = records.summaries(issues)
    assert sum(i.occurrences for i in found) == len(issues)
    assert found == records.summaries(tuple(reversed(issues)))


def test_the_strip_keeps_the_last_sixty_polls():
    record = after(NEW, REFUSED, *[GOOD] * 60)
    assert len(record.attempts) == 60
    assert {attempt.outcome for attempt in record.attempts} == {Outcome.OK}


def test_three_rejections_in_a_row_stop_polling_and_a_success_between_them_does_not():
    """P-08: rejected credentials are not retried into a lock-out."""
    assert records.is_stopped(after(NEW, REJECTED, REJECTED, REJECTED))
    assert not records.is_stopped(after(NEW, REJECTED, REJECTED, GOOD, REJECTED))
    assert not records.is_stopped(records.forgiven(after(NEW, REJECTED, REJECTED, REJECTED)))


def test_a_timeout_between_two_rejections_does_not_make_the_credentials_any_better():
    """P-08."""
    assert records.is_stopped(after(NEW, REJECTED, REJECTED, REFUSED, REJECTED))


def test_only_a_refused_sign_in_counts_as_a_rejection():
    """P-08: not being allowed something is none, and what was never sent is none."""
    forbidden = ProviderError(Category.FORBIDDEN, mark("t", "no"))
    assert after(NEW, forbidden, forbidden, forbidden).rejections == 0
    assert after(NEW, SecretMissing(mark("t", "locked"))).rejections == 0


def test_three_failures_in_a_row_open_the_breaker_and_a_success_closes_it():
    assert after(NEW, REFUSED, REFUSED).breaker is Breaker.CLOSED
    opened = after(NEW, REFUSED, REFUSED, REFUSED)
    assert (opened.breaker, records.begun(opened).breaker) == (Breaker.OPEN, Breaker.HALF_OPEN)
    assert after(records.begun(opened), REFUSED).breaker is Breaker.OPEN
    assert after(records.begun(opened), GOOD).breaker is Breaker.CLOSED


def test_beginning_a_poll_of_a_healthy_connection_changes_nothing():
    assert records.begun(NEW) is NEW


def test_a_pause_that_was_asked_for_stands_in_the_record_until_the_next_answer():
    slow = ProviderError(Category.RATE_LIMITED, mark("t", "slower"), retry_after_s=60)
    assert after(NEW, slow).not_before == SPAN.ended_at + timedelta(seconds=60)
    assert after(NEW, slow, REFUSED).not_before is None
    assert after(NEW, slow, GOOD).not_before is None


def test_a_good_manual_test_ends_the_error_but_observes_nothing():
    """P-02: testing a saved connection updates its record."""
    record = records.tested(after(NEW, *[REFUSED] * 3), NOON, None)
    assert (record.last_error, record.observed, record.last_success_at) == (None, None, None)
    assert (record.consecutive_failures, record.breaker) == (0, Breaker.CLOSED)


def test_a_bad_manual_test_counts_as_a_failure_and_is_no_poll():
    """P-02: also for failures; what was observed stays."""
    good = after(NEW, GOOD)
    record = records.tested(good, NOON, REJECTED)
    assert (record.consecutive_failures, record.rejections) == (1, 1)
    assert (record.last_error.category, record.last_attempt_at) == (Category.AUTH, NOON)
    assert (record.observed, record.attempts) == (good.observed, good.attempts)


def test_an_edited_target_has_no_failures_but_its_last_error_stays_on_show():
    """P-03: until the first answer of the new one."""
    record = records.retargeted(after(NEW, *[REJECTED] * 3))
    assert (record.consecutive_failures, record.rejections) == (0, 0)
    assert record.breaker is Breaker.CLOSED
    assert record.last_error.category is Category.AUTH


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


def test_an_error_that_cannot_be_written_is_put_right():
    """P-01: a test tells of one as well as a poll, and the record is kept on disk."""
    said = ProviderError(Category.SERVER, mark("t", "{reason}").given(reason="no \udcff"))
    assert str(after(NEW, said).last_error.message) == "no \ufffd"
    assert str(records.tested(NEW, NOON, said).last_error.message) == "no \ufffd"
