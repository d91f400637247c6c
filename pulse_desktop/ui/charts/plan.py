"""Which metrics share a chart. Pure: no Qt, no numpy."""

from collections.abc import Iterable
from dataclasses import dataclass

from pulse_desktop.model.metric import DISK_TEMPERATURES, Metric
from pulse_desktop.model.text import Text, mark

LABELS = {
    Metric.NET_IN: mark("Charts", "In"),
    Metric.NET_OUT: mark("Charts", "Out"),
    Metric.DISK_READ: mark("Charts", "Read"),
    Metric.DISK_WRITE: mark("Charts", "Write"),
    Metric.TEMPERATURE: mark("Charts", "Measured"),
    Metric.SMART_TEMPERATURE: mark("Charts", "As the disk says"),
}
"""Short names for curves whose chart already says the rest."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: metrics of one unit on one axis."""

    title: Text
    metrics: tuple[Metric, ...]


CHARTS = (
    Chart(mark("Charts", "CPU"), (Metric.CPU,)),
    Chart(mark("Charts", "Memory"), (Metric.MEMORY, Metric.SWAP)),
    Chart(mark("Charts", "Disk"), (Metric.DISK,)),
    Chart(mark("Charts", "Usage"), (Metric.USAGE,)),
    Chart(mark("Charts", "Network"), (Metric.NET_IN, Metric.NET_OUT)),
    Chart(mark("Charts", "Disk transfer"), (Metric.DISK_READ, Metric.DISK_WRITE)),
    Chart(mark("Charts", "Load"), (Metric.LOAD1,)),
    Chart(mark("Charts", "Temperature"), DISK_TEMPERATURES),
)


def planned(known: Iterable[Metric]) -> tuple[Chart, ...]:
    """The charts for what a resource measures, without curves that it has not."""
    present = set(known)
    charts = (
        Chart(chart.title, tuple(m for m in chart.metrics if m in present)) for chart in CHARTS
    )
    return tuple(chart for chart in charts if chart.metrics)


CHARTED = tuple(metric for chart in CHARTS for metric in chart.metrics)
"""Every metric that a chart shows. What a thing does not measure now, it may have before."""
