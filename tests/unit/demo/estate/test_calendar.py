"""When something that returns happens within a span."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.demo.estate.calendar import beginnings, every
from pulse_desktop.demo.story import Recurring

FIRST = datetime(2026, 1, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
NIGHTLY = Recurring(FIRST, DAY, timedelta(minutes=40))


def test_a_span_has_what_begins_in_it():
    found = list(beginnings(NIGHTLY, FIRST + DAY / 2, FIRST + 3 * DAY))
    assert found == [FIRST + DAY, FIRST + 2 * DAY]


def test_the_start_of_a_span_belongs_to_it_and_its_end_does_not():
    assert list(beginnings(NIGHTLY, FIRST + DAY, FIRST + 2 * DAY)) == [FIRST + DAY]


def test_nothing_begins_before_the_first_time():
    assert list(every(FIRST, DAY, FIRST - 9 * DAY, FIRST + DAY)) == [FIRST]


def test_an_empty_span_has_nothing():
    assert list(every(FIRST, DAY, FIRST, FIRST)) == []
