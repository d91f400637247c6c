"""A connection that keeps failing is left alone for a while."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.poll import Breaker, PollRecord
from pulse_desktop.monitoring.breaker import breaker_after, lets_through, open_for_s
from simulators.scripted import NOON, later

FAILED = PollRecord(interval_s=10, last_attempt_at=NOON, breaker=Breaker.OPEN)


@pytest.mark.parametrize(
    ("failures", "open_s"), [(0, 0), (2, 0), (3, 40), (4, 300), (5, 300), (10**5, 300)]
)
def test_the_third_failure_opens_it_for_forty_seconds_and_further_ones_for_five_minutes(
    failures, open_s
):
    """P-08: a failing connection backs off."""
    assert open_for_s(failures) == open_s


@given(st.integers(0, 10_000))
def test_it_is_open_exactly_while_it_makes_a_connection_wait(failures):
    assert (breaker_after(failures) is Breaker.OPEN) == (open_for_s(failures) > 0)


@pytest.mark.parametrize(("after_s", "is_let_through"), [(0, False), (29, False), (30, True)])
@pytest.mark.parametrize("breaker", [Breaker.OPEN, Breaker.HALF_OPEN])
def test_one_poll_in_thirty_seconds_gets_past_it(breaker, after_s, is_let_through):
    record = replace(FAILED, breaker=breaker)
    assert lets_through(record, later(after_s)) is is_let_through


def test_a_clock_that_was_set_back_does_not_shut_it_for_hours():
    assert lets_through(FAILED, later(-3600))


def test_a_closed_one_lets_everything_through():
    assert lets_through(replace(FAILED, breaker=Breaker.CLOSED), NOON)


def test_what_was_never_tried_is_let_through():
    assert lets_through(replace(FAILED, last_attempt_at=None), NOON)
