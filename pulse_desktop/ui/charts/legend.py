"""What a legend says of curves: their value at an instant. No Qt."""

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.text import mark
from pulse_desktop.ui.charts.picture import LegendRow, Panel, Trace
from pulse_desktop.ui.formatting import Formats

_REACH = 2
"""Buckets beyond its ends for which a curve's first and last point still stand."""

_NOW = mark("Charts", "last")
"""At the crosshair, or else the newest."""

IMPORTED = mark("Charts", "imported")
"""In its place where another program recorded the value."""


def rows(panel: Panel, at_s: float | None, formats: Formats) -> tuple[LegendRow, ...]:
    """One row a trace; ``at_s`` is where the crosshair stands, ``None`` for the newest values."""
    return tuple(
        LegendRow(trace.stroke, trace.name, (_figure(trace, at_s, formats),))
        for trace in panel.traces
    )


def value_at(line: Line, at_s: float) -> float | None:
    """The value of the point that is nearest to an instant; ``None`` in a gap or beyond an end."""
    place = _place_at(line, at_s)
    return None if place is None or np.isnan(line.value[place]) else float(line.value[place])


def newest(line: Line) -> float | None:
    """The last value that is known."""
    place = _newest_place(line)
    return None if place is None else float(line.value[place])


def _figure(trace: Trace, at_s: float | None, formats: Formats) -> tuple[str, str]:
    """The value, under a heading that tells whether this program recorded it."""
    line = trace.line
    place = _newest_place(line) if at_s is None else _place_at(line, at_s)
    is_imported = place is not None and line.imported is not None and bool(line.imported[place])
    value = newest(line) if at_s is None else value_at(line, at_s)
    return formats.say(IMPORTED if is_imported else _NOW), formats.value(trace.metric, value)


def _place_at(line: Line, at_s: float) -> int | None:
    """The nearest point, gap rows included; ``None`` beyond the reach of either end."""
    if not len(line.at_s):
        return None
    after = int(np.searchsorted(line.at_s, at_s))
    before = max(0, after - 1)
    after = min(after, len(line.at_s) - 1)
    nearest = before if at_s - line.at_s[before] <= line.at_s[after] - at_s else after
    beyond_s = max(line.at_s[0] - at_s, at_s - line.at_s[-1])
    return None if beyond_s > _REACH * line.bucket_s else nearest


def _newest_place(line: Line) -> int | None:
    known = np.flatnonzero(~np.isnan(line.value))
    return int(known[-1]) if len(known) else None
