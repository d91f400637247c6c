"""Points as the JSON that ``history`` prints, one entry a series. No Qt."""

import json
from collections.abc import Iterator, Sequence
from typing import TextIO

from pulse_desktop.ui.charts.export.csv_document import Progress
from pulse_desktop.ui.charts.export.points import SeriesPoints, unit_word

SCHEMA = 1

_POINTS = 1_000
"""Encoded at once: no other thread runs meanwhile, some 2 ms."""


def write_json(file: TextIO, many: Sequence[SeriesPoints], progress: Progress) -> None:
    """Write ``many``, oldest point first; a gap has no point."""
    total, written = sum(len(points.at_ms) for points in many), 0
    file.write(f'{{"schema": {SCHEMA}, "series": [')
    for number, points in enumerate(many):
        file.write(",\n" if number else "\n")
        file.write(_head(points))
        for first, batch in _batches(points):
            progress(written + first, total)
            file.write(", " if first else "")
            file.write(json.dumps(batch, allow_nan=False)[1:-1])
        file.write("]}")
        written += len(points.at_ms)
    file.write("\n]}\n")


def _head(points: SeriesPoints) -> str:
    """The entry up to its first point."""
    series, metric = points.series, points.series.key.metric
    facts = {
        "resource": series.resource,
        "name": series.name,
        "metric": metric.value,
        "unit": unit_word(metric),
        "points": [],
    }
    return json.dumps(facts, ensure_ascii=False)[: -len("]}")]


def _batches(points: SeriesPoints) -> Iterator[tuple[int, list[dict[str, float | int]]]]:
    for first in range(0, len(points.at_ms), _POINTS):
        part = slice(first, first + _POINTS)
        rows = zip(
            points.at_ms[part].tolist(),
            points.value[part].tolist(),
            points.minimum[part].tolist(),
            points.maximum[part].tolist(),
            points.count[part].tolist(),
            points.imported[part].tolist(),
            strict=True,
        )
        yield (
            first,
            [
                {"t": t, "value": v, "min": low, "max": high, "count": n, "imported": foreign}
                for t, v, low, high, n, foreign in rows
            ],
        )
