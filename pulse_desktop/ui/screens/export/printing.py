"""Asking for a printer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportTheme
from pulse_desktop.ui.charts.export.dress import look_of
from pulse_desktop.ui.charts.export.paper import print_picture, printer
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.theme import PRINT

_ACCEPTED = QDialog.DialogCode.Accepted.value


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A page for the printer that the user chose. Qt prints from any thread."""

    target: QPrinter
    picture: Picture
    look: Look

    def run(self) -> bool:
        """Print; ``False`` where the printer cannot be reached."""
        return print_picture(self.target, self.picture, self.look)


def ask_printer(
    subject: Subject, choice: ExportChoice, take: Callable[[PrintJob], None], window: QWidget
) -> None:
    """Open the system's dialog, and have ``take`` called with what was accepted.

    The chart is black on white whatever the last file was; its parts are those of the choice.
    """
    on_paper = replace(choice, theme=ExportTheme.PRINT, format=ExportFormat.PDF)
    job = PrintJob(printer(subject.picture.title), subject.picture, look_of(on_paper, PRINT))
    dialog = QPrintDialog(job.target, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda result: take(job) if result == _ACCEPTED else None)
    QDialog.open(dialog)  # the override takes a receiver and a slot
