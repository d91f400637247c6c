"""The beginning of a file of figures, from what is on show."""

from pulse_desktop.history.line import Line
from pulse_desktop.settings.export_choice import ExportChoice
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.export.work import seen_lines, text_with

_ROWS = 40
"""Points of each series."""


def first_rows(subject: Subject, choice: ExportChoice) -> str:
    """As they will be written."""
    lines = {key: _beginning(line) for key, line in seen_lines(subject).items()}
    return text_with(subject.series, lines, choice)


def _beginning(line: Line) -> Line:
    part = slice(0, _ROWS)
    return Line(
        line.at_s[part],
        line.value[part],
        line.minimum[part],
        line.maximum[part],
        line.count[part],
        line.bucket_s,
    )
