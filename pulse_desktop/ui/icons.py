"""The program's own symbols, drawn in the colours of the theme."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import pulse_desktop
from pulse_desktop.ui.theme import Colours

_RATIOS = (1.0, 1.5, 2.0, 3.0)
_PACKAGE = Path(pulse_desktop.__file__).parent
_FOLDERS = (_PACKAGE / "_resources" / "icons", _PACKAGE.parent / "resources" / "icons")
"""Inside the wheel, and in the source tree."""


def symbol(name: str, colours: Colours, side: int) -> QIcon:
    """A one-colour symbol in the muted colour of text, crisp at every scale."""
    drawing = _source(name).replace(b"currentColor", colours.muted.encode())
    renderer = QSvgRenderer(QByteArray(drawing))
    icon = QIcon()
    for ratio in _RATIOS:
        icon.addPixmap(_drawn(renderer, side, ratio))
    return icon


def program_icon() -> QIcon:
    """The icon of the window and the task bar."""
    return QIcon(str(_path("pulse-desktop")))


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
    return _path(name).read_bytes()


def _path(name: str) -> Path:
    found = (folder / f"{name}.svg" for folder in _FOLDERS)
    return next((path for path in found if path.exists()), _FOLDERS[-1] / f"{name}.svg")
