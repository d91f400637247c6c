"""A chart at one moment, as values: the screen shows it and every export draws it. No Qt.

Positions are instants (epoch seconds) and values in the metric's unit. Colours are places in a
theme's series, so that one picture can be drawn in any theme.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum, auto

from pulse_desktop.history.line import Line
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric


class Dash(Enum):
    """How a curve is stroked: beyond the colours of the theme, and for a comparison."""

    SOLID = auto()
    DASH = auto()
    DOT = auto()
    DASH_DOT = auto()


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a curve is told from the others."""

    hue: int
    """Place in ``Colours.series``."""

    dash: Dash = Dash.SOLID
    is_emphasised: bool = False
    """Two pixels wide and above the others: what is hovered or selected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One curve. Imported points are drawn lighter, and a gap is not bridged."""

    name: str
    metric: Metric
    line: Line
    stroke: Stroke
    has_band: bool = True
    """Whether the span between minimum and maximum is filled."""

    key: Hashable | None = None
    """What it belongs to, by which it is emphasised from outside."""


@dataclass(frozen=True, slots=True)
class Band:
    """A filled span with a line in it: how many series lie, without drawing each."""

    line: Line
    """The median, with the lower and upper edge as minimum and maximum."""

    name: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis."""

    at: float
    text: str
    is_major: bool = True
    """A day among hours, an hour among minutes."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis."""

    lower: float
    upper: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class LegendRow:
    """What the legend says of one curve, as it is written."""

    stroke: Stroke
    name: str
    figures: tuple[tuple[str, str], ...]
    """Heading and figure: now or at the crosshair, lowest, average, highest, 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One plot: curves of one unit, on one value axis."""

    title: str
    scale: Scale
    traces: tuple[Trace, ...] = ()
    bands: tuple[Band, ...] = ()
    legend: tuple[LegendRow, ...] = ()
    metric: Metric | None = None
    """Whose unit the value axis has; ``None`` for that of its first trace."""


@dataclass(frozen=True, slots=True)
class Hatch:
    """A span in which this program recorded nothing."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class LaneMark:
    """Something that happened, in the lane below the plots."""

    start_s: float
    end_s: float | None
    """``None`` for an instant."""

    shape: Shape
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A note that the user pinned to an instant."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that is seen, at one size. Frozen: what is exported is what was seen."""

    title: str
    window_s: tuple[float, float]
    time_ticks: tuple[Tick, ...]
    panels: tuple[Panel, ...]
    hatches: tuple[Hatch, ...] = ()
    lane: tuple[LaneMark, ...] = ()
    flags: tuple[Flag, ...] = ()
    footer: str = ""
    """Program, estate, range and time zone."""
