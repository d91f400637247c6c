"""The figures of a past instant."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.history.moment import figures, stored_keys

MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.fixture
def start(start_s):
    return datetime.fromtimestamp(start_s, UTC)


@pytest.fixture
def counting(diary, start):
    """By series, value and seconds after the start of what counts so many seconds after it."""

    def at(seconds, *keys, interval=10):
        moment = start + timedelta(seconds=seconds)
        asked = keys or tuple(stored_keys(diary.handle))
        found = figures(diary.handle, diary.memory.held(), asked, moment, interval)
        return {
            key: (figure.measurement.value, (figure.at - start).total_seconds())
            for key, figure in found.items()
        }

    return at


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


def test_an_average_says_that_it_is_one(diary, start, web):
    for at in range(0, DAY, 60):
        diary.record(at, {web: 1})
    diary.tend(20 * DAY)
    moment = start + timedelta(hours=2)
    (figure,) = figures(diary.handle, diary.memory.held(), (web,), moment, 60).values()
    assert str(figure.measurement.origin) == "Average of that hour"


def test_without_a_file_memory_answers(diary, start, web):
    diary.record(0, {web: 0.5})
    found = figures(None, diary.memory.held(), (web,), start + timedelta(seconds=5), 10)
    assert found[web].measurement.value == 0.5
