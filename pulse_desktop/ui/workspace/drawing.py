"""From a scene to the picture that the screen shows and every export draws. No widgets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.charts.composition import Curve, Frame, PanelPlan, compose
from pulse_desktop.ui.charts.coverage import not_recorded
from pulse_desktop.ui.charts.picture import (
    Band,
    Flag,
    Hatch,
    LaneMark,
    LegendRow,
    Panel,
    Picture,
)
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.fitted_scale import fitted_scale
from pulse_desktop.ui.workspace.scene import Entry, Scene, Stage
from pulse_desktop.ui.workspace.statistics import Figures

_REST = mark("Workspace", "{n} others, middle 80 %")
_SEPARATOR = " · "
_MOST_NAMED = 3
"""Metrics that the title of a panel lists before it names the unit alone."""

_UNITS = {
    Unit.RATIO: mark("Workspace", "Shares"),
    Unit.BYTES: mark("Workspace", "Sizes"),
    Unit.BYTES_PER_SECOND: mark("Workspace", "Rates"),
    Unit.CELSIUS: mark("Workspace", "Temperatures"),
    Unit.LOAD: mark("Workspace", "Loads"),
}
HEADINGS = {
    "now": mark("Workspace", "Last"),
    "low": mark("Workspace", "Min"),
    "mean": mark("Workspace", "Avg"),
    "high": mark("Workspace", "Max"),
    "p95": mark("Workspace", "p95"),
}
"""The figures of a legend, by field of ``Figures``, in their order."""

_TICK_PX = 32
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a picture says besides its curves."""

    title: str = ""
    before: str = ""
    """How far back the compared time lies; empty for none."""

    lane: tuple[LaneMark, ...] = ()
    flags: tuple[Flag, ...] = ()
    footer: str = ""
    starts_at_zero: bool = True


def drawn(scene: Scene, frame: Frame, caption: Caption) -> Picture:
    """The picture of ``scene``."""
    plans = [_plan(stage, caption.before, frame.formats) for stage in scene.stages]
    picture = compose(
        caption.title,
        plans,
        frame,
        lane=caption.lane,
        flags=caption.flags,
        footer=caption.footer,
    )
    panels = tuple(
        _finished(panel, stage, caption, frame)
        for panel, stage in zip(picture.panels, scene.stages, strict=True)
    )
    lines = [entry.line for entry in scene.entries if entry.line is not None]
    nothing = (Hatch(*frame.window_s),) if scene.entries else ()
    hatches = not_recorded(lines, frame.window_s) if lines else nothing
    return replace(picture, panels=panels, hatches=hatches)


def title_of(stage: Stage, formats: Formats) -> str:
    """What a panel shows: its metrics, or its unit where there are many."""
    if len(stage.metrics) > _MOST_NAMED:
        return formats.say(_UNITS[stage.metric.unit])
    return _SEPARATOR.join(formats.say(metric.label) for metric in stage.metrics)


def name_of(entry: Entry, stage: Stage, formats: Formats) -> str:
    """What a curve is called: the resource, and its metric where the panel has several."""
    name = entry.series.name or entry.series.resource
    if len(stage.metrics) == 1:
        return name
    return f"{name}{_SEPARATOR}{formats.say(entry.series.metric.label)}"


def rest_name(stage: Stage) -> Text:
    """What the band of the rest is called."""
    return _REST.given(n=stage.rest_count)


def written(figures: Figures, metric: Metric, formats: Formats) -> tuple[tuple[str, str], ...]:
    """Heading and figure, in the order of the legend."""
    return tuple(
        (formats.say(heading), formats.value(metric, getattr(figures, name)))
        for name, heading in HEADINGS.items()
    )


def _plan(stage: Stage, before: str, formats: Formats) -> PanelPlan:
    curves: list[Curve] = []
    for entry in stage.entries:
        if entry.is_drawn:
            curves.extend(_curves(entry, name_of(entry, stage, formats), before))
    bands = () if stage.rest is None else (Band(stage.rest, formats.say(rest_name(stage))),)
    return PanelPlan(
        title=title_of(stage, formats), metric=stage.metric, curves=tuple(curves), bands=bands
    )


def _curves(entry: Entry, name: str, before: str) -> list[Curve]:
    """What was then lies below what is now."""
    series = entry.series
    found = []
    if entry.then is not None:
        found.append(
            Curve(
                name=f"{name} {before}",
                metric=series.metric,
                line=entry.then,
                key=(*series.identity, before),
                hue=entry.then_stroke.hue,
                dash=entry.then_stroke.dash,
                has_band=False,
            )
        )
    if entry.line is not None:
        found.append(
            Curve(
                name=name,
                metric=series.metric,
                line=entry.line,
                key=series.identity,
                hue=entry.stroke.hue,
                dash=entry.stroke.dash,
            )
        )
    return found


def _finished(panel: Panel, stage: Stage, caption: Caption, frame: Frame) -> Panel:
    """With every figure in the legend, and an axis that begins where it is wanted."""
    told = tuple(legend(stage, caption.before, frame.formats))
    if caption.starts_at_zero:
        return replace(panel, legend=told)
    low, high = _extremes(panel)
    if low is None or high is None:
        return replace(panel, legend=told)
    most = min(_MOST_TICKS, 1 + int(frame.height_px // _TICK_PX))
    scale = fitted_scale(stage.metric, low, high, most, frame.formats)
    return replace(panel, legend=told, scale=scale)


def legend(stage: Stage, before: str, formats: Formats) -> Sequence[LegendRow]:
    """What is written of each curve."""
    rows = []
    for entry in stage.entries:
        if not entry.is_drawn:
            continue
        name, metric = name_of(entry, stage, formats), entry.series.metric
        told = written(entry.figures, metric, formats)
        rows.append(LegendRow(entry.stroke, name, told))
        if entry.then is not None:
            told = written(entry.then_figures, metric, formats)
            rows.append(LegendRow(entry.then_stroke, f"{name} {before}", told))
    return rows


def _extremes(panel: Panel) -> tuple[float | None, float | None]:
    lines = [trace.line for trace in panel.traces] + [band.line for band in panel.bands]
    lows = [float(np.nanmin(line.minimum)) for line in lines if not np.isnan(line.minimum).all()]
    highs = [float(np.nanmax(line.maximum)) for line in lines if not np.isnan(line.maximum).all()]
    return min(lows, default=None), max(highs, default=None)
