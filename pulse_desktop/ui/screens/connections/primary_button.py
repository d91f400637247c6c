"""The one button of a dialog that Return presses."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import colours


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
        if not (self._is_primary and self.isEnabled()):
            self.setPalette(QPalette())
            return
        tokens = colours(self.window().palette())
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Button, QColor(tokens.accent))
        palette.setColor(QPalette.ColorRole.ButtonText, QColor(tokens.surface))
        if palette.color(QPalette.ColorRole.Button) != self.palette().button().color():
            self.setPalette(palette)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.EnabledChange, QEvent.Type.PaletteChange}:
            self._dress()
