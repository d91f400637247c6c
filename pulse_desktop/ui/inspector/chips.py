"""Short words side by side, each in a frame of its own, in as many lines as they need."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written


class Chips(QWidget):
    """Painted; its height follows its width."""

    def __init__(self, words: tuple[str, ...], spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(spoken)
        self.setToolTip(as_written(", ".join(words)))

    def _boxes(self, width: float) -> Iterator[tuple[QRectF, str]]:
        """Where each word goes within ``width``; one that is too long is cut."""
        size, metrics = sizes(self.font()), QFontMetricsF(self.font())
        height = metrics.height() + size.tight
        left = top = 0.0
        for word in self._words:
            inside = width - 2 * size.small
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, inside)
            chip = metrics.horizontalAdvance(shown) + 2 * size.small
            if left and left + chip > width:
                left, top = 0.0, top + height + size.tight
            yield QRectF(left, top, chip, height), shown
            left += chip + size.tight

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(max((box.bottom() for box, _ in self._boxes(width)), default=0.0)) + 1

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 24 * sizes(self.font()).character)
        return QSize(width, self.heightForWidth(width))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, size = colours(self.palette()), sizes(self.font())
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for box, word in self._boxes(self.width()):
                painter.setPen(QColor(tokens.border))
                painter.setBrush(QColor(tokens.raised))
                painter.drawRoundedRect(
                    box.adjusted(0.5, 0.5, -0.5, -0.5), size.radius, size.radius
                )
                painter.setPen(QColor(tokens.text))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        finally:
            painter.end()
