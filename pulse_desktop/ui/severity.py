"""When a ratio is worth colour: the one table of thresholds that bars use."""

from enum import IntEnum

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric, Unit


class Severity(IntEnum):
    """How far a value is above what is usual."""

    NORMAL = 0
    WARNING = 1
    CRITICAL = 2

    @property
    def shape(self) -> Shape:
        """The status shape of that severity."""
        return (Shape.OK, Shape.WARNING, Shape.CRITICAL)[self]


_OTHER = (0.75, 0.90)
_THRESHOLDS = {
    Metric.CPU: (0.80, 0.90),
    Metric.MEMORY: (0.75, 0.85),
    Metric.DISK: (0.80, 0.90),
    Metric.USAGE: (0.80, 0.90),
}
"""Ratio from which a bar warns, and from which it is critical."""


def severity(metric: Metric, value: float | None) -> Severity:
    """How serious ``value`` is; always ``NORMAL`` for what is not a ratio."""
    if value is None or metric.unit is not Unit.RATIO:
        return Severity.NORMAL
    warning, critical = thresholds(metric)
    if value >= critical:
        return Severity.CRITICAL
    return Severity.WARNING if value >= warning else Severity.NORMAL


def thresholds(metric: Metric) -> tuple[float, float]:
    """Warning and critical ratio of ``metric``."""
    return _THRESHOLDS.get(metric, _OTHER)
