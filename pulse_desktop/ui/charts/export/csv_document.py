"""Points as a table of comma-separated values. No Qt.

A gap is an empty cell (wide) or an absent row (long). What another program recorded is 1 in a
column of its own: in a wide table one for each series that has such points, behind all values.
Names are made harmless for spreadsheets, which take a cell that begins like a formula for one.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal, TextIO

import numpy as np
import numpy.typing as npt

from pulse_desktop.settings.export_choice import CsvLayout, ExportChoice
from pulse_desktop.ui.charts.export.points import SeriesPoints, instants, unit_word
from pulse_desktop.ui.spreadsheet import harmless

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many. It may raise to stop the work."""

_ROWS = 500
"""Made at once, and written between two words of progress: no other thread runs meanwhile, some
2 ms."""

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
    spell = _Spelling(many, zone, local=choice.has_local_times)
    writer.writerow(_wide_titles(many, spell) if is_wide else _long_titles(spell))
    if is_wide:
        times = instants(many)
        total, rows = len(times), _wide_rows(many, times, spell)
    else:
        total, rows = sum(len(points.at_ms) for points in many), _long_rows(many, spell)
    written = 0
    for batch in rows:
        progress(written, total)
        writer.writerows(batch)
        written += len(batch)


class _Spelling:
    """How the instants of one table are written: all with the same precision."""

    def __init__(self, many: Sequence[SeriesPoints], zone: tzinfo | None, *, local: bool) -> None:
        self._precision: Literal["ms", "s"] = "ms" if _has_fractions(many) else "s"
        self._has_local = local
        self._zone = zone

    @property
    def titles(self) -> list[str]:
        return ["time_utc", "time_local"] if self._has_local else ["time_utc"]

    def columns(self, at_ms: npt.NDArray[np.int64]) -> list[list[str]]:
        """One below each title."""
        moments = at_ms.astype("datetime64[ms]")
        utc = np.datetime_as_string(moments, unit=self._precision, timezone="UTC").tolist()
        return [utc, [self._local(at) for at in at_ms.tolist()]] if self._has_local else [utc]

    def _local(self, at_ms: int) -> str:
        """With the offset that holds at that instant."""
        moment = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self._zone)
        return moment.isoformat(timespec="seconds" if self._precision == "s" else "milliseconds")


def _has_fractions(many: Sequence[SeriesPoints]) -> bool:
    return any(bool(np.any(points.at_ms % 1000)) for points in many)


def _wide_titles(many: Sequence[SeriesPoints], spell: _Spelling) -> list[str]:
    titles = [
        f"{points.series.name} {points.series.key.metric.value}"
        f" ({unit_word(points.series.key.metric)})"
        for points in many
    ]
    foreign = [
        f"{points.series.name} {points.series.key.metric.value} imported" for points in _mixed(many)
    ]
    return [*spell.titles, *map(harmless, [*titles, *foreign])]


def _mixed(many: Sequence[SeriesPoints]) -> list[SeriesPoints]:
    return [points for points in many if points.imported.any()]


def _wide_rows(
    many: Sequence[SeriesPoints], times: npt.NDArray[np.int64], spell: _Spelling
) -> Iterator[list[list[Cell]]]:
    for first in range(0, len(times), _ROWS):
        part = times[first : first + _ROWS]
        columns = [_column(points, points.value, part) for points in many]
        columns += [_column(each, each.imported.astype(int), part) for each in _mixed(many)]
        yield [list(row) for row in zip(*spell.columns(part), *columns, strict=True)]


def _column(
    points: SeriesPoints, figures: npt.NDArray[Any], times: npt.NDArray[np.int64]
) -> list[Cell]:
    """The ``figures`` of one series at ``times``; empty where it has no point."""
    first, last = np.searchsorted(points.at_ms, (times[0], times[-1] + 1))
    cells: list[Cell] = [""] * len(times)
    places = np.searchsorted(times, points.at_ms[first:last])
    for place, value in zip(places.tolist(), figures[first:last].tolist(), strict=True):
        cells[place] = value
    return cells


def _long_titles(spell: _Spelling) -> list[str]:
    figures = ["value", "minimum", "maximum", "count", "imported"]
    return [*spell.titles, "resource", "name", "metric", "unit", *figures]


def _long_rows(many: Sequence[SeriesPoints], spell: _Spelling) -> Iterator[list[list[Cell]]]:
    """One series after the other."""
    for points in many:
        for first in range(0, len(points.at_ms), _ROWS):
            yield _long(points, slice(first, first + _ROWS), spell)


def _long(points: SeriesPoints, part: slice, spell: _Spelling) -> list[list[Cell]]:
    series, metric = points.series, points.series.key.metric
    same: list[Cell] = [
        harmless(series.resource),
        harmless(series.name),
        metric.value,
        unit_word(metric),
    ]
    foreign = points.imported.astype(np.int64)
    columns = (points.value, points.minimum, points.maximum, points.count, foreign)
    times = zip(*spell.columns(points.at_ms[part]), strict=True)
    rows = zip(times, *(column[part].tolist() for column in columns), strict=True)
    return [[*moment, *same, *figures] for moment, *figures in rows]
