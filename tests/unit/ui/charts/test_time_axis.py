"""The time axis: labels at round local times, that never touch."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.charts.spelling import TimeSpelling
from pulse_desktop.ui.charts.time_axis import OVERHANG_PX, time_ticks

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, DAY = 3600.0, 86_400.0
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Santiago",
    "Asia/Beirut",
    "Pacific/Apia",
)


def width(text):
    return 7.0 * len(text)


def at(*parts, zone=BERLIN):
    return datetime(*parts, tzinfo=zone).timestamp()


def ticks(start_s, length_s, width_px=800.0, zone=BERLIN):
    return time_ticks((start_s, start_s + length_s), width_px, width, TimeSpelling(zone=zone))


def texts(*arguments, **keywords):
    return [tick.text for tick in ticks(*arguments, **keywords)]


def test_a_day_has_full_hours_and_names_the_day_that_begins():
    assert texts(at(2026, 5, 4, 22, 15), DAY, 500.0) == [
        "5 May" if hour == 0 else f"{hour:02d}:00" for hour in (0, 3, 6, 9, 12, 15, 18, 21)
    ]


def test_a_quarter_of_an_hour_has_even_minutes():
    assert texts(at(2026, 5, 5, 21, 15, 20), 900, 400.0) == [
        "21:16",
        "21:18",
        "21:20",
        "21:22",
        "21:24",
        "21:26",
        "21:28",
        "21:30",
    ]


def test_a_minute_has_seconds():
    assert texts(at(2026, 5, 5, 21, 15), 60, 600.0)[:2] == ["21:15:10", "21:15:20"]


def test_a_quarter_of_a_year_has_mondays():
    shown = ticks(at(2026, 2, 4), 90 * DAY)
    assert {datetime.fromtimestamp(one.at, BERLIN).weekday() for one in shown} == {0}
    assert {datetime.fromtimestamp(one.at, BERLIN).hour for one in shown} == {0}


def test_a_year_has_months_and_names_the_year_that_begins():
    shown = texts(at(2026, 5, 5), 365 * DAY)
    assert shown[:2] == ["Jun", "Jul"]
    assert "2027" in shown


def test_decades_have_years():
    assert texts(at(2001, 6, 1), 25 * 365 * DAY)[0] == "2002"


def test_what_begins_a_day_is_told_from_the_hours():
    majors = [tick.text for tick in ticks(at(2026, 5, 4, 12), 2 * DAY) if tick.is_major]
    assert majors == ["5 May", "6 May"]


def test_midnights_stay_midnights_when_clocks_change():
    shown = ticks(at(2026, 3, 25, 12), 7 * DAY)
    local = [datetime.fromtimestamp(one.at, BERLIN) for one in shown]
    assert [(one.day, one.hour) for one in local] == [
        (day, 0) for day in (26, 27, 28, 29, 30, 31, 1)
    ]


def test_an_hour_that_clocks_skip_has_no_tick():
    shown = texts(at(2026, 3, 28, 23, 30), 7 * HOUR, 500.0)
    assert shown == ["29 Mar", "01:00", "03:00", "04:00", "05:00", "06:00", "07:00"]


def test_an_hour_that_clocks_show_twice_has_two_ticks():
    shown = ticks(at(2026, 10, 24, 23, 30), 6 * HOUR, 400.0)
    assert [one.text for one in shown] == ["25 Oct", "01:00", "02:00", "02:00", "03:00", "04:00"]
    assert {round(b.at - a.at) for a, b in pairwise(shown)} == {3600}


def test_where_clocks_skip_half_an_hour_full_hours_stay_full():
    island = ZoneInfo("Australia/Lord_Howe")
    shown = texts(at(2026, 10, 3, 23, 30, zone=island), 6 * HOUR, 400.0, zone=island)
    assert shown == ["4 Oct", "01:00", "03:00", "04:00", "05:00"]


def test_a_day_whose_midnight_is_skipped_begins_with_its_first_hour():
    santiago = ZoneInfo("America/Santiago")
    start_s = at(2026, 9, 5, 18, zone=santiago)
    shown = texts(start_s, 12 * HOUR, zone=santiago)
    assert "00:00" not in shown
    assert "6 Sep" in shown


@pytest.mark.parametrize(("length_s", "width_px"), [(0.0, 500.0), (DAY, 0.0), (-1.0, 500.0)])
def test_nothing_has_no_ticks(length_s, width_px):
    assert ticks(at(2026, 5, 5), length_s, width_px) == ()


@given(
    start=st.datetimes(datetime(1985, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001
    length_s=st.floats(60.0, 100 * 365 * DAY),
    width_px=st.floats(20.0, 3000.0),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
def test_ticks_lie_inside_in_order_and_their_labels_never_touch(start, length_s, width_px, zone):
    start_s = start.replace(tzinfo=zone).timestamp()
    shown = ticks(start_s, length_s, width_px, zone)
    middles = [(one.at - start_s) / length_s * width_px for one in shown]
    ends = [
        (x - width(t.text) / 2, x + width(t.text) / 2) for x, t in zip(middles, shown, strict=True)
    ]
    assert all(start_s <= one.at <= start_s + length_s for one in shown)
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert all(one[0] >= -OVERHANG_PX and one[1] <= width_px + OVERHANG_PX for one in ends)


@given(
    start=st.datetimes(datetime(1985, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001
    days=st.integers(1, 400),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
def test_days_begin_with_their_first_instant_whatever_clocks_do(start, days, zone):
    start_s = start.replace(tzinfo=zone).timestamp()
    shown = ticks(start_s, days * DAY, zone=zone)
    named = [one.at for one in shown if ":" not in one.text]
    for at_s in named:
        today = datetime.fromtimestamp(at_s, zone).date()
        before = datetime.fromtimestamp(at_s - 1, zone).date()
        assert today - before >= timedelta(days=1)


@given(width_px=st.floats(200.0, 2000.0), length_s=st.floats(900.0, 40 * 365 * DAY))
def test_an_axis_that_has_room_is_never_bare(width_px, length_s):
    assert len(ticks(at(2026, 5, 5, 3, 7), length_s, width_px)) >= 1
