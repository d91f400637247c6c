"""How windows of time are put into words."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.ui.clock.time_window import Present, Range, Stretch, TimeWindow
from pulse_desktop.ui.clock.wording import at, breadcrumb, length, stretch, title
from pulse_desktop.ui.formatting import Formats

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC).timestamp()
NOW = Present(NOON, None)
FORMATS = Formats(
    date=lambda moment: moment.strftime("%d %b"),
    time=lambda moment: moment.strftime("%H:%M"),
    moment=lambda moment: moment.strftime("%d %b %H:%M"),
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (1200, "20 min"),
        (5400, "1 h 30 min"),
        (86400, "24 h"),
        (36 * 3600, "36 h"),
        (48 * 3600, "48 h"),
        (51 * 3600, "2 d 3 h"),
        (10 * 86400 + 60, "10 d"),
    ],
)
def test_a_length_is_told_in_one_or_two_units(seconds, words):
    assert length(seconds, FORMATS) == words


def test_a_stretch_of_today_is_told_by_the_clock():
    assert stretch(Stretch(NOON - 5400, NOON - 3600), NOW, FORMATS) == "10:30–11:00"


def test_a_stretch_of_another_day_names_the_day():
    start = NOON - 2 * 86400
    assert stretch(Stretch(start - 1800, start), NOW, FORMATS) == "06 May 11:30–12:00"


def test_a_stretch_of_several_days_names_both():
    words = stretch(Stretch(NOON - 86400, NOON), NOW, FORMATS)
    assert words == "07 May 12:00 – 08 May 12:00"


def test_an_offered_range_has_its_name_and_any_other_its_length():
    assert title(TimeWindow().ranged(Range.WEEK), NOW, FORMATS) == "7 d"
    assert title(TimeWindow().scaled(1.5, NOW), NOW, FORMATS) == "36 h"


def test_a_zoom_says_where_it_came_from():
    once = TimeWindow().zoomed(NOON - 5400, NOON - 4200)
    assert breadcrumb(once, NOW, FORMATS) == "24 h › 10:30–10:50"
    twice = once.zoomed(NOON - 5100, NOON - 4500)
    assert breadcrumb(twice, NOW, FORMATS) == "24 h › … › 10:35–10:45"


def test_a_zoom_into_a_fixed_stretch_says_how_long_that_was():
    fixed = TimeWindow().fixed_to(NOON - 30 * 3600, NOON - 3600)
    zoomed = fixed.zoomed(NOON - 5400, NOON - 4200)
    assert breadcrumb(zoomed, NOW, FORMATS) == "29 h › 10:30–10:50"


def test_a_range_is_recognised_though_instants_are_rounded():
    odd = Present(1_764_023_456.789, None)
    assert TimeWindow().scaled(2, odd).scaled(0.5, odd).range is Range.DAY
    assert TimeWindow().shifted(-1, odd).live().range is Range.DAY


def test_an_instant_beyond_any_calendar_is_told_as_the_last_one():
    assert at(1e12).year == 9990
