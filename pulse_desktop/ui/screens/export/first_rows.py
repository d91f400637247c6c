"""The beginning of a file of figures, from what is on show."""

from pulse_desktop.history.line import Line
from pulse_desktop.settings.export_choice import ExportChoice
from pulse_desktop.ui.charts.export.points import series_points
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.export.work import seen_lines, text_with

_ROWS = 40
"""Points of each series."""


def first_rows(subject: Subject, choice: ExportChoice) -> str:
    """As they will be written."""
    lines = seen_lines(subject)
    many = [series_points(series, _beginning(lines.get(series.key))) for series in subject.series]
    return text_with(many, choice)


def _beginning(line: Line | None) -> Line | None:
    if line is None:
        return None
    part = slice(0, _ROWS)
    return Line(
        line.at_s[part],
        line.value[part],
        line.minimum[part],
        line.maximum[part],
        line.count[part],
        line.bucket_s,
    )
