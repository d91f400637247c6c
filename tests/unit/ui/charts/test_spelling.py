"""Instants are written as exactly as an axis can tell them."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.ui.charts.spelling import TimeSpelling, spelled, spelled_span

SPELLING = TimeSpelling(zone=UTC)
AT_S = datetime(2026, 5, 5, 21, 42, 17, tzinfo=UTC).timestamp()
HOUR, DAY = 3600.0, 86_400.0


@pytest.mark.parametrize(
    ("length_s", "text"),
    [
        (HOUR, "5 May 21:42:17"),
        (DAY, "5 May 21:42"),
        (365 * DAY, "5 May 2026 21:42"),
    ],
)
def test_an_instant_is_as_exact_as_its_axis(length_s, text):
    assert spelled(AT_S, length_s, SPELLING) == text


def test_a_span_of_one_day_names_the_day_once():
    assert spelled_span((AT_S - HOUR, AT_S), DAY, SPELLING) == "5 May 20:42 – 21:42"


def test_a_span_over_midnight_names_both_days():
    shown = spelled_span((AT_S, AT_S + 3 * HOUR), DAY, SPELLING)
    assert shown == "5 May 21:42 – 6 May 00:42"
