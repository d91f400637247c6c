"""Time: aware UTC inside, whole milliseconds on disk, ISO 8601 outside."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.clock import epoch_ms, from_epoch_ms, iso_utc, utc_now

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_the_present_is_aware_and_in_utc():
    assert utc_now().utcoffset() == timedelta(0)


def test_milliseconds_are_rounded_down_also_before_1970():
    assert epoch_ms(datetime(1970, 1, 1, 0, 0, 0, 1999, tzinfo=UTC)) == 1
    assert epoch_ms(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1


@given(st.integers(-(10**13), 10**14))
def test_milliseconds_survive_the_way_there_and_back(ms):
    assert epoch_ms(from_epoch_ms(ms)) == ms


def test_an_instant_beyond_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        from_epoch_ms(10**18)


def test_outside_the_program_an_instant_is_utc_with_milliseconds_whatever_its_zone():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert iso_utc(elsewhere) == "2026-05-01T12:00:00.000Z"
