"""Charts of series that somebody else answers for."""

import numpy as np
import pytest

from pulse_desktop.history.buckets import Buckets, Planes, coarsened, measured
from pulse_desktop.history.series_source import Extent, grid_over, lines_of
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget

CPU = SeriesKey(SeriesTarget(Family.VM, "web"), Metric.CPU)
OTHER = SeriesKey(SeriesTarget(Family.VM, "unknown"), Metric.CPU)
TEN_S, HOUR_MS, DAY_MS = 10_000, 3_600_000, 86_400_000
NOW_MS = 20_000 * DAY_MS + 7 * HOUR_MS
SINCE_MS = NOW_MS - 7 * HOUR_MS - 90 * DAY_MS


class Ramp:
    """Counts up by one a reading; nothing is measured in the ten minutes before ``NOW - 1 h``."""

    def extent(self):
        return Extent(TEN_S, SINCE_MS, NOW_MS)

    def buckets(self, keys, span, width_ms):
        self.asked = span, width_ms
        at_ms = np.arange(*span, TEN_S, dtype=np.int64)
        is_down = (at_ms >= NOW_MS - HOUR_MS - 600_000) & (at_ms < NOW_MS - HOUR_MS)
        values = (at_ms[~is_down] // TEN_S % 1000).astype(np.float32)
        readings = Buckets(at_ms[~is_down], measured(values))
        return {CPU: self._first_of_each(coarsened(readings, width_ms))} if CPU in keys else {}

    def _first_of_each(self, found):
        first = (found.at_ms // TEN_S % 1000).astype(np.float32)
        planes = found.planes
        return Buckets(found.at_ms, Planes(first, planes.minimum, planes.maximum, planes.count))


@pytest.fixture
def source():
    return Ramp()


def ago(start_ms, end_ms=0):
    return (NOW_MS - start_ms) / 1000, (NOW_MS - end_ms) / 1000


def line(source, window, max_points=1000):
    return lines_of(source, [CPU, OTHER], window, max_points)[CPU]


def test_readings_are_shown_where_they_fit(source):
    found = line(source, ago(HOUR_MS))
    assert found.bucket_s == 10
    assert len(found.at_s) == 361
    assert (found.at_s[0], found.at_s[-1]) == ago(HOUR_MS)
    assert np.array_equal(found.count, np.ones(361))


def test_buckets_hold_whole_numbers_of_readings_else(source):
    found = line(source, ago(HOUR_MS), 200)
    assert found.bucket_s == 20
    assert found.count[0] == 2


def test_a_series_that_the_source_does_not_know_is_absent(source):
    assert list(lines_of(source, [OTHER, CPU], ago(HOUR_MS), 100)) == [CPU]


@pytest.mark.parametrize("max_points", [1, 7, 48, 100, 361, 1000, 5000])
@pytest.mark.parametrize("hours", [0.1, 1, 2, 24, 168, 2160])
def test_no_line_has_more_points_than_fit(source, hours, max_points):
    found = lines_of(source, [CPU], ago(hours * HOUR_MS), max_points).get(CPU)
    assert found is None or len(found.at_s) <= max_points


def test_points_are_only_up_to_now(source):
    """A window may reach ahead; the bucket under way tells nothing of what comes."""
    found = line(source, ago(HOUR_MS, -HOUR_MS), 100)
    assert found.at_s[-1] * 1000 <= NOW_MS
    assert found.count[-1] * TEN_S == NOW_MS + TEN_S - found.at_s[-1] * 1000


def test_points_are_only_from_ninety_days_back_on(source):
    found = line(source, ago(200 * DAY_MS), 1000)
    assert found.at_s[0] * 1000 == SINCE_MS


def test_where_nothing_was_measured_the_line_is_broken(source):
    """H-12: in readings and in buckets."""
    for max_points in (1000, 200, 100):
        found = line(source, ago(2 * HOUR_MS), max_points)
        holes = found.at_s[np.isnan(found.value)] * 1000
        assert len(holes) == 1
        assert NOW_MS - HOUR_MS - 660_000 <= holes[0] < NOW_MS - HOUR_MS


def test_equal_instants_have_equal_values_in_every_range(source):
    """H-11: a bucket's value is the reading at its start, whatever its width."""
    wide, narrow = line(source, ago(24 * HOUR_MS), 400), line(source, ago(HOUR_MS))
    shared = np.intersect1d(wide.at_s, narrow.at_s)
    assert len(shared) > 5
    for found in (wide, narrow):
        at_ms = shared * 1000
        value = found.value[np.searchsorted(found.at_s, shared)]
        assert np.array_equal(value, at_ms // TEN_S % 1000)


@pytest.mark.parametrize("window", [(5.0, 5.0), (9.0, 2.0)])
def test_an_empty_window_has_no_line_and_no_column(source, window):
    assert lines_of(source, [CPU], window, 100) == {}
    assert grid_over(source, [CPU], window, 100).keys == ()


def test_a_grid_has_the_points_of_lines(source):
    window = ago(24 * HOUR_MS)
    grid, found = grid_over(source, [OTHER, CPU], window, 100), line(source, window, 100)
    assert grid.keys == (CPU,)
    there = np.isfinite(grid.mean[0])
    assert np.array_equal(grid.at_s[there], found.at_s[np.isfinite(found.value)])
    assert np.array_equal(grid.mean[0][there], found.value[np.isfinite(found.value)])
    assert np.array_equal(grid.high[0][there], found.maximum[np.isfinite(found.value)])


def test_what_is_to_come_is_empty_in_a_grid(source):
    grid = grid_over(source, [CPU], ago(HOUR_MS, -HOUR_MS), 60)
    assert np.isnan(grid.mean[0][grid.at_s * 1000 > NOW_MS]).all()
    assert len(grid.at_s) <= 60
