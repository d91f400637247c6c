"""The export dialog's section of the preferences. What cannot be read falls back to the default.

A wrong word here costs a click in the dialog, so it is no reason to refuse the whole file.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pulse_desktop.settings.export_choice import (
    SCALES,
    CsvLayout,
    ExportChoice,
    ExportFormat,
    ExportPoints,
    ExportSize,
    ExportTheme,
)

E = TypeVar("E", bound=StrEnum)
Table = Mapping[str, object]

_LONGEST_FOLDER = 4096
_USUAL = ExportChoice()


def read(value: object) -> ExportChoice:
    """The choice that a table holds."""
    table: Table = value if isinstance(value, dict) else {}
    scale, folder = table.get("scale"), table.get("folder")
    return ExportChoice(
        format=_word(table.get("format"), ExportFormat, _USUAL.format),
        scale=scale if type(scale) is int and scale in SCALES else _USUAL.scale,
        size=_word(table.get("size"), ExportSize, _USUAL.size),
        theme=_word(table.get("theme"), ExportTheme, _USUAL.theme),
        is_transparent=table.get("is_transparent") is True,
        has_title=table.get("has_title") is not False,
        has_legend=table.get("has_legend") is not False,
        has_notes=table.get("has_notes") is not False,
        has_footer=table.get("has_footer") is not False,
        layout=_word(table.get("layout"), CsvLayout, _USUAL.layout),
        points=_word(table.get("points"), ExportPoints, _USUAL.points),
        has_local_times=table.get("has_local_times") is not False,
        folder=folder if isinstance(folder, str) and len(folder) < _LONGEST_FOLDER else "",
    )


def write(choice: ExportChoice) -> dict[str, str | int | bool]:
    """The table of a choice."""
    return {
        "format": choice.format.value,
        "scale": choice.scale,
        "size": choice.size.value,
        "theme": choice.theme.value,
        "is_transparent": choice.is_transparent,
        "has_title": choice.has_title,
        "has_legend": choice.has_legend,
        "has_notes": choice.has_notes,
        "has_footer": choice.has_footer,
        "layout": choice.layout.value,
        "points": choice.points.value,
        "has_local_times": choice.has_local_times,
        "folder": choice.folder,
    }


def _word(value: object, words: type[E], usual: E) -> E:
    return next((word for word in words if word.value == value), usual)
