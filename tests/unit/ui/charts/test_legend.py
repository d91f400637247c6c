"""The legend: values at an instant."""

from dataclasses import replace

import numpy as np
import pytest

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.legend import rows, value_at
from pulse_desktop.ui.charts.picture import Panel, Scale, Stroke, Trace
from pulse_desktop.ui.formatting import Formats

NAN = float("nan")


def line(values, bucket_s=10.0):
    value = np.array(values, float)
    at_s = bucket_s * np.arange(len(value))
    return Line(at_s, value, value - 0.1, value + 0.1, np.ones(len(value)), bucket_s)


def panel(known):
    trace = Trace(name="web", metric=Metric.CPU, line=known, stroke=Stroke(0))
    return Panel(title="CPU", scale=Scale(0, 1, ()), traces=(trace,))


def figures(known, at_s=None):
    (row,) = rows(panel(known), at_s, Formats())
    return dict(row.figures)


@pytest.mark.parametrize(
    ("at_s", "value"),
    [(0.0, 0.2), (4.0, 0.2), (6.0, 0.4), (10.0, 0.4), (20.0, None), (36.0, 0.8), (1e6, None)],
)
def test_a_value_is_that_of_the_nearest_point_and_none_in_a_gap(at_s, value):
    assert value_at(line([0.2, 0.4, NAN, 0.6, 0.8]), at_s) == value


def test_an_empty_line_has_no_value():
    assert value_at(line([]), 5.0) is None


def test_a_legend_has_the_newest_value_without_a_crosshair():
    assert figures(line([0.2, 0.4, NAN]))["last"] == "40 %"


def test_a_legend_has_the_value_at_the_crosshair():
    assert figures(line([0.2, 0.4]), 1.0)["last"] == "20 %"


def test_what_was_not_measured_has_no_value():
    assert figures(line([NAN])) == {"last": "—"}


def test_a_legend_says_of_a_value_that_another_program_recorded_it():
    """H-08: it is marked as imported."""
    mixed = replace(line([0.2, 0.4]), imported=np.array([True, False]))
    assert figures(mixed, 1.0) == {"imported": "20 %"}
    assert figures(mixed) == {"last": "40 %"}
