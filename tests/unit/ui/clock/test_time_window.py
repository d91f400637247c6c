"""The stretch of time that is looked at: ranges, zooms and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.clock.time_window import (
    SHORTEST_S,
    Present,
    Range,
    Stretch,
    TimeWindow,
)

NOON = 1_777_377_600.0
HOUR = 3600.0
NOW = Present(NOON, NOON - 90 * 24 * HOUR)
DAY = TimeWindow()

steps = st.sampled_from(("shift back", "shift on", "in", "out", "zoom", "back", "live", "hour"))


def taken(window, step):
    shown = window.stretch(NOW)
    return {
        "shift back": lambda: window.shifted(-1, NOW),
        "shift on": lambda: window.shifted(1, NOW),
        "in": lambda: window.scaled(0.5, NOW),
        "out": lambda: window.scaled(2.0, NOW),
        "zoom": lambda: window.zoomed(shown.middle_s, shown.end_s),
        "back": window.back,
        "live": window.live,
        "hour": lambda: window.ranged(Range.HOUR),
    }[step]()


@pytest.mark.parametrize("chosen", [one for one in Range if one is not Range.ALL])
def test_a_range_ends_now(chosen):
    window = DAY.ranged(chosen)
    assert window.stretch(NOW) == Stretch(NOON - chosen.length_s, NOON)
    assert window.range is chosen


def test_all_begins_with_the_first_reading():
    assert DAY.ranged(Range.ALL).stretch(NOW) == Stretch(NOW.since_s, NOON)


def test_all_of_nothing_is_a_short_window():
    assert DAY.ranged(Range.ALL).stretch(Present(NOON, None)).length_s == SHORTEST_S


def test_a_zoom_is_left_step_by_step():
    once = DAY.zoomed(NOON - 4 * HOUR, NOON - 2 * HOUR)
    twice = once.zoomed(NOON - 3 * HOUR, NOON - 2.5 * HOUR)
    assert twice.stretch(NOW) == Stretch(NOON - 3 * HOUR, NOON - 2.5 * HOUR)
    assert twice.back() == once
    assert twice.back().back() == DAY
    assert DAY.back() == DAY


def test_a_span_may_be_drawn_from_right_to_left():
    assert DAY.zoomed(NOON, NOON - HOUR).stretch(NOW) == Stretch(NOON - HOUR, NOON)


def test_the_deepest_zoom_still_leads_back_to_where_it_began():
    window = DAY
    for step in range(60):
        window = window.zoomed(NOON - HOUR - step, NOON - step)
    assert window.outer[0] == DAY
    assert window.live() == DAY
    while window.outer:
        window = window.back()
    assert window == DAY


def test_a_zoom_to_what_is_shown_leads_nowhere():
    once = DAY.zoomed(NOON - HOUR, NOON)
    assert once.zoomed(NOON - HOUR, NOON) == once


def test_back_to_live_takes_the_range_from_before_the_zoom():
    assert DAY.zoomed(NOON - HOUR, NOON - 0.5 * HOUR).shifted(-1, NOW).live() == DAY


def test_a_shift_moves_by_half_a_window():
    earlier = DAY.shifted(-1, NOW)
    assert earlier.stretch(NOW) == Stretch(NOON - 36 * HOUR, NOON - 12 * HOUR)
    assert not earlier.is_live


def test_a_shift_to_the_present_goes_on_with_time():
    assert DAY.shifted(-1, NOW).shifted(1, NOW) == DAY
    assert DAY.shifted(1, NOW) == DAY


def test_a_live_window_stays_live_when_it_is_scaled():
    assert DAY.scaled(0.5, NOW).stretch(NOW) == Stretch(NOON - 12 * HOUR, NOON)


def test_a_fixed_window_is_scaled_around_its_middle():
    window = DAY.fixed_to(NOON - 6 * HOUR, NOON - 2 * HOUR)
    assert window.scaled(0.5, NOW).stretch(NOW) == Stretch(NOON - 5 * HOUR, NOON - 3 * HOUR)


@given(st.lists(steps, max_size=40))
def test_whatever_is_pressed_a_window_has_a_length_and_is_not_in_the_future(pressed):
    window = DAY
    for step in pressed:
        window = taken(window, step)
        shown = window.stretch(NOW)
        assert 0 <= shown.start_s < shown.end_s <= NOON + SHORTEST_S
        assert shown.length_s >= SHORTEST_S * 0.999
