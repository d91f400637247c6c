"""Counters to rates: first readings, restarts, clocks that stand still, hostile values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.provider.rates import Rates


@pytest.fixture
def rates():
    return Rates()


def test_a_first_reading_has_no_rate(rates):
    assert rates.rate("rx", 1000, 0.0) is None


def test_a_rate_is_growth_per_second(rates):
    rates.rate("rx", 1000, 0.0)
    assert rates.rate("rx", 3000, 10.0) == 200.0


def test_a_restarted_counter_is_zero_once_and_then_counts_from_its_new_base(rates):
    rates.rate("rx", 3000, 0.0)
    assert rates.rate("rx", 100, 10.0) == 0.0
    assert rates.rate("rx", 600, 20.0) == 50.0


@pytest.mark.parametrize("end", [2**32, 2**64])
def test_a_counter_that_ran_over_its_end_goes_on_growing(rates, end):
    rates.rate("rx", end - 5 * 2**13, 0.0)
    rates.rate("rx", end - 3 * 2**13, 10.0)
    assert rates.rate("rx", 2**12, 20.0) == pytest.approx(3.5 * 2**13 / 10, rel=0.2)


def test_a_large_counter_that_was_restarted_did_not_run_over_its_end(rates):
    rates.rate("rx", 3_000_000_000, 0.0)
    rates.rate("rx", 3_000_001_000, 10.0)
    assert rates.rate("rx", 100, 20.0) == 0.0


def test_a_clock_that_did_not_move_on_gives_no_rate_and_keeps_the_base(rates):
    rates.rate("rx", 1000, 10.0)
    assert rates.rate("rx", 9000, 10.0) is None
    assert rates.rate("rx", 9000, 5.0) is None
    assert rates.rate("rx", 2000, 20.0) == 100.0


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -1, 10**400])
def test_a_value_that_is_no_count_gives_no_rate_and_keeps_the_base(rates, value):
    rates.rate("rx", 1000, 0.0)
    assert rates.rate("rx", value, 5.0) is None
    assert rates.rate("rx", 2000, 10.0) == 100.0


def test_counters_are_told_apart_by_their_key(rates):
    rates.rate(("web", "rx"), 0, 0.0)
    assert rates.rate(("web", "tx"), 50, 10.0) is None


def test_a_counter_that_was_forgotten_starts_anew(rates):
    rates.rate("rx", 0, 0.0)
    rates.rate("tx", 0, 0.0)
    rates.keep_only({"tx"})
    assert rates.rate("rx", 100, 10.0) is None
    assert rates.rate("tx", 100, 10.0) == 10.0


@given(st.lists(st.tuples(st.floats() | st.integers(), st.floats(0, 1e9)), max_size=20))
def test_no_sequence_of_readings_gives_a_negative_rate(readings):
    rates = Rates()
    found = [rates.rate("x", value, at_s) for value, at_s in readings]
    assert all(one is None or one >= 0 for one in found)
