"""A word that leads somewhere, within the text of a page."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written


class LinkButton(QPushButton):
    """Looks like a link, is pressed like a button, and never widens its page."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, flat=True)
        self._whole = text
        self.setObjectName("link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(as_written(text))
        self._dress()

    def _dress(self) -> None:
        # Its own palette changes with its own sheet.
        tokens, size = colours(self.window().palette()), sizes(self.font())
        sheet = (
            f"#link {{ color: {tokens.accent}; text-align: left; border: none;"
            f" padding: {size.tight // 2}px 0; }}"
            f"#link:focus {{ border: 1px solid {tokens.accent}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        middle = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(self._whole, middle, self.width() - 4)
        self.setText(shown.replace("&", "&&"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
