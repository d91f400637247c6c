"""Another time under the shown one: how far it is moved, and what it is called."""

import os
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pulse_desktop.model.saved_chart import Against, Comparison
from pulse_desktop.ui.workspace.comparing import distance, shift_s, then

DAY = 86_400.0
WINDOW = (1_000_000.0, 1_003_600.0)


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setitem(os.environ, "TZ", "Europe/Berlin")
    time.tzset()
    yield ZoneInfo("Europe/Berlin")
    monkeypatch.undo()
    time.tzset()


def pinned(at_s):
    return Comparison(Against.PINNED, at_s)


def test_nothing_is_compared_unless_asked():
    assert shift_s(Comparison(), WINDOW) is None
    assert shift_s(Comparison(Against.PINNED), WINDOW) is None


@pytest.mark.parametrize(("against", "days"), [(Against.DAY, 1), (Against.WEEK, 7)])
def test_a_previous_time_is_moved_by_whole_days(against, days):
    assert shift_s(Comparison(against), WINDOW) == days * DAY


def test_the_day_before_a_change_of_clocks_is_compared_at_the_same_time_of_day(berlin):
    noon = datetime(2026, 3, 29, 12, tzinfo=berlin).timestamp()
    assert shift_s(Comparison(Against.DAY), (noon - 3600, noon)) == DAY - 3600


def test_a_pinned_instant_lies_under_the_middle():
    shift = shift_s(pinned(500_000.0), WINDOW)
    start, end = then(WINDOW, shift)
    assert (start + end) / 2 == 500_000.0


def test_nothing_was_before_1970():
    assert then((10.0, 20.0), 15.0) == (0.0, 5.0)


@pytest.mark.parametrize(
    ("comparison", "shift", "said"),
    [
        (Comparison(Against.WEEK), 7 * DAY - 3600, "−7 d"),
        (pinned(0), 3 * DAY, "−3 d"),
        (pinned(0), 1.5 * DAY, "−1.5 d"),
        (pinned(0), 7500, "−2 h 5 min"),
        (pinned(0), -7500, "+2 h 5 min"),
        (pinned(0), -DAY, "+1 d"),
    ],
)
def test_how_far_back_is_said_in_days_or_hours(comparison, shift, said):
    assert str(distance(comparison, shift)) == said
