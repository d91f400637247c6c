"""What is exported: a picture as it was seen, and the series behind it. No Qt."""

from dataclasses import dataclass

from pulse_desktop.history.line import Line
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.ui.charts.picture import Picture


@dataclass(frozen=True, slots=True)
class ExportedSeries:
    """One series, in words that leave the program."""

    name: str
    """The resource's, as people know it."""

    resource: ResourceId
    key: SeriesKey
    line: Line | None = None
    """As it was drawn; ``None`` where it was not, and has to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A chart at one moment."""

    picture: Picture
    series: tuple[ExportedSeries, ...]
    """Whose points a table or a document holds, in order."""

    window_s: tuple[float, float]
    size: tuple[int, int]
    """Width and height on the screen, device-independent pixels."""

    max_points: int = 1000
    """Points of a series that the picture was asked for."""

    @property
    def keys(self) -> tuple[SeriesKey, ...]:
        """Of the series, each once."""
        return tuple(dict.fromkeys(series.key for series in self.series))
