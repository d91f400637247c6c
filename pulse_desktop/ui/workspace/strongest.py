"""Which of many curves are drawn, and the band of the rest. Pure, and run in a worker: no Qt."""

from collections.abc import Mapping, Sequence

import numpy as np

from pulse_desktop.history.line import FloatArray, Line
from pulse_desktop.model.saved_chart import SeriesName, Strength, Strongest
from pulse_desktop.ui.workspace.statistics import Figures

MOST_CURVES = 12
"""Curves of one panel that can still be told apart."""

_COLUMNS = 240
"""Points of a band: finer than the eye, coarse enough to be made at once."""

_MISSED = 3
"""Buckets without a point before a curve is interrupted."""

_LOW, _HIGH = 10, 90
"""Per cent of the rest between which the band lies."""


def strongest(figures: Mapping[SeriesName, Figures], wanted: Strongest) -> tuple[SeriesName, ...]:
    """The first by the wanted figure, strongest first; what has none comes last."""
    said = {name: _strength(found, wanted.by) for name, found in figures.items()}
    ranked = sorted(said, key=lambda name: _before(said[name]))
    return tuple(ranked[: wanted.count])


def band(lines: Sequence[Line], window: tuple[float, float]) -> Line | None:
    """The median of ``lines``, with the 10th and 90th per cent as extremes; ``None`` for none."""
    if not lines:
        return None
    at_s = np.linspace(*window, _COLUMNS)
    rows = np.vstack([_sampled(line, at_s) for line in lines])
    count = (~np.isnan(rows)).sum(axis=0).astype(np.float64)
    low, middle, high = _percentiles(rows)
    return Line(at_s, middle, low, high, count, float(at_s[1] - at_s[0]))


def _sampled(line: Line, at_s: FloatArray) -> FloatArray:
    """The value in force at each instant; NaN in a gap and outside."""
    if not len(line.at_s):
        return np.full(len(at_s), np.nan)
    place = np.searchsorted(line.at_s, at_s, side="right") - 1
    inside = np.maximum(place, 0)
    is_near = at_s - line.at_s[inside] <= max(_MISSED * line.bucket_s, float(at_s[1] - at_s[0]))
    return np.where((place >= 0) & is_near, line.value[inside], np.nan)


def _percentiles(rows: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of each column, passing over NaN; NaN where there is nothing else. (n, m) → 3 × (m,)."""
    ordered = np.sort(rows, axis=0)
    last = (~np.isnan(rows)).sum(axis=0) - 1
    columns = np.arange(rows.shape[1])
    low, middle, high = (
        ordered[np.rint(np.maximum(last, 0) * share / 100).astype(int), columns]
        for share in (_LOW, 50, _HIGH)
    )
    return low, middle, high


def _strength(figures: Figures, by: Strength) -> float | None:
    return {
        Strength.MAXIMUM: figures.high,
        Strength.AVERAGE: figures.mean,
        Strength.CURRENT: figures.now,
    }[by]


def _before(strength: float | None) -> float:
    return float("inf") if strength is None else -strength
