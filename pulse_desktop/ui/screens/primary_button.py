"""The one button of a dialog that Return presses."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours, sizes


class PrimaryButton(QPushButton):
    """A push button that can be given, and can lose, the accent of the next step."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._is_primary = False

    def is_primary(self) -> bool:
        """Whether it has the accent now."""
        return self._is_primary

    def set_primary(self, *, primary: bool) -> None:
        """Give it the accent and the Return key, or take both away."""
        self._is_primary = primary
        self.setDefault(primary)
        self._dress()

    def _dress(self) -> None:
        sheet = self._sheet() if self._is_primary and self.isEnabled() else ""
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _sheet(self) -> str:
        """Flat, because the style's own gradient would cost the text its contrast."""
        tokens, size = colours(self.window().palette()), sizes(self.font())
        return f"""
PrimaryButton {{ background: {tokens.accent}; color: {tokens.surface};
    border: 2px solid {tokens.accent}; border-radius: {size.radius}px;
    padding: {size.tight // 2}px {size.medium}px; min-width: {size.character * 8}px; }}
PrimaryButton:focus {{ border-color: {tokens.text}; }}
"""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.EnabledChange, QEvent.Type.PaletteChange}:
            self._dress()
