"""The line below the toolbar that says that this is the past."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.clock.travel_actions import TravelActions
from pulse_desktop.ui.theme import colours, sizes

_HAIRLINE = 2


class PastBanner(QWidget):
    """An amber line, the instant, and the way back; hidden while everything is live."""

    def __init__(self, actions: TravelActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._back = QPushButton(self.tr("Back to live"), self)
        self._back.clicked.connect(actions.back.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.large, _HAIRLINE + size.tight, size.medium, size.tight)
        row.addWidget(self._text, 1)
        row.addWidget(self._back)
        self.hide()

    def say(self, text: str) -> None:
        """Show ``text``; hide for none."""
        self._text.setText(text)
        self._text.setToolTip(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is said; empty while everything is live."""
        return self._text.text()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = colours(self.palette())
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), QColor(tokens.raised))
            painter.fillRect(0, 0, self.width(), _HAIRLINE, QColor(tokens.warn))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border))
        finally:
            painter.end()
