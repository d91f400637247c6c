"""Lines and series made by hand."""

import numpy as np
import pytest

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import ChartedSeries
from pulse_desktop.model.series import Family, SeriesTarget


@pytest.fixture(scope="session")
def line():
    """A line of these values, one each ten seconds; ``None`` is a gap."""

    def make(*values, start=0.0, step=10.0, count=None, spread=0.0):
        value = np.array([np.nan if v is None else v for v in values], float)
        at = start + step * np.arange(len(value))
        held = np.where(np.isnan(value), np.nan, 1.0 if count is None else np.array(count, float))
        return Line(at, value, value - spread, value + spread, held, step)

    return make


@pytest.fixture(scope="session")
def series():
    """One curve of a chart."""

    def make(name, metric=Metric.CPU, **rest):
        target = SeriesTarget(Family.VM, name)
        return ChartedSeries(resource=f"vm-{name}", metric=metric, name=name, target=target, **rest)

    return make
