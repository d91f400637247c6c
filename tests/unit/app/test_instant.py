"""Times as they are typed."""

from argparse import ArgumentTypeError
from datetime import timedelta

import pytest

from pulse_desktop.app.instant import instant
from simulators.scripted import NOON


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("90m", timedelta(minutes=90)),
        ("2h", timedelta(hours=2)),
        ("7d", timedelta(days=7)),
    ],
)
def test_an_age_is_counted_from_now(text, ago):
    assert instant(text, NOON) == NOON - ago


@pytest.mark.parametrize("text", ["999999d", "0001-01-01T00:00+23:59", "yesterday", "", "7w"])
def test_what_is_no_time_or_before_all_time_is_refused_in_a_sentence(text):
    with pytest.raises(ArgumentTypeError, match="is no time: give ISO 8601, or an age"):
        instant(text, NOON)
