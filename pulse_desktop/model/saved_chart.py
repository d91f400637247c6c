"""A chart that the user put together: which series, over which time, compared with what."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesKey, SeriesTarget

ChartId = NewType("ChartId", str)
"""One chart; survives renames."""

SeriesName = tuple[ResourceId, Metric]
"""What tells one curve of a chart from the others, whatever its resource is called or runs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartedSeries:
    """One curve: a metric of a resource. ``name`` and ``target`` serve while it is not known."""

    resource: ResourceId
    metric: Metric
    name: str
    """What the resource was last called."""

    target: SeriesTarget
    """Where its history was last kept."""

    is_shown: bool = True
    """Whether its curve is drawn; the legend lists it all the same."""

    @property
    def identity(self) -> SeriesName:
        """The same for as long as the resource is the same."""
        return self.resource, self.metric

    @property
    def key(self) -> SeriesKey:
        """Its address in recorded history."""
        return SeriesKey(self.target, self.metric)


class Against(StrEnum):
    """What a chart is compared with."""

    NOTHING = "nothing"
    DAY = "previous-day"
    WEEK = "previous-week"
    PINNED = "pinned"
    """The same length of time around an instant that the user pinned."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another time, drawn below the shown one."""

    against: Against = Against.NOTHING
    pinned_s: float | None = None
    """The pinned instant, epoch seconds; kept while something else is compared."""


class Strength(StrEnum):
    """By what the most telling of many series are chosen."""

    MAXIMUM = "maximum"
    AVERAGE = "average"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Strongest:
    """Draw the first ``count`` of each panel, and a band for the rest."""

    by: Strength
    count: int = 5


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a chart shows: up to now, or fixed."""

    length_s: float | None = 86_400.0
    """``None`` for everything that was recorded. Without meaning while ``fixed_s``."""

    fixed_s: tuple[float, float] | None = None
    """Start and end, epoch seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedChart:
    """Everything that tells what is drawn. A panel is one unit, in the order of the series."""

    id: ChartId
    name: str = ""
    """Empty until the user gives one."""

    series: tuple[ChartedSeries, ...] = ()
    span: Span = Span()
    comparison: Comparison = Comparison()
    strongest: Strongest | None = None
    """``None`` where every series is drawn."""

    starts_at_zero: bool = True
    """Whether value axes begin at 0, or where the values do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopOut:
    """A window of its own with a chart in it, and where it stood."""

    chart: SavedChart
    screen: str
    """The screen's name as the operating system gives it."""

    place: tuple[int, int, int, int]
    """Left, top, width and height in device-independent pixels, from the screen's corner."""

    stays_on_top: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBook:
    """The charts of an estate."""

    charts: tuple[SavedChart, ...] = ()
    """Those with a name, in the order in which they were made."""

    left: SavedChart | None = None
    """What was on show last; a chart of that id may be saved and differ from it."""

    pop_outs: tuple[PopOut, ...] = ()


def new_chart_id() -> ChartId:
    """An id that no chart has."""
    return ChartId(f"chart-{uuid.uuid4().hex[:16]}")
