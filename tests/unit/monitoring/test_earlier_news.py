"""What a platform itself recorded comes in once, and only as far as it can be true."""

import math
from array import array
from datetime import timedelta
from types import MappingProxyType

import pytest

from pulse_desktop.model.earlier import Earlier, Recorded
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.monitoring.earlier_news import MOST_BUCKETS, EarlierNews, bounded
from simulators.scripted import NOON

NOON_S = round(NOON.timestamp())


def recorded(at_s, values, width_s=60):
    averages = MappingProxyType({Metric.CPU: array("f", values)})
    return Recorded(width_s=width_s, at_s=array("q", at_s), averages=averages)


def test_a_bucket_that_has_not_ended_is_left_out():
    """H-08: the newest row of a graph is not whole."""
    found = bounded(recorded([NOON_S - 120, NOON_S - 60, NOON_S - 59], [1, 2, 3]), NOON)
    assert found.averages[Metric.CPU].tolist() == [1, 2]


def test_what_is_no_number_is_a_gap():
    found = bounded(recorded([0, 60, 120], [math.inf, 0.5, math.nan]), NOON)
    assert [math.isfinite(value) for value in found.averages[Metric.CPU]] == [False, True, False]


@pytest.mark.parametrize(
    "said",
    [
        recorded([0, 60], [1.0]),
        recorded([60, 0], [1.0, 1.0]),
        recorded([0, 0], [1.0, 1.0]),
        recorded([0], [1.0], width_s=0),
        recorded([0], [1.0], width_s=2**40),
        recorded([NOON_S + 60], [1.0]),
        recorded([0], [math.nan]),
        recorded([], []),
    ],
)
def test_what_makes_no_sense_does_not_come_in(said):
    assert bounded(said, NOON) is None


def test_of_too_many_the_newest_come_in():
    count = MOST_BUCKETS + 10
    found = bounded(recorded(range(0, 60 * count, 60), [1.0] * count), NOON)
    assert (len(found.at_s), found.at_s[0]) == (MOST_BUCKETS, 600)


async def test_the_same_answer_comes_in_once():
    news, said = EarlierNews(), Earlier("vm-1", ResourceType.VM, recorded([0], [1.0]))
    assert len(await news.passed((said,), NOON)) == 1
    assert await news.passed((said,), NOON + timedelta(minutes=1)) == ()
    again = Earlier("vm-1", ResourceType.VM, recorded([0], [2.0]))
    assert len(await news.passed((again, said), NOON)) == 2
