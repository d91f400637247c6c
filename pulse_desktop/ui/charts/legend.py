"""What a legend says of curves: their value at an instant. No Qt."""

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.picture import LegendRow, Panel
from pulse_desktop.ui.formatting import Formats

_REACH = 2
"""Buckets beyond its ends for which a curve's first and last point still stand."""

_NOW = mark("Charts", "last")
"""At the crosshair, or else the newest."""


def rows(panel: Panel, at_s: float | None, formats: Formats) -> tuple[LegendRow, ...]:
    """One row a trace; ``at_s`` is where the crosshair stands, ``None`` for the newest values."""
    heading = formats.say(_NOW)
    return tuple(
        LegendRow(
            trace.stroke,
            trace.name,
            ((heading, formats.value(trace.metric, _value(trace.line, at_s))),),
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


def _value(line: Line, at_s: float | None) -> float | None:
    return newest(line) if at_s is None else value_at(line, at_s)
