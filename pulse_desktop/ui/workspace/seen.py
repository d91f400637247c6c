"""A chart as it is seen, for those who take it out of the program. No widgets."""

from dataclasses import replace

from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.drawing import legend
from pulse_desktop.ui.workspace.projection import Shown
from pulse_desktop.ui.workspace.scene import Entry


def with_figures(picture: Picture, shown: Shown, at_s: float | None, formats: Formats) -> Picture:
    """``picture`` with every figure of the legend; values at an instant, or the newest."""
    panels = tuple(
        replace(panel, legend=tuple(legend(stage, shown.before, formats, at_s)))
        for panel, stage in zip(picture.panels, shown.scene.stages, strict=True)
    )
    return replace(picture, panels=panels)


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
