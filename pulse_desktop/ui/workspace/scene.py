"""What a chart shows at one moment, worked out from its lines. Pure, and run in a worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import (
    ChartedSeries,
    SavedChart,
    SeriesName,
    Strength,
    Strongest,
)
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.ui.charts.composition import stroke_at
from pulse_desktop.ui.charts.picture import Dash, Stroke
from pulse_desktop.ui.workspace import composition
from pulse_desktop.ui.workspace.statistics import NO_FIGURES, Figures, figures
from pulse_desktop.ui.workspace.strongest import MOST_CURVES, band, strongest

USUAL_STRONGEST = Strongest(Strength.MAXIMUM, 5)
"""What is drawn of a panel with too many curves until the user says otherwise."""

Lines = Mapping[SeriesKey, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One series in its panel."""

    series: ChartedSeries
    stroke: Stroke
    line: Line | None
    """``None`` where nothing was recorded."""

    figures: Figures = NO_FIGURES
    is_drawn: bool = True
    """Whether it has a curve: it is neither hidden nor one of the rest."""

    then: Line | None = None
    """What is compared with, moved under the window."""

    then_figures: Figures = NO_FIGURES

    @property
    def then_stroke(self) -> Stroke:
        """The same colour, dashed; dotted where the curve itself is dashed."""
        dash = Dash.DASH if self.stroke.dash is Dash.SOLID else Dash.DOT
        return Stroke(self.stroke.hue, dash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One panel: the series of one unit."""

    entries: tuple[Entry, ...]
    rest: Line | None = None
    """The band of those that have no curve; ``None`` where each has one."""

    rest_count: int = 0

    @property
    def metric(self) -> Metric:
        """Whose unit it is."""
        return self.entries[0].series.metric

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What is measured, each once."""
        return tuple(dict.fromkeys(entry.series.metric for entry in self.entries))

    @property
    def is_crowded(self) -> bool:
        """Whether only the strongest are drawn."""
        return self.rest_count > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Every panel."""

    window_s: tuple[float, float]
    stages: tuple[Stage, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every series, panel by panel."""
        return tuple(entry for stage in self.stages for entry in stage.entries)

    @property
    def is_crowded(self) -> bool:
        """Whether only the strongest of some panel are drawn."""
        return any(stage.is_crowded for stage in self.stages)


def staged(chart: SavedChart, window_s: tuple[float, float], lines: Lines, then: Lines) -> Scene:
    """The scene of ``chart``. ``then`` is what it is compared with, moved under the window."""
    stages = (_stage(chart, panel, window_s, lines, then) for panel in _panels(chart))
    return Scene(window_s=window_s, stages=tuple(stages))


def _panels(chart: SavedChart) -> tuple[tuple[ChartedSeries, ...], ...]:
    return composition.panels(chart.series)


def _stage(
    chart: SavedChart,
    panel: Sequence[ChartedSeries],
    window_s: tuple[float, float],
    lines: Lines,
    then: Lines,
) -> Stage:
    entries = [
        _entry(series, stroke_at(position), lines, then) for position, series in enumerate(panel)
    ]
    shown = [entry for entry in entries if entry.series.is_shown]
    if len(shown) <= MOST_CURVES:
        return Stage(entries=tuple(entries))
    drawn = _drawn(shown, chart.strongest or USUAL_STRONGEST)
    rest = [e for e in shown if e.series.identity not in drawn]
    return Stage(
        entries=tuple(_coloured(entries, drawn)),
        rest=band([e.line for e in rest if e.line is not None], window_s),
        rest_count=len(rest),
    )


def _entry(series: ChartedSeries, stroke: Stroke, lines: Lines, then: Lines) -> Entry:
    line, before = lines.get(series.key), then.get(series.key)
    return Entry(
        series=series,
        stroke=stroke,
        line=line,
        figures=NO_FIGURES if line is None else figures(line),
        is_drawn=series.is_shown,
        then=before,
        then_figures=NO_FIGURES if before is None else figures(before),
    )


def _drawn(shown: Sequence[Entry], wanted: Strongest) -> tuple[SeriesName, ...]:
    few = replace(wanted, count=min(wanted.count, MOST_CURVES))
    return strongest({entry.series.identity: entry.figures for entry in shown}, few)


def _coloured(entries: Sequence[Entry], drawn: Sequence[SeriesName]) -> list[Entry]:
    """The drawn ones first, strongest first, with the first colours; the others have no curve."""
    known = {entry.series.identity: entry for entry in entries}
    first = [replace(known[name], stroke=stroke_at(place)) for place, name in enumerate(drawn)]
    rest = [entry for entry in entries if entry.series.identity not in drawn]
    return first + [replace(entry, is_drawn=False) for entry in rest]
