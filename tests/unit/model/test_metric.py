"""The metric catalogue."""

import pytest

from pulse_desktop.model.metric import Metric, Unit


def test_series_have_the_names_that_leave_the_program():
    assert {str(metric) for metric in Metric} == {
        *("cpu", "memory", "swap", "load1", "temperature"),
        *("disk", "diskread", "diskwrite", "netin", "netout"),
        *("usage", "used", "total", "avail", "smart_temp"),
    }


def test_a_metric_is_found_by_its_name():
    assert Metric("netin") is Metric.NET_IN


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_has_a_unit_and_a_label(metric):
    assert metric.unit in Unit
    assert str(metric.label)


def test_shares_are_ratios_and_never_percentages():
    shares = (Metric.CPU, Metric.MEMORY, Metric.SWAP, Metric.DISK, Metric.USAGE)
    assert {metric.unit for metric in shares} == {Unit.RATIO}
