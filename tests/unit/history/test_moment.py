"""The figures of a past instant."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.history.moment import figures, stored_series
from pulse_desktop.history.retention import DEEP
from pulse_desktop.model.series import SeriesKey

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3600, 86_400


def answered(diary, seconds, interval):
    """By series, value and seconds after the start of what counts so many seconds after it."""
    moment = START + timedelta(seconds=seconds)
    stored = stored_series(diary.handle)
    found = figures(diary.handle, diary.memory.held(), stored, moment, interval)
    return {
        SeriesKey(target, metric): (figure.measurement.value, (figure.at - START).total_seconds())
        for target, metrics in found.items()
        for metric, figure in metrics.items()
    }


@pytest.fixture
def counting(diary):
    """What counts so many seconds after the start."""
    return lambda seconds, interval=10: answered(diary, seconds, interval)


def test_the_newest_reading_counts(diary, counting, web, mail):
    for at in range(0, 10 * MINUTE, 10):
        diary.record(at, {web: at, mail: 2 * at})
    assert counting(305) == {web: (300, 300), mail: (600, 300)}
    assert counting(300) == {web: (300, 300), mail: (600, 300)}


def test_a_reading_counts_until_a_chart_would_show_a_gap(diary, counting, web):
    """H-12."""
    for at in (0, 10, 20, 30, 200, 210, 220):
        diary.record(at, {web: at})
    assert counting(55) == {web: (30, 30)}
    assert counting(56) == {}
    assert counting(199) == {}


def test_nothing_counts_before_the_first_reading(diary, counting, web):
    diary.record(100, {web: 1})
    assert counting(99) == {}


def test_where_nothing_was_recorded_nothing_counts(counting):
    assert counting(0) == {}


def test_a_series_whose_name_was_lost_counts_nowhere(diary, counting, web, mail):
    """As a recovery leaves one, to give its number to no other."""
    diary.record(0, {web: 1, mail: 2})
    diary.handle.execute("UPDATE series SET family = '', target = '', metric = 'lost' WHERE id = 2")
    assert counting(0) == {web: (1, 0)}


def test_a_slow_connection_has_more_patience(diary, counting, web):
    for at in range(0, 2 * HOUR, 900):
        diary.record(at, {web: at})
    assert counting(4500 + 890, interval=900) == {web: (4500, 4500)}


def test_the_disk_answers_as_memory_does(diary, counting, web, mail):
    for at in range(0, HOUR, 10):
        diary.record(at, {web: at, mail: -at})
    remembered = counting(1234)
    diary.reopen()
    assert counting(1234) == remembered == {web: (1230, 1230), mail: (-1230, 1230)}


@pytest.mark.parametrize(
    ("later", "width"), [(DAY, MINUTE), (20 * DAY, HOUR), (3 * 365 * DAY, DAY)]
)
def test_what_is_pruned_is_told_by_the_bucket_it_is_in(diary, counting, web, later, width):
    """H-11: the average of the minute, the hour or the day that the instant lies in."""
    for at in range(0, 2 * DAY, 300):
        diary.record(at, {web: 1})
    diary.record(later, {web: 9})
    diary.tend(later)
    diary.reopen()
    instant = DAY + 2 * HOUR + 150
    value, read_at = counting(instant, interval=300)[web]
    assert value == 1
    assert instant - 300 - width < read_at <= instant


def test_an_average_says_that_it_is_one(diary, web):
    for at in range(0, DAY, 60):
        diary.record(at, {web: 1})
    diary.tend(20 * DAY)
    moment = START + timedelta(hours=2)
    stored = stored_series(diary.handle)
    found = figures(diary.handle, diary.memory.held(), stored, moment, 60)
    figure = found[web.target][web.metric]
    assert str(figure.measurement.origin) == "Average of that hour"


@settings(max_examples=25)
@given(st.lists(st.integers(5, 400), min_size=1, max_size=30), st.integers(0, 6000), st.booleans())
def test_what_counts_is_the_newest_reading_sealed_or_not(
    temporary_diary, key, steps, instant, is_sealed
):
    """H-11: the value that every chart has at that instant."""
    moments, web = list(accumulate(steps)), key("web")
    with temporary_diary() as diary:
        for at in moments:
            diary.record(at, {web: at})
        diary.tend(moments[-1] + 5 * HOUR * is_sealed, DEEP)
        diary.reopen()
        found = answered(diary, instant, 100)
    if found:
        value, read_at = found[web]
        assert value == read_at == max(at for at in moments if at <= instant)
    assert found or instant not in moments
