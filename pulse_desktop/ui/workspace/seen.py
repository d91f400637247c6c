"""A chart as it is seen, for those who take it out of the program. No widgets."""

from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.workspace.projection import Shown
from pulse_desktop.ui.workspace.scene import Entry


def subject_of(picture: Picture, shown: Shown, size: tuple[int, int]) -> Subject:
    """The picture, and the series that are drawn in it."""
    drawn = [entry for entry in shown.scene.entries if entry.is_drawn]
    return Subject(
        picture=picture,
        series=tuple(_exported(entry) for entry in drawn),
        window_s=picture.window_s,
        size=size,
        max_points=shown.max_points,
    )


def _exported(entry: Entry) -> ExportedSeries:
    series = entry.series
    name = series.name or series.resource
    return ExportedSeries(name, series.resource, series.key, entry.line)
