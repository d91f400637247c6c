"""The rows of the legend: panels, curves, what they are compared with, and the rest."""

from dataclasses import dataclass

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.saved_chart import SeriesName
from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.legend import value_at
from pulse_desktop.ui.charts.picture import Stroke
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.workspace.drawing import rest_name, title_of
from pulse_desktop.ui.workspace.scene import Entry, Scene, Stage
from pulse_desktop.ui.workspace.statistics import NO_FIGURES, Figures

_HIDDEN = mark("Workspace", "{name}, hidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """One row. A heading has no curve."""

    name: str
    metric: Metric
    stroke: Stroke | None = None
    """``None`` for headings, and for what has no colour of its own."""

    line: Line | None = None
    figures: Figures = NO_FIGURES
    series: SeriesName | None = None
    """Which series it stands for; ``None`` for headings and the rest."""

    is_then: bool = False
    """Whether it is what the row above is compared with."""

    is_ranked: bool = False
    """Whether it stands where its strength puts it, and nobody else can."""

    is_drawn: bool = True
    is_heading: bool = False
    """Whether it only says what follows."""

    is_rest: bool = False
    """Whether it is the band of those without a curve."""

    @property
    def identity(self) -> tuple[object, ...]:
        """The same as long as it stands for the same."""
        return self.series, self.is_then, self.metric.unit, self.is_heading, self.is_rest

    @property
    def can_move(self) -> bool:
        """Whether it is a series that the user can go to and remove."""
        return self.series is not None and not self.is_then

    @property
    def can_be_ordered(self) -> bool:
        """Whether the user can put it elsewhere in its panel."""
        return self.can_move and not self.is_ranked

    def value(self, at_s: float | None) -> float | None:
        """At an instant, or the newest."""
        if self.line is None or at_s is None:
            return self.figures.now
        return value_at(self.line, at_s)

    def texts(self, at_s: float | None, formats: Formats) -> tuple[str, ...]:
        """What its cells say, in the order of the columns."""
        if self.series is None:
            return (self.name,)
        known = self.figures
        numbers = (self.value(at_s), known.low, known.mean, known.high, known.p95)
        written = (formats.value(self.metric, number) for number in numbers)
        return (self.name, formats.say(self.metric.label), *written)

    def spoken(self, at_s: float | None, formats: Formats) -> str:
        """The whole row, for a screen reader."""
        parts = [text for text in self.texts(at_s, formats) if text and text != MISSING]
        if not self.is_drawn:
            parts[0] = formats.say(_HIDDEN.given(name=parts[0]))
        return ", ".join(parts)


def legend_rows(scene: Scene, before: str, formats: Formats) -> tuple[LegendRow, ...]:
    """A heading a panel, and below it the panel's series."""
    rows: list[LegendRow] = []
    for stage in scene.stages:
        title = title_of(stage, formats)
        rows.append(LegendRow(name=title, metric=stage.metric, is_heading=True))
        for entry in stage.entries:
            rows.extend(_of(entry, before, is_ranked=stage.is_crowded))
        if stage.rest_count:
            rows.append(_rest(stage, formats))
    return tuple(rows)


def _of(entry: Entry, before: str, *, is_ranked: bool) -> list[LegendRow]:
    series = entry.series
    name = series.name or series.resource
    rows = [
        LegendRow(
            name=name,
            metric=series.metric,
            stroke=entry.stroke if entry.is_drawn or not series.is_shown else None,
            line=entry.line,
            figures=entry.figures,
            series=series.identity,
            is_ranked=is_ranked,
            is_drawn=entry.is_drawn,
        )
    ]
    if entry.then is not None and entry.is_drawn:
        rows.append(
            LegendRow(
                name=f"{name} {before}",
                metric=series.metric,
                stroke=entry.then_stroke,
                line=entry.then,
                figures=entry.then_figures,
                series=series.identity,
                is_then=True,
            )
        )
    return rows


def _rest(stage: Stage, formats: Formats) -> LegendRow:
    return LegendRow(
        name=formats.say(rest_name(stage)), metric=stage.metric, line=stage.rest, is_rest=True
    )
