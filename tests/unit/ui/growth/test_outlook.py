"""When a store will be full, from a month of its daily maxima."""

from dataclasses import replace

import numpy as np
import pytest

from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.growth.outlook import outlook
from pulse_desktop.ui.growth.trend import Outlook, Trend
from pulse_desktop.ui.growth.wording import explained, full_in, growth

GB, TB = 10**9, 10**12
FORMATS = Formats()


def growing(per_day, days=30, start=TB):
    return start + per_day * np.arange(days, dtype=np.float64)


def said(used, total=2 * TB):
    return full_in(outlook(np.asarray(used, np.float64), total), FORMATS)


def test_a_store_that_grows_evenly_is_full_when_its_room_is_used_up():
    """1 TB used and 29 days of 10 GB leave 710 GB."""
    found = outlook(growing(10 * GB), 2 * TB)
    assert (found.trend, found.days) == (Trend.GROWING, 30)
    assert found.full_in_days == pytest.approx(71)
    assert found.margin_days == pytest.approx(0, abs=1e-9)
    assert said(growing(10 * GB)) == "71 d ±0"


def test_one_day_of_unusual_use_moves_nothing():
    used = growing(10 * GB)
    used[12] += 700 * GB
    assert outlook(used, 2 * TB).full_in_days == pytest.approx(71, abs=1)


def test_days_without_readings_are_no_days_of_zero():
    used = growing(10 * GB)
    used[5:15] = np.nan
    found = outlook(used, 2 * TB)
    assert (found.days, found.full_in_days) == (20, pytest.approx(71))


def test_fewer_than_seven_days_say_nothing_of_those_to_come():
    assert said([TB, 2 * TB, 3 * TB, *[np.nan] * 20]) == "not enough history (3 of 7 d)"
    assert said(growing(10 * GB, 6)) == "not enough history (6 of 7 d)"
    assert said(growing(10 * GB, 7)) != "not enough history (7 of 7 d)"


def test_what_hardly_changes_is_stable_and_what_empties_shrinks():
    assert said([TB] * 30) == "stable"
    assert said(growing(0.1 * GB)) == "stable"
    assert said(growing(-10 * GB)) == "shrinking"


def test_what_lasts_more_than_a_year_is_not_counted_in_days():
    assert said(growing(2 * GB), 4 * TB) == "> 1 y"


def test_a_store_whose_size_nobody_tells_grows_all_the_same():
    assert said(growing(10 * GB), None) == "growing"


def test_a_store_that_is_full_already_is_full_in_no_day():
    assert outlook(growing(10 * GB), TB).full_in_days == 0


def test_paces_that_differ_widen_the_margin():
    rng = np.random.default_rng(4)
    found = outlook(growing(10 * GB) + rng.normal(0, 40 * GB, 30), 2 * TB)
    assert found.margin_days is None or found.margin_days > 1


def test_a_slow_quarter_that_shrinks_gives_no_margin():
    """A store of which most is cleared again and again: some paces lead nowhere."""
    swings = np.random.default_rng(4).normal(0, 400 * GB, 30)
    found = outlook(growing(10 * GB) + swings, 8 * TB)
    assert (found.trend, found.margin_days) == (Trend.GROWING, None)


def test_a_store_whose_paces_lead_both_ways_is_not_said_to_empty():
    swings = np.random.default_rng(4).normal(0, 400 * GB, 30)
    assert outlook(growing(-10 * GB, start=4 * TB) + swings, 8 * TB).trend is Trend.STABLE


def test_a_day_is_only_about_where_paces_lead_both_ways():
    found = Outlook(days=30, trend=Trend.GROWING, full_in_days=12.6)
    assert full_in(found, FORMATS) == "about 13 d"
    assert full_in(replace(found, margin_days=14.0), FORMATS) == "about 13 d"
    assert full_in(replace(found, margin_days=3.0), FORMATS) == "13 d ±3"


def test_growth_has_a_sign():
    assert growth(outlook(growing(10 * GB), 2 * TB), FORMATS) == "+270 GB"
    assert growth(outlook(growing(-10 * GB), 2 * TB), FORMATS) == "−270 GB"
    assert growth(outlook(np.full(9, TB), 2 * TB), FORMATS) == "0"


def test_what_was_not_read_is_not_known():
    assert (growth(None, FORMATS), full_in(None, FORMATS)) == (MISSING, MISSING)
    short = Outlook(days=2, trend=Trend.SHORT)
    assert growth(short, FORMATS) == MISSING
    assert explained(short, FORMATS) == "not enough history (2 of 7 d)"


def test_the_tooltip_says_what_it_was_made_from():
    found = outlook(growing(10 * GB), 2 * TB)
    assert explained(found, FORMATS) == "71 d ±0: +270 GB over 30 recorded days"
