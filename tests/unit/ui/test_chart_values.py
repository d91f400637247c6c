"""Charts as values: which there are, how they go on, and what they say."""

from dataclasses import replace

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.live import extended
from pulse_desktop.ui.charts.plan import CHARTED, planned
from pulse_desktop.ui.charts.summary import summary
from pulse_desktop.ui.formatting import Formats


def line(values, start=0.0, bucket=10.0):
    value = np.array(values, dtype=float)
    at = start + bucket * np.arange(len(value))
    return Line(at, value, value, value, np.ones(len(value)), bucket)


def test_metrics_of_one_kind_share_a_chart():
    charts = planned([Metric.NET_OUT, Metric.CPU, Metric.NET_IN])
    assert [chart.metrics for chart in charts] == [(Metric.CPU,), (Metric.NET_IN, Metric.NET_OUT)]


def test_what_a_disk_says_of_its_warmth_is_drawn_as_its_temperature():
    (chart,) = planned([Metric.SMART_TEMPERATURE])
    assert (str(chart.title), chart.metrics) == ("Temperature", (Metric.SMART_TEMPERATURE,))


def test_a_chart_without_a_curve_is_not_planned():
    assert planned([Metric.TOTAL]) == ()


def test_what_only_repeats_another_curve_is_asked_for_by_no_chart():
    assert set(Metric) - set(CHARTED) == {Metric.USED, Metric.TOTAL, Metric.AVAILABLE}


def test_a_newer_reading_is_added_and_old_ones_leave():
    longer = extended(line([1, 2, 3]), 30.0, 4.0, start_s=10.0)
    assert longer.value.tolist() == [2, 3, 4]
    assert longer.at_s.tolist() == [10, 20, 30]


def test_a_reading_that_is_not_newer_changes_nothing():
    known = line([1, 2, 3])
    assert extended(known, 20.0, 9.0, start_s=0.0) is known


def test_a_pause_in_the_readings_stays_a_gap():
    longer = extended(line([1, 2]), 100.0, 3.0, start_s=0.0)
    assert np.isnan(longer.value[2])
    assert longer.value[3] == 3


def test_what_is_read_now_is_not_imported():
    known = replace(line([1, 2]), imported=np.array([True, True]))
    assert extended(known, 20.0, 3.0, start_s=0.0).imported.tolist() == [True, True, False]
    assert extended(known, 20.0, 3.0, start_s=15.0).imported is None


def test_the_first_reading_can_begin_a_line():
    begun = extended(line([]), 5.0, 0.5, start_s=0.0)
    assert begun.value.tolist() == [0.5]


def test_a_curve_is_told_in_a_sentence():
    said = summary(Metric.CPU, line([0.04, 0.92, float("nan")]), Formats(moment=lambda _: "21:42"))
    assert said == "CPU: lowest 4 %, average 48 %, highest 92 % at 21:42."


def test_a_curve_without_points_says_so():
    said = summary(Metric.CPU, line([float("nan")]), Formats())
    assert said == "CPU: nothing recorded."
