"""When a bar takes colour."""

import pytest

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.severity import Severity, severity


@pytest.mark.parametrize(
    ("metric", "value", "level"),
    [
        (Metric.CPU, 0.79, Severity.NORMAL),
        (Metric.CPU, 0.80, Severity.WARNING),
        (Metric.CPU, 0.90, Severity.CRITICAL),
        (Metric.MEMORY, 0.75, Severity.WARNING),
        (Metric.MEMORY, 0.85, Severity.CRITICAL),
        (Metric.SWAP, 0.75, Severity.WARNING),
        (Metric.SWAP, 0.90, Severity.CRITICAL),
        (Metric.CPU, None, Severity.NORMAL),
        (Metric.NET_IN, 9e9, Severity.NORMAL),
    ],
)
def test_colour_begins_at_the_threshold_of_the_metric(metric, value, level):
    assert severity(metric, value) is level


def test_every_severity_has_a_shape():
    assert [level.shape for level in Severity] == [Shape.OK, Shape.WARNING, Shape.CRITICAL]
