"""A thin bar: how much of the whole something takes."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours, sizes

_WIDTH = 24
"""Characters."""


class ShareBar(QWidget):
    """Painted in the theme's bar colours; the number stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratio = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ratio(self, ratio: float) -> None:
        """Fill that much of it, 0.0 to 1.0."""
        self._ratio = min(1.0, max(0.0, ratio))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = sizes(self.font())
        return QSize(_WIDTH * size.character, size.bar)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = colours(self.palette())
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(0, 0, 0, 0))
            box, radius = QRectF(self.rect()), self.height() / 2
            painter.setBrush(QColor(tokens.track))
            painter.drawRoundedRect(box, radius, radius)
            if self._ratio:
                box.setWidth(max(self.height(), box.width() * self._ratio))
                painter.setBrush(QColor(tokens.bar))
                painter.drawRoundedRect(box, radius, radius)
        finally:
            painter.end()
