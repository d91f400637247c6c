"""Where nothing was recorded, a chart says so."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history.line import Line
from pulse_desktop.ui.charts.coverage import not_recorded
from pulse_desktop.ui.charts.picture import Hatch

NAN = float("nan")


def line(*points, bucket_s=10.0):
    at_s, value = (np.array(part, float) for part in zip(*points, strict=True))
    return Line(at_s, value, value, value, np.where(np.isnan(value), NAN, 1.0), bucket_s)


def steady(start_s, end_s):
    return line(*((at_s, 1.0) for at_s in np.arange(start_s, end_s, 10.0)))


BROKEN = line((0, 1), (10, 1), (50, NAN), (90, 1), (100, 1))


def test_a_gap_that_all_curves_share_is_hatched():
    assert not_recorded([BROKEN, BROKEN], (0.0, 105.0)) == (Hatch(20.0, 90.0),)


def test_a_gap_of_one_curve_alone_is_not():
    assert not_recorded([BROKEN, steady(0.0, 105.0)], (0.0, 105.0)) == ()


def test_what_two_gaps_have_in_common_is_hatched():
    other = line((0, 1), (10, 1), (20, 1), (30, 1), (40, 1), (80, NAN), (100, 1))
    assert not_recorded([BROKEN, other], (0.0, 105.0)) == (Hatch(50.0, 90.0),)


def test_a_single_missed_reading_is_no_gap():
    missed = line((0, 1), (10, 1), (20, NAN), (25, 1), (30, 1))
    assert not_recorded([missed], (0.0, 35.0)) == ()


def test_what_is_before_the_first_reading_and_after_the_last_is_hatched():
    assert not_recorded([steady(100.0, 200.0)], (0.0, 400.0)) == (
        Hatch(0.0, 100.0),
        Hatch(200.0, 400.0),
    )


def test_a_last_reading_that_is_young_is_no_gap():
    assert not_recorded([steady(0.0, 200.0)], (0.0, 210.0)) == ()


def test_what_another_program_recorded_does_not_count():
    own = steady(0.0, 200.0)
    imported = replace(own, imported=own.at_s < 100.0)
    assert not_recorded([imported], (0.0, 200.0)) == (Hatch(0.0, 100.0),)


def test_curves_without_a_point_are_hatched_all_over():
    assert not_recorded([line((5, NAN))], (0.0, 100.0)) == (Hatch(0.0, 100.0),)


def test_no_curves_have_no_hatches():
    assert not_recorded([], (0.0, 100.0)) == ()


known = st.lists(st.booleans(), min_size=2, max_size=60)


@given(st.lists(known, min_size=1, max_size=3))
def test_no_hatch_covers_a_reading(rows):
    lines = [
        line(*((10.0 * n, 1.0 if is_known else NAN) for n, is_known in enumerate(row)))
        for row in rows
    ]
    hatches = not_recorded(lines, (0.0, 600.0))
    assert all(hatch.start_s < hatch.end_s for hatch in hatches)
    for one in lines:
        inside = one.at_s[~np.isnan(one.value)]
        assert not any(((h.start_s <= inside) & (inside < h.end_s)).any() for h in hatches)
