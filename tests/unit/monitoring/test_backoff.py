"""When the next poll is due."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.monitoring.backoff import MAX_BACKOFF_S, Standing, next_wait_s


@pytest.mark.parametrize(
    ("failures", "spread", "expected_s"),
    [(0, 1, 10), (1, 0, 5), (2, 0, 10), (3, 0, 20), (1, 1, 6), (1, -1, 4), (50, 1, 300)],
)
def test_failures_double_the_wait_up_to_five_minutes(failures, spread, expected_s):
    """P-08: a failing connection backs off; 5 s, doubled, within a fifth either way."""
    assert next_wait_s(Standing(10, failures, None), spread) == expected_s


def test_a_platform_that_asks_for_a_pause_gets_it():
    assert next_wait_s(Standing(10, 1, 45.0), 0) == 45


@given(st.integers(1, 10_000), st.floats(-1, 1))
def test_no_wait_exceeds_the_ceiling(failures, spread):
    assert 0 < next_wait_s(Standing(10, failures, None), spread) <= MAX_BACKOFF_S
