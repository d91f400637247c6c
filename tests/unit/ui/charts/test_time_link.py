"""What is done on charts changes the window of time, and never leads beyond now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.charts.time_link import panned, scaled
from pulse_desktop.ui.clock.time_window import (
    LONGEST_S,
    SHORTEST_S,
    Present,
    Range,
    Stretch,
    TimeWindow,
)

HOUR, DAY = 3600.0, 86_400.0
NOW_S = 1.77e9
PRESENT = Present(NOW_S, NOW_S - 100 * DAY)
LIVE = TimeWindow()
PAST = TimeWindow(fixed=Stretch(NOW_S - 3 * DAY, NOW_S - 2 * DAY))

windows = st.sampled_from([LIVE, PAST, PAST.zoomed(NOW_S - 2.6 * DAY, NOW_S - 2.5 * DAY)])


def moved(window, by_s):
    return panned(window, window.stretch(PRESENT), by_s, NOW_S)


def sized(window, at_s, factor):
    return scaled(window, window.stretch(PRESENT), at_s, factor, NOW_S)


def test_a_window_that_is_moved_back_stands_still():
    assert moved(LIVE, -HOUR).fixed == Stretch(NOW_S - DAY - HOUR, NOW_S - HOUR)


def test_a_live_window_cannot_be_moved_on():
    assert moved(LIVE, HOUR) == LIVE


def test_a_window_that_is_moved_up_to_now_goes_on_with_time():
    assert moved(PAST, 5 * DAY).range is Range.DAY


def test_a_window_keeps_its_way_back_while_it_is_moved():
    deep = PAST.zoomed(NOW_S - 2.6 * DAY, NOW_S - 2.5 * DAY)
    assert moved(deep, -HOUR).back() == PAST


def test_an_instant_stays_where_it_is_while_the_window_shrinks():
    shown = sized(PAST, NOW_S - 2.75 * DAY, 0.5).fixed
    assert shown.start_s == pytest.approx(NOW_S - 2.875 * DAY)
    assert shown.length_s == pytest.approx(DAY / 2)


def test_a_live_window_that_grows_goes_on_with_time():
    assert sized(LIVE, NOW_S - HOUR, 7.0).range is Range.WEEK


def test_a_window_is_never_shorter_than_the_shortest():
    shortest = TimeWindow(SHORTEST_S)
    assert sized(shortest, NOW_S - 30, 0.5) == shortest


@given(windows, st.floats(-400 * DAY, 400 * DAY))
def test_a_moved_window_is_as_long_and_ends_by_now(window, by_s):
    shown = moved(window, by_s).stretch(PRESENT)
    assert shown.length_s == pytest.approx(window.stretch(PRESENT).length_s, abs=1e-2)
    assert shown.end_s <= NOW_S + 1e-6


@given(windows, st.floats(0.0, 1.0), st.floats(0.01, 100.0))
def test_a_sized_window_is_of_an_allowed_length_and_ends_by_now(window, share, factor):
    before = window.stretch(PRESENT)
    shown = sized(window, before.start_s + share * before.length_s, factor).stretch(PRESENT)
    assert SHORTEST_S - 1e-3 <= shown.length_s <= LONGEST_S + 1e-3
    assert shown.end_s <= NOW_S + 1e-6
