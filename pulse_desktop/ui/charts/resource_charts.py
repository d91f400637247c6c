"""The panels of one resource's charts. Pure: no Qt."""

from collections.abc import Mapping

from pulse_desktop.history.line import Line
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Measured
from pulse_desktop.ui.charts.composition import Curve, PanelPlan
from pulse_desktop.ui.charts.live import extended
from pulse_desktop.ui.charts.plan import LABELS, Chart, planned
from pulse_desktop.ui.formatting import Formats

Lines = Mapping[Metric, Line]


def panels(lines: Lines, formats: Formats) -> tuple[PanelPlan, ...]:
    """A panel for each kind of metric that there is a line of."""
    return tuple(_panel(chart, lines, formats) for chart in planned(lines))


def gone_on(lines: Lines, measured: Mapping[Metric, Measured], start_s: float) -> Lines:
    """``lines`` with what was read since, without what is before ``start_s``.

    The same object where nothing is newer.
    """
    longer = {}
    for metric, line in lines.items():
        reading = measured.get(metric)
        if reading is not None:
            at_s = epoch_ms(reading.at) / 1000
            longer[metric] = extended(line, at_s, reading.value, start_s)
    if all(line is lines[metric] for metric, line in longer.items()):
        return lines
    return {**lines, **longer}


def _panel(chart: Chart, lines: Lines, formats: Formats) -> PanelPlan:
    title = formats.say(chart.title)
    curves = tuple(
        Curve(
            name=formats.say(LABELS.get(metric, metric.label)) if len(chart.metrics) > 1 else title,
            metric=metric,
            line=lines[metric],
            key=metric,
        )
        for metric in chart.metrics
    )
    return PanelPlan(title=title, metric=chart.metrics[0], curves=curves)
