"""The value axis: round as it is written, and never shorter than its curves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.settings.preferences import ByteUnit, RateUnit, TemperatureUnit
from pulse_desktop.ui.charts.value_axis import value_scale
from pulse_desktop.ui.formatting import Formats

NAN = float("nan")
WRITTEN = Formats()
FORMATS = st.builds(
    Formats,
    byte_unit=st.sampled_from(ByteUnit),
    rate_unit=st.sampled_from(RateUnit),
    temperature_unit=st.sampled_from(TemperatureUnit),
)


def texts(metric, low, high, most=4, formats=WRITTEN):
    return [tick.text for tick in value_scale(metric, low, high, most, formats).ticks]


@pytest.mark.parametrize(
    ("metric", "low", "high", "shown"),
    [
        (Metric.CPU, 0.1, 0.42, ["0 %", "25 %", "50 %"]),
        (Metric.CPU, 0.0, 0.97, ["0 %", "50 %", "100 %"]),
        (Metric.CPU, 0.0, 1.0, ["0 %", "50 %", "100 %"]),
        (Metric.CPU, 0.5, 3.1, ["0 %", "200 %", "400 %"]),
        (Metric.CPU, 0.0, 0.0, ["0 %", "2 %", "4 %", "6 %"]),
        (Metric.CPU, NAN, NAN, ["0 %", "2 %", "4 %", "6 %"]),
        (Metric.NET_IN, 0.0, 3.3e6, ["0", "2 MB/s", "4 MB/s"]),
        (Metric.NET_IN, 0.0, 0.0, ["0", "500 B/s", "1 kB/s"]),
        (Metric.LOAD1, 0.2, 1.3, ["0", "0.5", "1", "1.5"]),
        (Metric.USED, 3e9, 5.3e9, ["0", "2 GB", "4 GB", "6 GB"]),
        (Metric.TEMPERATURE, 41.0, 52.0, ["40 °C", "45 °C", "50 °C", "55 °C"]),
        (Metric.TEMPERATURE, -12.0, 3.0, ["-20 °C", "-10 °C", "0 °C", "10 °C"]),
    ],
)
def test_an_axis_is_labelled_with_round_values(metric, low, high, shown):
    assert texts(metric, low, high) == shown


def test_an_axis_is_round_in_the_unit_that_it_is_written_in():
    bits = Formats(rate_unit=RateUnit.BITS)
    assert texts(Metric.NET_IN, 0.0, 1e6, formats=bits) == ["0", "5 Mb/s", "10 Mb/s"]
    fahrenheit = Formats(temperature_unit=TemperatureUnit.FAHRENHEIT)
    assert texts(Metric.TEMPERATURE, 20.0, 29.0, 4, fahrenheit) == [
        "60 °F",
        "70 °F",
        "80 °F",
        "90 °F",
    ]


def test_a_decimal_comma_is_kept():
    assert texts(Metric.LOAD1, 0.0, 1.3, formats=Formats(decimal_point=","))[1] == "0,5"


@pytest.mark.parametrize("value", [1e300, float("inf"), -1e300, float("-inf")])
def test_what_is_no_measurement_still_leaves_an_axis(value):
    scale = value_scale(Metric.NET_IN, value, value, 4, WRITTEN)
    assert scale.lower < scale.upper


@given(
    metric=st.sampled_from(list(Metric)),
    values=st.tuples(st.floats(-1e3, 1e18), st.floats(-1e3, 1e18)).map(sorted),
    most=st.integers(1, 9),
    formats=FORMATS,
)
def test_an_axis_reaches_over_its_curves_and_has_no_label_twice(metric, values, most, formats):
    low, high = values if metric.unit is not Unit.CELSIUS else (values[0] % 1e4, 1e4)
    scale = value_scale(metric, low, high, most, formats)
    slack = 1e-8 * (scale.upper - scale.lower)
    assert scale.lower <= low + slack
    assert high - slack <= scale.upper
    assert 2 <= len(scale.ticks) <= max(3, most)
    assert [tick.at for tick in scale.ticks] == sorted({tick.at for tick in scale.ticks})
    assert scale.ticks[0].at == scale.lower
    assert scale.ticks[-1].at == scale.upper


@given(
    metric=st.sampled_from([Metric.CPU, Metric.NET_IN, Metric.USED, Metric.TEMPERATURE]),
    high=st.floats(0.0, 1e12),
    most=st.integers(2, 7),
    formats=FORMATS,
)
def test_labels_differ_from_each_other(metric, high, most, formats):
    shown = texts(metric, 0.0, min(high, 1000.0) if metric is Metric.CPU else high, most, formats)
    assert len(set(shown)) == len(shown)
