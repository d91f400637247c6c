"""What a card says of many values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.strip.crowd import crowd, said
from pulse_desktop.ui.strip.plan import Headline

NAN = float("nan")
values = st.lists(st.one_of(st.just(NAN), st.floats(0, 1e9, width=32)), min_size=1, max_size=30)


def one(*figures, headline=Headline.MEDIAN):
    return crowd(np.array([figures], np.float32), headline)


@given(values)
def test_the_edges_are_the_quantiles_of_what_was_measured(figures):
    found, known = one(*figures), [f for f in figures if not np.isnan(f)]
    if not known:
        assert np.isnan([found.low[0], found.middle[0], found.high[0]]).all()
        return
    wanted = np.quantile(np.array(known, np.float64), [0.1, 0.5, 0.9])
    assert [found.low[0], found.middle[0], found.high[0]] == pytest.approx(wanted, rel=1e-5)


@given(values)
def test_the_median_lies_between_the_edges(figures):
    found = one(*figures)
    assert np.isnan(found.middle[0]) or found.low[0] <= found.middle[0] <= found.high[0]


def test_the_headline_of_rates_is_their_sum():
    assert one(1.0, NAN, 3.0, headline=Headline.TOTAL).headline[0] == 4.0


def test_the_headline_of_free_room_is_the_least():
    assert one(5.0, NAN, 3.0, headline=Headline.LEAST).headline[0] == 3.0


@pytest.mark.parametrize("headline", Headline)
def test_of_nothing_there_is_no_headline_rather_than_nought(headline):
    assert np.isnan(one(NAN, NAN, headline=headline).headline[0])
    assert said(np.array([NAN], np.float32), headline) is None
    assert said(np.array([], np.float32), headline) is None


def test_a_later_crowd_follows_without_what_left_the_window():
    first = crowd(np.array([[1], [2], [3]], np.float32), Headline.MEDIAN)
    later = crowd(np.array([[4]], np.float32), Headline.MEDIAN)
    assert first.followed_by(later, dropped=1, kept=2).middle.tolist() == [2, 3, 4]
