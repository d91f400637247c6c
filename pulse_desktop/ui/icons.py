"""The program's own symbols, drawn in the colours of the theme."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pulse_desktop.ui.drawings import drawing
from pulse_desktop.ui.theme import Colours

_RATIOS = (1.0, 1.5, 2.0, 3.0)


def symbol(name: str, colours: Colours, side: int) -> QIcon:
    """A one-colour symbol in the muted colour of text, crisp at every scale."""
    coloured = _source(name).replace(b"currentColor", colours.muted.encode())
    renderer = QSvgRenderer(QByteArray(coloured))
    icon = QIcon()
    for ratio in _RATIOS:
        icon.addPixmap(_drawn(renderer, side, ratio))
    return icon


def program_icon() -> QIcon:
    """The icon of the window and the task bar."""
    return QIcon(str(drawing("pulse-desktop")))


def _drawn(renderer: QSvgRenderer, side: int, ratio: float) -> QPixmap:
    canvas = QPixmap(round(side * ratio), round(side * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    try:
        renderer.render(painter, QRectF(0, 0, side, side))
    finally:
        painter.end()
    return canvas


def _source(name: str) -> bytes:
    return drawing(name).read_bytes()
