"""The charts of one resource, one below the other."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pulse_desktop.history.line import Line
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Measured
from pulse_desktop.ui.charts.line_chart import Curve, LineChart
from pulse_desktop.ui.charts.live import extended
from pulse_desktop.ui.charts.plan import Chart, planned
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import sizes


class ChartStack(QWidget):
    """Keeps its charts while the same metrics are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[Metric, Line] = {}
        self._plan: tuple[Chart, ...] = ()
        self._charts: list[LineChart] = []
        size = sizes(self.font())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(size.large, size.small, size.medium, size.medium)
        self._column.setSpacing(size.small)
        self._column.addStretch(1)

    @property
    def charts(self) -> tuple[LineChart, ...]:
        """The charts on show, top to bottom."""
        return tuple(self._charts)

    def show_lines(
        self, lines: Mapping[Metric, Line], window: tuple[float, float], formats: Formats
    ) -> None:
        """Take what was recorded."""
        self._lines = dict(lines)
        plan = planned(self._lines)
        if plan != self._plan:
            self._build(plan, formats)
        self._draw(window, formats)

    def go_on(
        self,
        measured: Mapping[Metric, Measured],
        window: tuple[float, float],
        formats: Formats,
    ) -> None:
        """Add what was read since. Draws only if there is something newer."""
        before = dict(self._lines)
        for metric, line in before.items():
            reading = measured.get(metric)
            if reading is not None:
                at_s = epoch_ms(reading.at) / 1000
                self._lines[metric] = extended(line, at_s, reading.value, window[0])
        if any(self._lines[metric] is not line for metric, line in before.items()):
            self._draw(window, formats)

    def _build(self, plan: tuple[Chart, ...], formats: Formats) -> None:
        self._plan = plan
        for chart in self._charts:
            self._column.removeWidget(chart)
            chart.deleteLater()
        self._charts = [LineChart(formats.say(chart.title), self) for chart in plan]
        for position, chart in enumerate(self._charts):
            self._column.insertWidget(position, chart)

    def _draw(self, window: tuple[float, float], formats: Formats) -> None:
        for chart, plan in zip(self._charts, self._plan, strict=True):
            curves = [Curve(metric, self._lines[metric]) for metric in plan.metrics]
            chart.show_curves(curves, window, formats)
