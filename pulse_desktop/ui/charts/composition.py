"""Puts a picture together: lines, a window and a size in, everything that is seen out. No Qt."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.coverage import not_recorded
from pulse_desktop.ui.charts.legend import rows
from pulse_desktop.ui.charts.picture import (
    Band,
    Dash,
    Flag,
    LaneMark,
    Panel,
    Picture,
    Stroke,
    Trace,
)
from pulse_desktop.ui.charts.spelling import TimeSpelling
from pulse_desktop.ui.charts.time_axis import time_ticks
from pulse_desktop.ui.charts.value_axis import value_scale
from pulse_desktop.ui.formatting import Formats

HUES = 8
"""Colours of a theme's series, after which curves are dashed."""

_DASHES = (Dash.SOLID, Dash.DASH, Dash.DOT, Dash.DASH_DOT)

_TICK_PX = 32
"""The least distance between two ticks of a value axis."""

_MOST_TICKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line that is to be drawn."""

    name: str
    metric: Metric
    line: Line
    key: Hashable | None = None
    """What it belongs to; see ``Trace.key``."""

    hue: int | None = None
    """``None`` for that of its position."""

    dash: Dash | None = None
    """``None`` for that of its position."""

    has_band: bool = True
    is_emphasised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlan:
    """What is to be drawn on one value axis."""

    title: str
    metric: Metric
    """Whose unit the axis has."""

    curves: tuple[Curve, ...] = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Window, size and spelling. Sizes are those of one panel's plot, without its axes."""

    window_s: tuple[float, float]
    width_px: float
    height_px: float
    text_width: Callable[[str], float]
    """Of a label on the time axis, in pixels."""

    formats: Formats = field(default_factory=Formats)
    spelling: TimeSpelling = field(default_factory=TimeSpelling)


def compose(
    title: str,
    plans: Sequence[PanelPlan],
    frame: Frame,
    *,
    lane: tuple[LaneMark, ...] = (),
    flags: tuple[Flag, ...] = (),
    footer: str = "",
) -> Picture:
    """The picture of ``plans``, one panel each, in a frame."""
    drawn = [line for plan in plans for line in _lines(plan)]
    return Picture(
        title=title,
        window_s=frame.window_s,
        time_ticks=time_ticks(frame.window_s, frame.width_px, frame.text_width, frame.spelling),
        panels=tuple(_panel(plan, frame) for plan in plans),
        hatches=not_recorded(drawn, frame.window_s),
        lane=lane,
        flags=flags,
        footer=footer,
    )


def stroke_at(position: int) -> Stroke:
    """How the curve at a position is told from the others: by hue, after 8 also by dashes."""
    return Stroke(position % HUES, _DASHES[position // HUES % len(_DASHES)])


def _panel(plan: PanelPlan, frame: Frame) -> Panel:
    low, high = _extremes(_lines(plan), frame.window_s)
    most = min(_MOST_TICKS, 1 + int(frame.height_px // _TICK_PX))
    panel = Panel(
        title=plan.title,
        scale=value_scale(plan.metric, low, high, most, frame.formats),
        traces=tuple(_trace(curve, position) for position, curve in enumerate(plan.curves)),
        bands=plan.bands,
        metric=plan.metric,
    )
    return with_legend(panel, None, frame.formats)


def with_legend(panel: Panel, at_s: float | None, formats: Formats) -> Panel:
    """The panel with what its legend says while the crosshair is at an instant."""
    return replace(panel, legend=rows(panel, at_s, formats))


def _trace(curve: Curve, position: int) -> Trace:
    usual = stroke_at(position)
    stroke = Stroke(
        usual.hue if curve.hue is None else curve.hue,
        usual.dash if curve.dash is None else curve.dash,
        curve.is_emphasised,
    )
    return Trace(
        name=curve.name,
        metric=curve.metric,
        line=curve.line,
        stroke=stroke,
        has_band=curve.has_band,
        key=curve.key,
    )


def _lines(plan: PanelPlan) -> list[Line]:
    return [curve.line for curve in plan.curves] + [band.line for band in plan.bands]


def _extremes(lines: Sequence[Line], window_s: tuple[float, float]) -> tuple[float, float]:
    """The lowest and highest value in the window; NaN for both where nothing is known."""
    lows, highs = [np.nan], [np.nan]
    for line in lines:
        inside = slice(*_inside(line, window_s))
        lows.append(float(np.fmin.reduce(line.minimum[inside], initial=np.nan)))
        highs.append(float(np.fmax.reduce(line.maximum[inside], initial=np.nan)))
    return float(np.fmin.reduce(lows)), float(np.fmax.reduce(highs))


def _inside(line: Line, window_s: tuple[float, float]) -> tuple[int, int]:
    """The points in the window, with one to either side that is partly seen."""
    first, last = np.searchsorted(line.at_s, window_s)
    return max(0, int(first) - 1), int(last) + 1
