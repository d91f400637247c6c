"""Asking for a printer, and giving it a chart."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QWidget

from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportTheme
from pulse_desktop.ui.charts.export.dress import look_of
from pulse_desktop.ui.charts.export.paper import print_picture, printer
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.theme import PRINT


def print_subject(
    subject: Subject, choice: ExportChoice, say: Callable[[Text], None], window: QWidget
) -> QPrintDialog:
    """Open the system's dialog; what is accepted is printed."""
    target = printer(subject.picture.title)
    dialog = QPrintDialog(target, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    look = look_of(replace(choice, theme=ExportTheme.PRINT, format=ExportFormat.PDF), PRINT)

    def print_it() -> None:
        if not print_picture(target, subject.picture, look):
            say(mark("Export", "The printer cannot be reached. Nothing was printed."))

    dialog.accepted.connect(print_it)
    QDialog.open(dialog)  # the override takes a receiver and a slot
    return dialog
