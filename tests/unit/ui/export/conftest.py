"""Charts to export, as values."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from pulse_desktop.history.line import Line
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget
from pulse_desktop.ui.charts.composition import Curve, Frame, PanelPlan, compose
from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject
from pulse_desktop.ui.charts.picture import Flag, LaneMark, LegendRow
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.drawing import written
from pulse_desktop.ui.workspace.statistics import figures

START_S = 1_777_929_300.0
MINUTE_S = 60.0


@dataclass
class Charts:
    """Builders of what an export is made of."""

    start_s: float = START_S

    def key(self, name="pve2", metric=Metric.CPU):
        """The series of a thing."""
        return SeriesKey(SeriesTarget(Family.AGENT, name), metric)

    def line(self, points=720, *, gap=True, seed=1, imported=0):
        """A noisy minute line with a gap in its second third."""
        noise = np.random.default_rng(seed)
        value = np.clip(0.4 + np.cumsum(noise.normal(0, 0.01, points)), 0.05, 0.9)
        low, high = value - 0.04, value + 0.06
        count = np.full(points, 6.0)
        if gap:
            for row in (value, low, high, count):
                row[points // 3 : points // 3 + points // 20 + 1] = np.nan
        mask = np.arange(points) < imported if imported else None
        at_s = self.start_s + np.arange(points) * MINUTE_S
        return Line(at_s, value, low, high, count, MINUTE_S, mask)

    def series(self, name="pve2", metric=Metric.CPU, line=None):
        """One exported series."""
        key = self.key(name, metric)
        return ExportedSeries(
            name, ResourceId(f"agent-{name}"), key, line if line is not None else self.line()
        )

    def subject(self, *series, **fields):
        """A chart of ``series`` with everything that a picture can have."""
        series = series or (self.series(), self.series("tank", line=self.line(seed=2)))
        end_s = max(float(one.line.at_s[-1]) for one in series) + MINUTE_S
        window_s = (self.start_s, end_s)
        fields.setdefault("size", (900, 600))
        picture = replace(self.picture(series, window_s), **fields.pop("picture", {}))
        return Subject(picture=picture, series=series, window_s=window_s, **fields)

    def picture(self, series, window_s):
        """As a window would compose it."""
        metrics = dict.fromkeys(one.key.metric for one in series)
        plans = [
            PanelPlan(
                title=str(metric.label),
                metric=metric,
                curves=tuple(
                    Curve(name=one.name, metric=metric, line=one.line)
                    for one in series
                    if one.key.metric is metric
                ),
            )
            for metric in metrics
        ]
        frame = Frame(
            window_s=window_s, width_px=800, height_px=300, text_width=lambda text: 7.0 * len(text)
        )
        middle_s = sum(window_s) / 2
        made = compose(
            "NAS slow on Tuesday",
            plans,
            frame,
            lane=(LaneMark(middle_s, middle_s + 3600, Shape.WARNING, "scrub of tank"),),
            flags=(Flag(middle_s, "slow from here on"),),
            footer="Pulse Desktop · Home lab",
        )
        panels = tuple(replace(panel, legend=legend_of(panel)) for panel in made.panels)
        return replace(made, panels=panels)


def legend_of(panel):
    """With every figure that the Charts tab tells."""
    return tuple(
        LegendRow(
            trace.stroke,
            trace.name,
            written(figures(trace.line), trace.metric, Formats()),
        )
        for trace in panel.traces
    )


@pytest.fixture(scope="session")
def charts():
    """Builders of what an export is made of."""
    return Charts()
