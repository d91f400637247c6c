"""What an export will look like: the picture itself, smaller, or the first rows of its figures."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours

_CHECK = 8
"""Pixels of a square behind what is transparent."""

_LEAST = QSize(420, 300)


class Preview(QStackedWidget):
    """Shows an image or a text."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = _Sheet(self)
        self._text = QPlainTextEdit(self, readOnly=True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(self.tr("First rows"))
        self.addWidget(self._image)
        self.addWidget(self._text)
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def scale_for(self, size: QSizeF) -> float:
        """Pixels of the device for each of a layout of ``size``, so that all of it is seen."""
        room = QSizeF(self._image.size()) * self.devicePixelRatioF()
        return max(0.05, min(room.width() / size.width(), room.height() / size.height()))

    def show_image(self, image: QImage) -> None:
        """Show a picture as it will be."""
        self._image.show_image(image)
        self.setCurrentWidget(self._image)

    def show_text(self, text: str) -> None:
        """Show the first rows."""
        if text != self._text.toPlainText():
            self._text.setPlainText(text)
        self.setCurrentWidget(self._text)

    def text(self) -> str:
        """The rows on show; empty for a picture."""
        return self._text.toPlainText() if self.currentWidget() is self._text else ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Sheet(QWidget):
    """An image at the top, with an edge round it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: QImage | None = None
        self.setAccessibleName(self.tr("Preview of the picture"))

    def show_image(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._shown = image
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        try:
            size = self._shown.deviceIndependentSize()
            at = QPointF((self.width() - size.width()) / 2, 0)
            if self._shown.hasAlphaChannel():
                self._paint_nothing(painter, QRectF(at, size))
            painter.drawImage(at, self._shown)
            painter.setPen(QColor(colours(self.palette()).border))
            painter.drawRect(QRectF(at, size).adjusted(0, 0, -1, -1))
        finally:
            painter.end()

    def _paint_nothing(self, painter: QPainter, box: QRectF) -> None:
        """The squares that stand for what is transparent."""
        tokens = colours(self.palette())
        painter.fillRect(box, QColor(tokens.window))
        painter.setClipRect(box)
        for row in range(int(box.height() / _CHECK) + 1):
            for place in range(row % 2, int(box.width() / _CHECK) + 1, 2):
                left, top = box.left() + place * _CHECK, box.top() + row * _CHECK
                painter.fillRect(QRectF(left, top, _CHECK, _CHECK), QColor(tokens.raised))
        painter.setClipping(False)
