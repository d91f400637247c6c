"""How values are written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.metric import Metric
from pulse_desktop.settings.preferences import ByteUnit, Preferences, RateUnit, TemperatureUnit
from pulse_desktop.ui.formatting import MISSING, Formats

NOW = datetime(2026, 5, 8, 14, 3, tzinfo=UTC)
FORMATS = Formats()
EXPONENTS = {"B": 0, "KB": 1, "MB": 2, "GB": 3, "TB": 4, "PB": 5, "EB": 6}


@pytest.mark.parametrize("metric", list(Metric))
def test_what_was_not_measured_is_a_dash_and_never_zero(metric):
    assert FORMATS.value(metric, None) == MISSING


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.0, "0 %"),
        (0.001, "<1 %"),
        (0.0049, "<1 %"),
        (0.117, "12 %"),
        (1.0, "100 %"),
        (2.5, "250 %"),
    ],
)
def test_ratios_are_whole_per_cent_and_a_little_is_not_nothing(ratio, text):
    assert FORMATS.percent(ratio) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.00 KB"),
        (10 * 1024, "10.0 KB"),
        (1024**2 - 1, "1.00 MB"),
        (105 * 1024**2, "105 MB"),
        (38.5 * 1024**3, "38.5 GB"),
        (2.0**80, "1048576 EB"),
    ],
)
def test_sizes_have_three_figures_and_climb_to_the_next_unit_in_time(count, text):
    assert FORMATS.size(count) == text


def test_the_unit_of_sizes_is_the_users_choice():
    written = [Formats(byte_unit=unit).size(1_073_741_824) for unit in ByteUnit]
    assert written == ["1.00 GiB", "1.00 GB", "1.07 GB"]


def test_rates_are_decimal_and_in_bytes_or_bits():
    assert FORMATS.rate(12_000_000) == "12.0 MB/s"
    assert Formats(rate_unit=RateUnit.BITS).rate(12_000_000) == "96.0 Mb/s"


def test_temperatures_follow_the_chosen_scale():
    assert FORMATS.temperature(52.4) == "52 °C"
    assert Formats(temperature_unit=TemperatureUnit.FAHRENHEIT).temperature(100) == "212 °F"


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(days=13, minutes=12), "13d 0h"),
        (timedelta(hours=5, minutes=3), "5h 3m"),
        (timedelta(seconds=59), "0m"),
        (timedelta(seconds=-5), "0m"),
    ],
)
def test_uptime_names_its_two_largest_parts(span, text):
    assert FORMATS.uptime(span) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "just now"),
        (-3, "just now"),
        (4, "4 s ago"),
        (150, "2 min ago"),
        (7200, "2 h ago"),
        (200_000, "2 d ago"),
    ],
)
def test_age_is_told_in_one_unit(seconds, text):
    assert FORMATS.ago(NOW - timedelta(seconds=seconds), NOW) == text


def test_a_decimal_comma_is_used_where_it_is_the_custom():
    assert Formats(decimal_point=",").size(1536) == "1,50 KB"


def test_exact_sizes_have_every_byte():
    assert FORMATS.exact_size(1234567) == "1\u202f234\u202f567 B"


def test_formats_follow_the_preferences():
    preferences = Preferences(byte_unit=ByteUnit.IEC, rate_unit=RateUnit.BITS)
    assert Formats.of(preferences).size(1024) == "1.00 KiB"


@given(st.integers(min_value=0, max_value=2**62))
def test_a_written_size_reads_back_to_within_its_last_figure(count):
    number, unit = FORMATS.size(count).split()
    back = float(number) * 1024 ** EXPONENTS[unit]
    assert back == pytest.approx(count, rel=0.006, abs=0.5)
