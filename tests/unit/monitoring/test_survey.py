"""What a platform tells of recovery points is believed no more than the rest."""

from dataclasses import replace

import pytest

from pulse_desktop.monitoring.session import Session
from simulators.recovery import nightly, point, stored
from simulators.scripted import HYPERVISOR, NOON, Scripted, later, snapshot

NAIVE = NOON.replace(tzinfo=None)
POINTS = nightly()


async def heard(*surveys):
    """What is handed on of each of these, one poll after the other."""
    provider = Scripted(*(snapshot(survey=each) for each in surveys))

    async def opens():
        return provider

    session = Session(HYPERVISOR, opens)
    return [(await session.collect(1)).survey for _ in surveys]


async def test_a_survey_that_is_as_it_should_be_is_handed_on():
    assert await heard(stored(*POINTS)) == [stored(*POINTS)]


async def test_a_poll_that_did_not_look_says_so():
    assert await heard(None) == [None]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"completed_at": NAIVE}, {"completed_at": None}),
        ({"size_bytes": 2**70}, {"size_bytes": None}),
        ({"comment": "a\udcff"}, {"comment": "a\ufffd"}),
    ],
)
async def test_of_a_point_only_what_can_be_kept_is_handed_on(told, kept):
    (found,) = await heard(stored(replace(point(2), **told)))
    assert found.points == (replace(point(2), **kept),)


async def test_who_does_not_tell_when_it_looked_did_not_look():
    assert await heard(stored(*POINTS, at=NAIVE)) == [None]


async def test_the_very_same_points_stay_the_very_same():
    """Nobody has to look through them again, although the look is a later one."""
    known = stored(*POINTS, point(2, comment="a\udcff"))
    first, again = await heard(known, replace(known, at=later(10)))
    assert first.points is again.points
    assert again.at == later(10)


async def test_other_points_are_looked_at_again():
    first, again = await heard(stored(*POINTS), stored(point(3)))
    assert (first.points, again.points) == (POINTS, (point(3),))
