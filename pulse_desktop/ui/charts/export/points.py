"""Points as they leave the program: percentages 0 to 100, and no gap rows. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pulse_desktop.history.distinct import distinct
from pulse_desktop.history.line import BoolArray, FloatArray, Line
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.ui.charts.export.subject import ExportedSeries

_PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class SeriesPoints:
    """The points of one series, oldest first, all shapes (n,)."""

    series: ExportedSeries
    at_ms: npt.NDArray[np.int64]
    value: FloatArray
    minimum: FloatArray
    maximum: FloatArray
    count: npt.NDArray[np.int64]
    imported: BoolArray
    """Which of them another program recorded."""


def unit_word(metric: Metric) -> str:
    """The unit of its values outside the program."""
    return "%" if metric.unit is Unit.RATIO else metric.unit.value


def series_points(series: ExportedSeries, line: Line | None) -> SeriesPoints:
    """What ``line`` holds but its gaps; nothing for ``None``."""
    if line is None:
        none = np.empty(0)
        whole = np.empty(0, dtype=np.int64)
        return SeriesPoints(series, whole, none, none, none, whole, whole > 0)
    known = ~np.isnan(line.value)
    scale = _PER_CENT if series.key.metric.unit is Unit.RATIO else 1.0
    return SeriesPoints(
        series,
        np.rint(line.at_s[known] * 1000).astype(np.int64),
        line.value[known] * scale,
        line.minimum[known] * scale,
        line.maximum[known] * scale,
        line.count[known].astype(np.int64),
        np.zeros(known.sum(), dtype=bool) if line.imported is None else line.imported[known],
    )


def instants(many: Sequence[SeriesPoints]) -> npt.NDArray[np.int64]:
    """Every instant at which any of them has a point, epoch milliseconds, ascending."""
    if not many:
        return np.empty(0, dtype=np.int64)
    return distinct(np.concatenate([points.at_ms for points in many]))
