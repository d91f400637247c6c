"""One line above the table for what the user should know."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui import shapes
from pulse_desktop.ui.icons import symbol
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written


class Banner(QWidget):
    """Shows the first line that was not dismissed; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self._dismissed: set[str] = set()
        size = sizes(self.font())
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton(self, autoRaise=True)
        self._close.setAccessibleName(self.tr("Dismiss this message"))
        self._close.setToolTip(self._close.accessibleName())
        self._close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.large + size.shape + size.small, 0, size.small, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.setFixedHeight(size.row)
        self._draw_close()
        self.hide()

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Take the standing lines. A dismissed one returns only after it went away."""
        self._lines = lines
        self._dismissed &= set(lines)
        self._choose()

    def text(self) -> str:
        """The line on show; empty when the banner is hidden."""
        return self._text.text()

    def _choose(self) -> None:
        line = next((line for line in self._lines if line not in self._dismissed), "")
        self._text.setText(line)
        self._text.setToolTip(as_written(line))
        self.setVisible(bool(line))

    def _dismiss(self) -> None:
        self._dismissed.add(self._text.text())
        self._choose()

    def _draw_close(self) -> None:
        self._close.setIcon(symbol("close", colours(self.palette()), sizes(self.font()).large))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw_close()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, size = colours(self.palette()), sizes(self.font())
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), QColor(tokens.raised))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border))
            top = (self.height() - size.shape) / 2
            box = QRectF(size.large, top, size.shape, size.shape)
            shapes.paint(painter, Shape.WARNING, box, tokens)
        finally:
            painter.end()
