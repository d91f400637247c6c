"""Figures of a curve: every sample counts once, and a gap counts nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.workspace.statistics import NO_FIGURES, figures, percentile

values = st.lists(st.floats(0, 1e9, width=32), min_size=1, max_size=40)


def test_nothing_recorded_has_no_figures(line):
    assert figures(line()) == NO_FIGURES
    assert figures(line(None, None)) == NO_FIGURES


def test_the_extremes_are_those_of_the_samples_not_of_the_means(line):
    found = figures(line(2.0, 4.0, spread=0.5))
    assert (found.low, found.high) == (1.5, 4.5)


def test_a_bucket_weighs_what_it_holds(line):
    assert figures(line(1.0, 5.0, count=[3, 1])).mean == 2.0


def test_a_gap_counts_nothing_and_the_newest_is_before_it(line):
    found = figures(line(1.0, None, 3.0, None))
    assert (found.mean, found.now) == (2.0, 3.0)


def test_a_bucket_that_says_no_count_has_one_sample(line):
    assert figures(line(1.0, 3.0, count=[np.nan, 0])).mean == 2.0


@given(values, st.integers(1, 5))
def test_a_percentile_is_that_of_each_value_repeated_by_its_weight(given_values, weight):
    value = np.array(given_values)
    repeated = np.repeat(value, weight)
    once = percentile(value, np.full(len(value), float(weight)), 0.95)
    assert once == percentile(repeated, np.ones(len(repeated)), 0.95)


@given(values)
def test_the_figures_are_in_order(line, given_values):
    found = figures(line(*given_values))
    slack = 1e-6 * max(1.0, found.high)
    assert found.low <= found.mean + slack
    assert found.mean <= found.high + slack
    assert found.low <= found.p95 <= found.high


@pytest.mark.parametrize(("share", "expected"), [(0.5, 1.0), (0.95, 2.0)])
def test_weights_move_a_percentile(share, expected):
    assert percentile(np.array([2.0, 1.0]), np.array([1.0, 9.0]), share) == expected
