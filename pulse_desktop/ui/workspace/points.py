"""The points of a chart as a table: a row an instant, a column a series. Run in a worker."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.line import FloatArray
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.scene import Entry, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One series, or what it is compared with."""

    title: str
    metric: Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What is drawn, in figures."""

    at_s: FloatArray
    """Instants at which any series has a point, epoch seconds, newest first. Shape (m,)."""

    columns: tuple[Column, ...]
    values: FloatArray
    """In each metric's unit; NaN where that series has no point. Shape (n, m)."""


NO_POINTS = Points(at_s=np.empty(0), columns=(), values=np.empty((0, 0)))


def points(scene: Scene, before: str, formats: Formats) -> Points:
    """Every point of the curves that are drawn. Gap rows are no points."""
    columns: list[Column] = []
    lines: list[tuple[FloatArray, FloatArray]] = []
    for entry in scene.entries:
        for title, at_s, value in _curves(entry, before, formats):
            columns.append(Column(title=title, metric=entry.series.metric))
            lines.append((at_s, value))
    if not columns:
        return NO_POINTS
    at_s = _instants([at for at, _ in lines])
    values = np.full((len(columns), len(at_s)), np.nan)
    for row, (instants, value) in enumerate(lines):
        values[row, np.searchsorted(at_s, instants)] = value
    return Points(at_s=at_s[::-1], columns=tuple(columns), values=values[:, ::-1])


def _instants(lines: Sequence[FloatArray]) -> FloatArray:
    found: FloatArray = distinct(np.concatenate(lines))
    return found


def _curves(
    entry: Entry, before: str, formats: Formats
) -> list[tuple[str, FloatArray, FloatArray]]:
    if not entry.is_drawn:
        return []
    series = entry.series
    name = f"{series.name or series.resource} {formats.say(series.metric.label)}"
    found = []
    for title, line in ((name, entry.line), (f"{name} {before}", entry.then)):
        if line is not None:
            known = ~np.isnan(line.value)
            found.append((title, line.at_s[known], line.value[known]))
    return found
