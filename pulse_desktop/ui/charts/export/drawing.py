"""A picture as PNG, SVG or PDF. May run on any thread: nothing here is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from pulse_desktop.model.errors import ExportError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.export_choice import ExportFormat
from pulse_desktop.ui.charts.export.dress import PER_INCH
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter import paint
from pulse_desktop.ui.charts.picture import Picture

_PRODUCT = "Pulse Desktop"
_POINTS_PER_INCH = 72
_PDF_RESOLUTION = 1200
"""Dots to an inch of which a PDF's coordinates are whole numbers."""

_LARGEST_SIDE = 32_767
"""Pixels of an image that a painter reaches (Qt, ``QPaintDevice`` coordinates are 16 bit)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture at a size, in a look."""

    picture: Picture
    size: QSizeF
    look: Look

    @property
    def rect(self) -> QRectF:
        """All of it."""
        return QRectF(0, 0, self.size.width(), self.size.height())


def image(drawing: Drawing, scale: float) -> QImage:
    """Painted pixel by pixel, ``scale`` pixels of the image for each of the layout.

    Raises:
        ExportError: It would be larger than an image can be.
    """
    size = (drawing.size * scale).toSize()
    if max(size.width(), size.height()) > _LARGEST_SIDE:
        raise _too_large(size)
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    if made.isNull():
        raise _too_large(size)
    made.fill(0)
    made.setDotsPerMeterX(round(PER_INCH * scale / _METRES_PER_INCH))
    made.setDotsPerMeterY(round(PER_INCH * scale / _METRES_PER_INCH))
    painter = QPainter(made)
    try:
        painter.scale(scale, scale)
        paint(painter, drawing.rect, drawing.picture, drawing.look)
    finally:
        painter.end()
    return made


def png(drawing: Drawing, scale: float) -> bytes:
    """An image with its title, and nothing else about where it comes from.

    Raises:
        ExportError: It would be larger than an image can be.
    """
    made = image(drawing, scale)
    if drawing.look.is_opaque:
        made = made.convertToFormat(QImage.Format.Format_RGB888)
    made.setText("Title", drawing.picture.title)
    made.setText("Software", _PRODUCT)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(made):
        raise _too_large(made.size())
    return bytes(buffer.data().data())


def svg(drawing: Drawing, _scale: float = 1) -> bytes:
    """Shapes and real text, one user unit a pixel of the layout."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(PER_INCH)
    generator.setSize(drawing.size.toSize())
    generator.setViewBox(drawing.rect)
    generator.setTitle(drawing.picture.title)
    generator.setDescription(drawing.picture.footer)
    painter = QPainter(generator)
    try:
        paint(painter, drawing.rect, drawing.picture, drawing.look)
    finally:
        painter.end()
    return _in_pixels(bytes(buffer.data().data()), drawing.size.toSize())


def pdf(drawing: Drawing, _scale: float = 1) -> bytes:
    """One page of the size of the layout, at 96 pixels to the inch."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_RESOLUTION)
    writer.setTitle(drawing.picture.title)
    writer.setCreator(_PRODUCT)
    writer.setDocumentXmpMetadata(QByteArray(_XMP.encode()))
    points = drawing.size * (_POINTS_PER_INCH / PER_INCH)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    try:
        painter.scale(_PDF_RESOLUTION / PER_INCH, _PDF_RESOLUTION / PER_INCH)
        paint(painter, drawing.rect, drawing.picture, drawing.look)
    finally:
        painter.end()
    return _by_us(bytes(buffer.data().data()))


DRAWN: dict[ExportFormat, Callable[[Drawing, float], bytes]] = {
    ExportFormat.PNG: png,
    ExportFormat.SVG: svg,
    ExportFormat.PDF: pdf,
}
"""The formats that are looked at."""

_XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="{_PRODUCT}"/>
</rdf:RDF>
</x:xmpmeta>
"""
"""In place of the library's own, which tells its version (ISO 16684-1, §7)."""

_METRES_PER_INCH = 0.0254
_SVG_SIZE = re.compile(rb'<svg width="[^"]*" height="[^"]*"')
_SVG_FAMILY = re.compile(rb'font-family="([^",]*)"')
_PDF_PRODUCER = re.compile(rb"/Producer \((?:[^\\)]|\\.)*\)", re.DOTALL)


def _in_pixels(document: bytes, size: QSize) -> bytes:
    """The document's size in pixels, not in rounded millimetres, and a family for other systems."""
    head = b'<svg width="%d" height="%d"' % (size.width(), size.height())
    sized = _SVG_SIZE.sub(head, document, count=1)
    return _SVG_FAMILY.sub(rb'font-family="\1, sans-serif"', sized)


def _by_us(document: bytes) -> bytes:
    """Our name in place of the library's and its version, in as many bytes: places are counted."""
    ours = b"/Producer (" + _PRODUCT.encode() + b")"
    return _PDF_PRODUCER.sub(lambda found: ours.ljust(len(found[0])), document, count=1)


def _too_large(size: QSize) -> ExportError:
    return ExportError(
        mark(
            "Export",
            "An image of {width} × {height} pixels is larger than this computer can make."
            " Choose a smaller scale.",
        ).given(width=size.width(), height=size.height())
    )
