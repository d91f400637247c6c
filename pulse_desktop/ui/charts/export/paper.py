"""A chart on paper."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from pulse_desktop.ui.charts.export.drawing import Drawing
from pulse_desktop.ui.charts.export.dress import PER_INCH
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter import paint
from pulse_desktop.ui.charts.picture import Picture


def printer(title: str) -> QPrinter:
    """One that asks for a page across. ``title`` is the name of the job."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPageOrientation(QPageLayout.Orientation.Landscape)
    made.setDocName(title)
    return made


def print_picture(target: QPrinter, picture: Picture, look: Look) -> bool:
    """Fill the printable part of one page; ``False`` where the printer cannot be reached."""
    dots = target.resolution() / PER_INCH
    page = target.pageRect(QPrinter.Unit.DevicePixel).size()
    size = QSizeF(page.width() / dots, page.height() / dots)
    painter = QPainter()
    if not painter.begin(target):
        return False
    try:
        painter.scale(dots, dots)
        paint(painter, Drawing(picture, size, look).rect, picture, look)
    finally:
        painter.end()
    return True
