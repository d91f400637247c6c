"""Where a line is broken: after some missed polls, at every zoom, whoever takes turns."""

import numpy as np
import pytest

from pulse_desktop.history.buckets import Buckets, measured
from pulse_desktop.history.gap import gaps, line_of
from pulse_desktop.history.line import Line
from pulse_desktop.history.mixture import Mixture

SECOND, MINUTE = 1000, 60_000


def readings(*at_s):
    at_ms = np.array(at_s, np.int64) * SECOND
    return Buckets(at_ms, measured(np.ones(len(at_ms), np.float32)))


def buckets_of(counts):
    """Minutes with that many samples each; none for 0."""
    points = readings(*(60 * minute for minute, count in enumerate(counts) if count))
    points.planes.count[:] = [count for count in counts if count]
    return points


def broken_after(points, width_ms=0):
    return [int(points.at_ms[before]) // SECOND for before in gaps(points, width_ms)]


@pytest.mark.parametrize(
    ("at_s", "expected"),
    [
        ((0, 10, 20, 40, 50), []),
        ((0, 10, 20, 50, 60), [20]),
        ((0, 10, 20, 300, 600, 900, 910, 920), [20, 300, 600]),
        ((0, 10, 20, 30, 630, 1230, 1830, 2430), []),
        ((0, 600, 1200, 1800, 2400, 2410, 2420, 2430), []),
        ((0, 9, 10, 19, 20, 29, 30, 39, 40), []),
        ((0, 9, 10, 19, 20, 49, 50, 59, 60), [20]),
    ],
    ids=[
        "one poll missed",
        "two polls missed",
        "lone readings",
        "polled less often from now on",
        "polled more often from now on",
        "two sources in turn",
        "two sources in turn, both quiet",
    ],
)
def test_a_line_of_readings_is_broken_where_polls_were_missed(at_s, expected):
    """H-12: one missed poll is no gap, several are."""
    assert broken_after(readings(*at_s)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((6, 6, 6, 0, 6, 6, 6), [120]),
        ((6, 6, 1, 0, 1, 6, 6), [120]),
        ((1, 1, 1, 0, 1, 1, 1), []),
        ((1, 1, 1, 0, 0, 1, 1), [120]),
        ((1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1), []),
        ((2, 1, 2, 1, 0, 2, 1, 2), []),
    ],
    ids=[
        "one empty bucket among full ones",
        "an outage that begins and ends in a bucket",
        "one poll a bucket and one missed",
        "one poll a bucket and two missed",
        "a poll every four buckets",
        "a poll every forty seconds and one missed",
    ],
)
def test_buckets_know_from_their_samples_what_a_gap_is(counts, expected):
    """H-12: also where the gap is as narrow as one bucket."""
    assert broken_after(buckets_of(counts), MINUTE) == expected


def test_a_gap_row_takes_the_place_of_a_bucket_that_is_missing():
    line = line_of(Mixture(buckets_of((6, 6, 6, 0, 0, 6, 6))), MINUTE)
    assert line.at_s.tolist() == [0, 60, 120, 180, 300, 360]
    assert np.isnan(line.value).tolist() == [False, False, False, True, False, False]


def test_nothing_makes_no_line():
    assert line_of(Mixture(readings()), 0) is None


def test_one_reading_is_a_line():
    line = line_of(Mixture(readings(5)), 0)
    assert isinstance(line, Line)
    assert (line.at_s.tolist(), line.bucket_s) == ([5.0], 60.0)
