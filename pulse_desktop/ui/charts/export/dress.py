"""From a choice to a look and a size in pixels."""

from collections.abc import Mapping

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QGuiApplication

from pulse_desktop.settings.export_choice import ExportChoice, ExportSize, ExportTheme
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.look import Look, Part, fixed
from pulse_desktop.ui.theme import DARK, LIGHT, PRINT, Colours

_FONT_PX = 13
"""The size of the window's type (``ux`` tokens), for which the presets are laid out."""

_SIZES: Mapping[ExportSize, QSizeF] = {
    ExportSize.SLIDE: QSizeF(1280, 720),
    ExportSize.A4: QSizeF(1123, 794),
    ExportSize.SQUARE: QSizeF(1080, 1080),
}
"""Pixels, of which paper and PDF have 96 to the inch."""

_SMALLEST = QSizeF(480, 240)
"""A chart in a narrow pane has its title and legend elsewhere; here they need room."""

PER_INCH = 96
"""Pixels of a layout to an inch (CSS Values 4, §6.2)."""


def size_of(choice: ExportChoice, subject: Subject) -> QSizeF:
    """How large the picture is laid out."""
    shown = QSizeF(*map(float, subject.size)).expandedTo(_SMALLEST)
    return _SIZES.get(choice.size, shown)


def look_of(choice: ExportChoice, shown: Colours) -> Look:
    """The dress of an export, where ``shown`` are the colours on the screen."""
    wanted = {
        Part.TITLE: choice.has_title,
        Part.LEGEND: choice.has_legend,
        Part.NOTES: choice.has_notes,
        Part.FOOTER: choice.has_footer,
    }
    return Look(
        colours=_COLOURS.get(choice.theme, shown),
        font=document_font(),
        parts=frozenset(part for part, is_wanted in wanted.items() if is_wanted),
        is_opaque=not (choice.is_transparent and choice.format.can_be_transparent),
        is_monochrome=choice.theme is ExportTheme.PRINT,
    )


def document_font() -> QFont:
    """The application's typeface in the size of documents."""
    return fixed(QGuiApplication.font(), _FONT_PX)


_COLOURS = {
    ExportTheme.LIGHT: LIGHT,
    ExportTheme.DARK: DARK,
    ExportTheme.PRINT: PRINT,
}
