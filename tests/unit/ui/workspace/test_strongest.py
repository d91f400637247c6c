"""Many curves: the most telling are drawn, the rest is a band."""

import numpy as np
import pytest

from pulse_desktop.model.saved_chart import Strength, Strongest
from pulse_desktop.ui.workspace.statistics import NO_FIGURES, Figures
from pulse_desktop.ui.workspace.strongest import band, strongest

FIGURES = {
    "spiky": Figures(now=0.1, mean=0.2, high=0.9),
    "busy": Figures(now=0.3, mean=0.7, high=0.8),
    "late": Figures(now=0.6, mean=0.1, high=0.6),
    "silent": NO_FIGURES,
}


@pytest.mark.parametrize(
    ("by", "first"),
    [(Strength.MAXIMUM, "spiky"), (Strength.AVERAGE, "busy"), (Strength.CURRENT, "late")],
)
def test_the_strongest_by_each_figure_comes_first(by, first):
    assert strongest(FIGURES, Strongest(by, 1)) == (first,)


def test_what_has_no_figure_comes_last():
    assert strongest(FIGURES, Strongest(Strength.MAXIMUM, 9))[-1] == "silent"


def test_no_lines_have_no_band():
    assert band([], (0.0, 100.0)) is None


def test_the_band_lies_about_the_median(line):
    lines = [line(*[float(level)] * 20) for level in range(11)]
    found = band(lines, (0.0, 180.0))
    assert (found.minimum[5], found.value[5], found.maximum[5]) == (1.0, 5.0, 9.0)


def test_the_band_of_one_line_is_that_line(line):
    found = band([line(*[3.0] * 20)], (0.0, 180.0))
    assert set(found.value) == set(found.minimum) == set(found.maximum) == {3.0}


def test_the_band_has_a_gap_where_every_line_has_one(line):
    gapped = line(*[1.0] * 10, *[None] * 10, *[1.0] * 10)
    found = band([gapped, gapped, line()], (0.0, 290.0))
    assert np.isnan(found.value).any()
    assert not np.isnan(found.value[0])


def test_nothing_is_drawn_before_the_first_point(line):
    found = band([line(5.0, 5.0, start=500.0)], (0.0, 1000.0))
    assert np.isnan(found.value[0])
