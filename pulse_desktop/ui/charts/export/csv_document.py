"""Points as a table of comma-separated values. No Qt.

A gap is an empty cell (wide) or an absent row (long). Names are made harmless for spreadsheets,
which take a cell that begins like a formula for one.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import chain
from typing import TextIO

import numpy as np

from pulse_desktop.settings.export_choice import CsvLayout, ExportChoice
from pulse_desktop.ui.charts.export.points import SeriesPoints, instants, unit_word
from pulse_desktop.ui.spreadsheet import harmless

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many. It may raise to stop the work."""

_ROWS = 5_000
"""Written between two words of progress."""

Cell = str | float | int


def write_csv(
    file: TextIO,
    many: Sequence[SeriesPoints],
    choice: ExportChoice,
    zone: tzinfo | None,
    progress: Progress,
) -> None:
    """Write ``many`` below a line of titles. ``zone`` is that of local times, or the computer's."""
    writer = csv.writer(file, lineterminator="\n")
    is_wide = choice.layout is CsvLayout.WIDE
    spell = _Spelling(_has_fractions(many), choice.has_local_times, zone)
    writer.writerow(_wide_titles(many, spell) if is_wide else _long_titles(spell))
    rows = _wide_rows(many, spell) if is_wide else _long_rows(many, spell)
    total = len(instants(many)) if is_wide else sum(len(points.at_ms) for points in many)
    for written, row in enumerate(rows):
        if written % _ROWS == 0:
            progress(written, total)
        writer.writerow(row)


class _Spelling:
    """How the instants of one table are written: all with the same precision."""

    def __init__(self, has_fractions: bool, has_local: bool, zone: tzinfo | None) -> None:  # noqa: FBT001
        self._precision = "milliseconds" if has_fractions else "seconds"
        self._has_local = has_local
        self._zone = zone

    @property
    def titles(self) -> list[str]:
        return ["time_utc", "time_local"] if self._has_local else ["time_utc"]

    def cells(self, at_ms: int) -> list[str]:
        moment = datetime.fromtimestamp(at_ms / 1000, UTC)
        utc = moment.isoformat(timespec=self._precision).replace("+00:00", "Z")
        if not self._has_local:
            return [utc]
        return [utc, moment.astimezone(self._zone).isoformat(timespec=self._precision)]


def _has_fractions(many: Sequence[SeriesPoints]) -> bool:
    return any(bool(np.any(points.at_ms % 1000)) for points in many)


def _wide_titles(many: Sequence[SeriesPoints], spell: _Spelling) -> list[str]:
    titles = [
        f"{points.series.name} {points.series.key.metric.value}"
        f" ({unit_word(points.series.key.metric)})"
        for points in many
    ]
    return [*spell.titles, *map(harmless, titles)]


def _wide_rows(many: Sequence[SeriesPoints], spell: _Spelling) -> Iterator[list[Cell]]:
    times = instants(many)
    columns = [_column(points, times) for points in many]
    for row, at_ms in enumerate(times.tolist()):
        yield [*spell.cells(at_ms), *(column[row] for column in columns)]


def _column(points: SeriesPoints, times: "np.typing.NDArray[np.int64]") -> list[Cell]:
    cells: list[Cell] = [""] * len(times)
    places = np.searchsorted(times, points.at_ms)
    for place, value in zip(places.tolist(), points.value.tolist(), strict=True):
        cells[place] = value
    return cells


def _long_titles(spell: _Spelling) -> list[str]:
    rest = ["resource", "name", "metric", "unit", "value", "minimum", "maximum", "count"]
    return [*spell.titles, *rest]


def _long_rows(many: Sequence[SeriesPoints], spell: _Spelling) -> Iterator[list[Cell]]:
    return chain.from_iterable(_long(points, spell) for points in many)


def _long(points: SeriesPoints, spell: _Spelling) -> Iterator[list[Cell]]:
    series, metric = points.series, points.series.key.metric
    same: list[Cell] = [
        harmless(series.resource),
        harmless(series.name),
        metric.value,
        unit_word(metric),
    ]
    rows = zip(
        points.at_ms.tolist(),
        points.value.tolist(),
        points.minimum.tolist(),
        points.maximum.tolist(),
        points.count.tolist(),
        strict=True,
    )
    for at_ms, *figures in rows:
        yield [*spell.cells(at_ms), *same, *figures]
