"""The points of a chart as a table: a row an instant, a column a series. Run in a worker."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.line import BoolArray, FloatArray, Line
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

    imported: BoolArray | None = None
    """Which of them another program recorded, shape (n, m); ``None`` where none of them is."""


NO_POINTS = Points(at_s=np.empty(0), columns=(), values=np.empty((0, 0)))


def points(scene: Scene, before: str, formats: Formats) -> Points:
    """Every point of the curves that are drawn. Gap rows are no points."""
    columns: list[Column] = []
    lines: list[Line] = []
    for entry in scene.entries:
        for title, line in _curves(entry, before, formats):
            columns.append(Column(title=title, metric=entry.series.metric))
            lines.append(line)
    if not columns:
        return NO_POINTS
    at_s = _instants([line.at_s[~np.isnan(line.value)] for line in lines])
    values, imported = _placed(lines, at_s)
    return Points(
        at_s=at_s[::-1],
        columns=tuple(columns),
        values=values[:, ::-1],
        imported=imported[:, ::-1] if imported.any() else None,
    )


def _placed(lines: Sequence[Line], at_s: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Values, and which were imported, a row a line and a column an instant."""
    values = np.full((len(lines), len(at_s)), np.nan)
    imported = np.zeros(values.shape, dtype=bool)
    for row, line in enumerate(lines):
        known = ~np.isnan(line.value)
        places = np.searchsorted(at_s, line.at_s[known])
        values[row, places] = line.value[known]
        if line.imported is not None:
            imported[row, places] = line.imported[known]
    return values, imported


def _instants(lines: Sequence[FloatArray]) -> FloatArray:
    found: FloatArray = distinct(np.concatenate(lines))
    return found


def _curves(entry: Entry, before: str, formats: Formats) -> list[tuple[str, Line]]:
    if not entry.is_drawn:
        return []
    series = entry.series
    name = f"{series.name or series.resource} {formats.say(series.metric.label)}"
    both = ((name, entry.line), (f"{name} {before}", entry.then))
    return [(title, line) for title, line in both if line is not None]
