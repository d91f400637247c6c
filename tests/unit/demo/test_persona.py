"""The days and weeks of things."""

import itertools

import numpy as np
import pytest

from pulse_desktop.demo.persona import Moment, Personas
from pulse_desktop.demo.subject import CurveClass, CurveRole, Subject

HOUR, DAY = 60, 1440
MONDAY = 20_780 * DAY
"""23 November 2026, in minutes since 1970."""


def personas(role, count=30):
    return Personas.of([(Subject(CurveClass.VM, f"guest-{one}"), role) for one in range(count)])


def mean(role, day, hours):
    """What is wanted in those hours of a day of the week, Monday being 0. Over four weeks."""
    weeks = [MONDAY + (7 * week + day) * DAY for week in range(4)]
    minutes = [
        begin + hour * HOUR + minute for begin in weeks for hour in hours for minute in (0, 30)
    ]
    return personas(role).activity(np.array(minutes, np.float64)).mean()


def test_builds_are_wanted_in_the_office_and_not_at_the_weekend():
    assert mean(CurveRole.CI, 1, range(9, 16)) > 4 * mean(CurveRole.CI, 1, range(5))
    assert mean(CurveRole.CI, 1, range(9, 16)) > 2 * mean(CurveRole.CI, 5, range(9, 16))


def test_media_is_wanted_in_the_evening_and_at_the_weekend():
    assert mean(CurveRole.MEDIA, 1, range(19, 23)) > 3 * mean(CurveRole.MEDIA, 1, range(2, 7))
    assert mean(CurveRole.MEDIA, 5, range(19, 23)) > mean(CurveRole.MEDIA, 1, range(19, 23))


def test_backups_are_made_at_night():
    assert mean(CurveRole.BACKUP, 2, range(1, 6)) > 2 * mean(CurveRole.BACKUP, 2, range(10, 20))


def test_what_watches_never_rests():
    night, noon = (mean(CurveRole.MONITORING, 2, hours) for hours in (range(2, 5), range(11, 14)))
    assert 0.6 < night / noon < 1


def test_the_weekend_comes_without_a_step():
    minutes = MONDAY + 4 * DAY + np.arange(3.0 * DAY)
    wanted = personas(CurveRole.CI).activity(minutes)
    assert np.abs(np.diff(wanted)).max() < 0.03


def test_a_night_goes_on_over_midnight():
    minutes = MONDAY + DAY - 90 + np.arange(180.0)
    wanted = personas(CurveRole.BACKUP).activity(minutes)
    assert np.abs(np.diff(wanted)).max() < 0.03
    assert (wanted[:, -1] > wanted[:, 0]).all()


def test_things_of_one_role_have_days_of_their_own():
    at = MONDAY + DAY + np.arange(DAY, dtype=np.float64)
    peaks = personas(CurveRole.CI, 10).activity(at).argmax(axis=1)
    assert len(set(peaks.tolist())) > 8


@pytest.mark.parametrize("role", CurveRole)
def test_no_role_is_ever_wanted_less_than_not_at_all(role):
    wanted = personas(role).activity(MONDAY + np.arange(0.0, 28 * DAY, 30))
    assert wanted.min() > 0
    assert wanted.max() < 2.2


def test_a_moment_works_out_once_what_several_curves_of_a_thing_need():
    moment = Moment(MONDAY + np.arange(3.0), personas(CurveRole.WEB, 4))
    found = [moment.activity(np.array(rows)) for rows in ([0, 1], [1, 3])]
    assert np.array_equal(found[0][1], found[1][0])
    every = itertools.chain(found[0].ravel(), found[1].ravel())
    assert all(np.isfinite(list(every)))
