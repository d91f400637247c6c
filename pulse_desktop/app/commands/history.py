"""``history``: the recorded history of one metric, as JSON or CSV."""

import argparse
import csv
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from pulse_desktop.app.archive import Archive, read_archive
from pulse_desktop.app.argument_type import whole_number
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.headless import say
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.app.resource_choice import chosen_resource
from pulse_desktop.app.series_name import metric_word
from pulse_desktop.app.span import span, span_arguments
from pulse_desktop.history.line import Line
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import mark

_SCHEMA = 1
_MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class Point:
    """One point as it leaves the program: epoch milliseconds, percentages 0 to 100."""

    t: int
    value: float
    min: float
    max: float
    count: int
    imported: bool
    """Whether another program recorded it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("resource", metavar="RESOURCE", help="an id, or a name that is unique")
    parser.add_argument("metric", metavar="METRIC", type=metric_word, help="for instance cpu")
    span_arguments(parser)
    parser.add_argument(
        "--max-points",
        type=whole_number(1, _MOST_POINTS),
        default=1000,
        metavar="N",
        help=f"1000; {_MOST_POINTS:,} at most",
    )
    parser.add_argument("--format", choices=["json", "csv"], default="json")


def run(options: argparse.Namespace) -> ExitStatus:
    """Print the points, oldest first; a gap has none.

    Raises:
        SettingsError: The resource is not known or has no series.
        StoreError: The file cannot be read.
    """
    now = utc_now()
    answer = read_archive(chosen_profile(options), now, lambda found: _read(found, options, now))
    if answer is None:
        raise SettingsError(mark("History", "Nothing was recorded yet."))
    resource, line = answer
    points = list(_points(options.metric, line)) if line is not None else []
    if options.format == "csv":
        _print_csv(points)
    else:
        say(json.dumps(_document(resource, options.metric, points)))
    return ExitStatus.DONE


def _read(
    found: Archive, options: argparse.Namespace, now: datetime
) -> tuple[Resource, Line | None]:
    resource = chosen_resource(found.state, options.resource)
    if resource.series is None:
        raise SettingsError(
            mark("History", "{name} is not measured, so it has no history.").given(
                name=resource.name
            )
        )
    key = SeriesKey(resource.series, options.metric)
    window = span(options, now, found.since)
    return resource, found.lines((key,), window, options.max_points).get(key)


def _points(metric: Metric, line: Line) -> Iterator[Point]:
    scale = 100.0 if metric.unit is Unit.RATIO else 1.0
    foreign = [False] * len(line.at_s) if line.imported is None else line.imported
    rows = zip(line.at_s, line.value, line.minimum, line.maximum, line.count, foreign, strict=True)
    for at_s, value, low, high, count, is_imported in rows:
        if not math.isnan(value):
            yield Point(
                t=round(at_s * 1000),
                value=float(value) * scale,
                min=float(low) * scale,
                max=float(high) * scale,
                count=int(count),
                imported=bool(is_imported),
            )


def _document(resource: Resource, metric: Metric, points: list[Point]) -> dict[str, object]:
    return {
        "schema": _SCHEMA,
        "resource": resource.id,
        "metric": metric.value,
        "unit": "%" if metric.unit is Unit.RATIO else metric.unit.value,
        "points": [asdict(point) for point in points],
    }


def _print_csv(points: list[Point]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(each.name for each in fields(Point))
    writer.writerows([p.t, p.value, p.min, p.max, p.count, int(p.imported)] for p in points)
