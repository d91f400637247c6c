"""What a legend says of curves: their value at an instant, and figures of the window. No Qt."""

from collections.abc import Callable, Sequence
from enum import Enum

import numpy as np

from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.charts.picture import LegendRow, Panel
from pulse_desktop.ui.formatting import Formats

_HIGH_PERCENT = 95
_REACH = 2
"""Buckets beyond its ends for which a curve's first and last point still stand."""


class Figure(Enum):
    """A column of a legend."""

    NOW = mark("Charts", "now")
    """At the crosshair, or else the newest."""

    LOWEST = mark("Charts", "min")
    MEAN = mark("Charts", "avg")
    HIGHEST = mark("Charts", "max")
    HIGH = mark("Charts", "p95")
    """The mean of a bucket that 95 % of all do not exceed."""

    @property
    def heading(self) -> Text:
        """What stands above it."""
        return self.value


def rows(
    panel: Panel,
    at_s: float | None,
    formats: Formats,
    figures: Sequence[Figure] = (Figure.NOW,),
) -> tuple[LegendRow, ...]:
    """One row a trace; ``at_s`` is where the crosshair stands, ``None`` for the newest values."""
    return tuple(
        LegendRow(
            trace.stroke,
            trace.name,
            tuple(
                (
                    formats.say(figure.heading),
                    formats.value(trace.metric, _figure(figure, trace.line, at_s)),
                )
                for figure in figures
            ),
        )
        for trace in panel.traces
    )


def value_at(line: Line, at_s: float) -> float | None:
    """The value of the point that is nearest to an instant; ``None`` in a gap or beyond an end."""
    if not len(line.at_s):
        return None
    after = int(np.searchsorted(line.at_s, at_s))
    before = max(0, after - 1)
    after = min(after, len(line.at_s) - 1)
    nearest = before if at_s - line.at_s[before] <= line.at_s[after] - at_s else after
    beyond_s = max(line.at_s[0] - at_s, at_s - line.at_s[-1])
    value = float(line.value[nearest])
    return None if np.isnan(value) or beyond_s > _REACH * line.bucket_s else value


def newest(line: Line) -> float | None:
    """The last value that is known."""
    known = np.flatnonzero(~np.isnan(line.value))
    return float(line.value[known[-1]]) if len(known) else None


def _figure(figure: Figure, line: Line, at_s: float | None) -> float | None:
    if figure is Figure.NOW:
        return newest(line) if at_s is None else value_at(line, at_s)
    if not np.any(~np.isnan(line.value)):
        return None
    return _FIGURES[figure](line)


def _mean(line: Line) -> float:
    """Of all samples: buckets count by how many they have."""
    known = ~np.isnan(line.value)
    return float(np.average(line.value[known], weights=_weights(line.count[known])))


def _weights(count: FloatArray) -> FloatArray:
    return np.where(np.isfinite(count) & (count > 0), count, 1.0)


_FIGURES: dict[Figure, Callable[[Line], float]] = {
    Figure.LOWEST: lambda line: float(np.nanmin(line.minimum)),
    Figure.MEAN: _mean,
    Figure.HIGHEST: lambda line: float(np.nanmax(line.maximum)),
    Figure.HIGH: lambda line: float(np.nanpercentile(line.value, _HIGH_PERCENT)),
}
