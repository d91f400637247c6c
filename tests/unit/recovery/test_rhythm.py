"""How often something is copied, and how old its last copy may be."""

from datetime import timedelta

import pytest

from pulse_desktop.recovery.rhythm import patience, rhythm
from simulators.recovery import ago

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_nightly_copies_have_the_rhythm_of_a_day():
    assert rhythm([ago(10 + 24 * night) for night in range(5)]) == DAY


def test_a_night_that_was_missed_changes_no_rhythm():
    assert rhythm([ago(10 + 24 * night) for night in (0, 1, 3, 4, 5)]) == DAY


def test_two_copies_tell_no_rhythm():
    assert rhythm([ago(1), ago(25)]) is None


def test_one_run_that_went_to_two_stores_is_one_copy():
    assert rhythm([ago(10 + 24 * night) for night in (0, 0, 1, 1, 2, 2)]) == DAY
    assert rhythm([ago(hours) for hours in (1, 1, 25)]) is None


@pytest.mark.parametrize(
    ("every", "hours"),
    [(None, 36), (DAY, 36), (HOUR, 36), (7 * DAY, 252), (timedelta.max, 549 * 24)],
    ids=["unknown", "daily", "hourly", "weekly", "endless"],
)
def test_a_copy_may_be_half_a_rhythm_late(every, hours):
    """A-03: a day and a half for nightly copies; nobody is asked for more than one a day."""
    assert patience(every) == hours * HOUR
