"""One quantity of all rows over time."""

import numpy as np
import pytest

from pulse_desktop.ui.strip.crowd import crowd
from pulse_desktop.ui.strip.plan import Headline
from pulse_desktop.ui.strip.track import Frame, News, track

NAN = float("nan")
WIDTH_S = 10.0


def recorded(*rows, first=100):
    """A track of these rows, each a list of values by instant."""
    values = np.array(rows, np.float32).T
    return track(Frame(first, len(values), WIDTH_S), Headline.MEDIAN, [values])


def news(*readings):
    place, value, at_s = zip(*readings, strict=True)
    return News(np.array(place), np.array(value, np.float32), np.array(at_s, np.float64))


def test_parts_are_added_up_where_either_was_measured():
    frame = Frame(0, 3, WIDTH_S)
    read, written = np.array([[1], [NAN], [NAN]]), np.array([[2], [3], [NAN]])
    parts = [read.astype(np.float32), written.astype(np.float32)]
    made = track(frame, Headline.TOTAL, parts)
    assert made.values[:2, 0].tolist() == [3, 3]


def test_a_row_read_less_often_than_there_are_instants_keeps_its_value_meanwhile():
    made = recorded([1, NAN, 2, NAN, 3, NAN, 4])
    assert made.values[:, 0].tolist() == [1, 1, 2, 2, 3, 3, 4]


def test_missed_readings_leave_a_gap():
    """H-12: a gap is not bridged."""
    made = recorded([1, 2, 3, NAN, NAN, NAN, NAN, NAN, 4, 5])
    assert np.isnan(made.values[3:8, 0]).all()


def test_a_newer_reading_is_the_value_of_its_bucket():
    made = recorded([1, 2, NAN]).with_news(news((0, 7.0, 1023.0)))
    assert made.values[:, 0].tolist() == [1, 2, 7]


def test_two_readings_in_one_bucket_make_its_mean():
    made = recorded([1, 2, NAN]).with_news(news((0, 6.0, 1021.0)))
    assert made.with_news(news((0, 8.0, 1026.0))).values[2, 0] == 7.0


def test_what_was_read_before_is_not_read_again():
    made = recorded([1, 2, NAN]).with_news(news((0, 6.0, 1021.0)))
    assert made.with_news(news((0, 9.0, 1021.0))) is made


def test_a_reading_from_before_the_window_or_after_it_is_left_out():
    made = recorded([1, 2, NAN])
    assert made.with_news(news((0, 9.0, 10.0))) is made
    assert made.with_news(news((0, 9.0, 9999.0))) is made


def test_a_live_window_goes_on_with_time_and_holds_the_newest_reading_for_a_while():
    made = recorded([1, 2, 3, 4, 5, 6])
    moved = made.moved_to(made.frame.moved_to(1091.0))
    assert moved.values[:4, 0].tolist() == [5, 6, 6, 6]
    assert np.isnan(moved.values[4:, 0]).all()


def test_an_older_track_stays_true_while_a_newer_one_is_made():
    made = recorded([1, 2, NAN])
    made.with_news(news((0, 7.0, 1023.0)))
    assert np.isnan(made.values[2, 0]) or made.values[2, 0] == 2.0


@pytest.mark.parametrize("steps", [1, 3, 40])
def test_what_is_counted_step_by_step_is_what_is_counted_at_once(steps):
    random = np.random.RandomState(steps)
    made = recorded(*random.rand(7, 12))
    for step in range(steps):
        made = made.moved_to(made.frame.moved_to(1110.0 + 4 * step))
        made = made.with_news(news((step % 7, random.rand(), 1110.0 + 4 * step)))
    whole = crowd(made.values, Headline.MEDIAN)
    np.testing.assert_array_equal(made.crowd.middle, whole.middle)
    np.testing.assert_array_equal(made.crowd.high, whole.high)


def test_a_clock_set_back_does_not_take_the_window_back():
    frame = Frame(100, 3, WIDTH_S)
    assert frame.moved_to(5.0) == frame
