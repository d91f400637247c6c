"""What the user last chose in the export dialog. Frozen; a part of the preferences."""

from dataclasses import dataclass
from enum import StrEnum


class ExportFormat(StrEnum):
    """The kinds of file, as the command line spells them; also how their names end."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at, and not read by programs."""
        return self in (ExportFormat.PNG, ExportFormat.SVG, ExportFormat.PDF)

    @property
    def can_be_transparent(self) -> bool:
        """Whether there can be nothing behind the chart. Paper is white."""
        return self in (ExportFormat.PNG, ExportFormat.SVG)


class ExportSize(StrEnum):
    """How large the picture is laid out."""

    AS_SHOWN = "as_shown"
    SLIDE = "slide"
    """16:9."""

    A4 = "a4"
    """Across."""

    SQUARE = "square"


class ExportTheme(StrEnum):
    """Which colours it has."""

    AS_SHOWN = "as_shown"
    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    """Black on white; curves are told apart without colours."""


class CsvLayout(StrEnum):
    """How series lie in a table."""

    WIDE = "wide"
    """A row an instant, a column a series."""

    LONG = "long"
    """A row a point, with its extremes and count."""


class ExportPoints(StrEnum):
    """Which points are written."""

    BUCKETED = "bucketed"
    """Those that the chart is drawn from."""

    RAW = "raw"
    """The finest that are kept."""


SCALES = (1, 2, 4)
"""Pixels of an image for each of the screen's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoice:
    """How a chart leaves the program."""

    format: ExportFormat = ExportFormat.PNG
    scale: int = 2
    size: ExportSize = ExportSize.AS_SHOWN
    theme: ExportTheme = ExportTheme.AS_SHOWN
    is_transparent: bool = False
    has_title: bool = True
    has_legend: bool = True
    has_notes: bool = True
    has_footer: bool = True
    layout: CsvLayout = CsvLayout.WIDE
    points: ExportPoints = ExportPoints.BUCKETED
    has_local_times: bool = True
    """A column with the local time and its offset beside the one in UTC."""

    folder: str = ""
    """Where the last file went; empty for the user's documents."""
