"""Curves and bands as pixels: nothing that can be seen is lost."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pulse_desktop.history.line import Line
from pulse_desktop.ui.charts.band_image import band_mask
from pulse_desktop.ui.charts.path import paths, thinned
from pulse_desktop.ui.charts.picture import Scale
from pulse_desktop.ui.charts.plot_area import PlotArea

NAN = float("nan")
AREA = PlotArea(left=40, top=5, width=100, height=50, window_s=(1000, 1100), scale=Scale(0, 1, ()))


def line(values, start_s=1000.0, bucket_s=10.0):
    value = np.array(values, float)
    at_s = start_s + bucket_s * np.arange(len(value))
    return Line(at_s, value, value, value, np.ones(len(value)), bucket_s)


def test_an_instant_and_its_place_belong_together():
    assert AREA.x_of(1050) == 90
    assert AREA.instant_at(90) == 1050
    assert AREA.instant_at(-500) == 1000
    assert AREA.y_of(0.0) == 55
    assert AREA.y_of(1.0) == 5


def test_what_is_no_measurement_stays_within_reach_of_a_painter():
    heights = AREA.up(np.array([1e308, -1e308, np.inf, NAN, 0.5]))
    assert heights[:3].tolist() == [100, -50, 100]
    assert np.isnan(heights[3])
    assert heights[4] == 25


def test_a_curve_leads_to_points_outside_the_window():
    path = paths(line([0.5] * 50, start_s=800.0), AREA).own
    assert path.x[0] == -10
    assert path.x[-1] == 100


def test_seconds_are_kept_in_this_century():
    now = replace(AREA, window_s=(1.77e9, 1.77e9 + 100), width=1000.0)
    path = paths(line([0, 1, 0], start_s=1.77e9, bucket_s=1.0), now).own
    assert path.x.astype(np.float32).tolist() == [0, 10, 20]


def test_a_point_without_neighbours_is_seen():
    path = paths(line([NAN, 0.5, NAN]), AREA).own
    assert path.y[~np.isnan(path.y)].tolist() == [25, 25]
    assert path.x[2] > path.x[1]


def test_what_was_imported_is_a_curve_of_its_own_that_joins_the_other():
    known = replace(line([0.1, 0.2, 0.3, 0.4]), imported=np.array([True, True, False, False]))
    drawn = paths(known, AREA)
    assert np.isnan(drawn.own.y).tolist() == [True, True, False, False]
    assert np.isnan(drawn.imported.y).tolist() == [False, False, False, True]


def test_what_is_all_own_is_one_curve():
    assert paths(line([0.1, 0.2]), AREA).imported is None


points = arrays.arrays(np.float64, st.integers(0, 2000), elements=st.floats(-50, 50) | st.just(NAN))


@given(points, st.integers(1, 300))
def test_thinning_keeps_every_extreme_and_every_gap(y, width):
    x = np.linspace(0, width, len(y), endpoint=False)
    few_x, few = thinned(x, y, width)
    assert len(few) <= max(2 * width, 3 * (width + 1))
    assert (np.diff(few_x) >= 0).all()
    for column in np.unique(np.floor(x)):
        before, after = y[np.floor(x) == column], few[np.floor(few_x) == column]
        assert np.isnan(before).any() == np.isnan(after).any()
        assert np.array_equal(np.fmin.reduce(before), np.fmin.reduce(after), equal_nan=True)
        assert np.array_equal(np.fmax.reduce(before), np.fmax.reduce(after), equal_nan=True)


def test_a_spike_among_many_points_is_in_the_band():
    known = line([0.1] * 5000, bucket_s=0.02)
    known.maximum[2500] = 0.96
    mask = band_mask(known, AREA, 1.0)
    assert mask.top == 2
    assert mask.inside[:42, 50].all()
    assert not mask.inside[:40, 49].any()


def test_a_gap_parts_the_band():
    wide = line([0.2, 0.2, NAN, NAN, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2])
    wide = replace(wide, maximum=wide.value + 0.4)
    filled = band_mask(wide, AREA, 2.0).inside.any(axis=0)
    assert filled.shape == (200,)
    assert filled[:20].all()
    assert not filled[22:79].any()
    assert filled[81:].all()


def test_what_is_off_the_axis_or_not_known_has_no_band():
    assert band_mask(line([NAN, NAN]), AREA, 1.0) is None
    assert band_mask(line([7.0, 7.0]), AREA, 1.0) is None
