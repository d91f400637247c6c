"""When the next poll is due."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.monitoring.backoff import (
    FIRST_BACKOFF_S,
    JITTER,
    MAX_BACKOFF_S,
    MAX_PAUSE_S,
    Standing,
    backoff_s,
    next_wait_s,
    pause_s,
)
from pulse_desktop.monitoring.breaker import open_for_s

FAILURES = st.integers(1, 10_000)
SPREAD = st.floats(-1, 1)
PAUSE = st.none() | st.floats()


@pytest.mark.parametrize(
    ("failures", "spread", "expected_s"),
    [
        (0, 1, 10),
        (1, 0, 5),
        (1, 1, 6),
        (1, -1, 4),
        (2, 0, 10),
        (3, 1, 40),
        (4, -1, 300),
        (50, 1, 300),
    ],
)
def test_a_failing_connection_waits_as_long_as_the_longest_rule_says(failures, spread, expected_s):
    """P-08: backoff for two failures, and from the third on the breaker, which waits longer."""
    assert next_wait_s(Standing(10, failures, None), spread) == expected_s


@pytest.mark.parametrize(
    ("attempt", "expected_s"), [(-1, 5), (0, 5), (1, 10), (2, 20), (5, 160), (6, 300), (10**6, 300)]
)
def test_backoff_doubles_from_five_seconds_to_five_minutes(attempt, expected_s):
    assert backoff_s(attempt, 0) == expected_s


@given(st.integers(0, 10_000), SPREAD)
def test_jitter_is_a_fifth_either_way_and_the_ceiling_comes_after_it(attempt, spread):
    middle = FIRST_BACKOFF_S * 2 ** min(attempt, 16)
    assert backoff_s(attempt, spread) == pytest.approx(
        min(middle * (1 + JITTER * spread), MAX_BACKOFF_S)
    )


@given(FAILURES, SPREAD, PAUSE)
def test_no_rule_is_outrun_by_another(failures, spread, pause):
    """P-08: never more often than backoff, breaker or platform allow."""
    wait_s = next_wait_s(Standing(10, failures, pause), spread)
    rules = backoff_s(failures - 1, spread), open_for_s(failures), pause_s(pause)
    assert wait_s == max(rules)


@given(FAILURES, SPREAD, PAUSE)
def test_a_connection_is_tried_for_ever(failures, spread, pause):
    """P-08: it recovers whenever the platform does; there are no dead letters."""
    wait_s = next_wait_s(Standing(10, failures, pause), spread)
    assert 0 < wait_s <= max(MAX_BACKOFF_S, MAX_PAUSE_S)


@given(st.integers(0, 100), st.floats(0.1, 3600))
def test_a_longer_row_of_failures_never_waits_less(failures, interval_s):
    first, then = (Standing(interval_s, failures + n, None) for n in (1, 2))
    assert next_wait_s(first, 0) <= next_wait_s(then, 0)


@pytest.mark.parametrize(
    ("asked_s", "given_s"),
    [(None, 0), (45.0, 45), (-1.0, 0), (0.0, 0), (math.nan, 0), (math.inf, 3600), (1e300, 3600)],
)
def test_a_platform_that_asks_for_a_pause_gets_it_within_reason(asked_s, given_s):
    """P-11: what it asks for may be nonsense."""
    assert pause_s(asked_s) == given_s
