"""An axis that begins where the values do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.fitted_scale import fitted_scale

METRICS = st.sampled_from([Metric.CPU, Metric.USED, Metric.NET_IN, Metric.TEMPERATURE])
VALUES = st.floats(0, 1e15)
FORMATS = Formats()


@given(METRICS, VALUES, VALUES, st.integers(2, 7))
def test_every_value_is_on_it_and_every_tick_reads_differently(metric, one, other, most):
    low, high = sorted((one, other))
    scale = fitted_scale(metric, low, high, most, FORMATS)
    slack = 1e-6 * max(1.0, high)
    assert scale.lower <= low + slack
    assert scale.upper >= high - slack
    texts = [tick.text for tick in scale.ticks]
    assert 2 <= len(texts) == len(set(texts)) <= most


@pytest.mark.parametrize(
    ("metric", "low", "high", "ticks"),
    [
        (Metric.CPU, 0.62, 0.68, ["62 %", "64 %", "66 %", "68 %"]),
        (Metric.TEMPERATURE, 41, 55, ["40 °C", "45 °C", "50 °C", "55 °C"]),
        (Metric.USED, 2.1 * 2**40, 2.9 * 2**40, ["2.00 TB", "2.50 TB", "3.00 TB"]),
    ],
)
def test_its_ticks_are_round_as_they_are_written(metric, low, high, ticks):
    scale = fitted_scale(metric, low, high, 4, FORMATS)
    assert [tick.text for tick in scale.ticks] == ticks
