"""The ways into the past and back, as actions."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class TravelActions(QObject):
    """Owns them; ``TravelCommands`` connects them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.go_to_time = self._make(self.tr("Go to &time…"), "Ctrl+G")
        self.yesterday = self._make(self.tr("&Yesterday, same time"))
        self.before_worse = self._make(self.tr("Just before the last change for the &worse"))
        self.back = self._make(self.tr("&Back to live"))
        self.back.setEnabled(False)

    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        return [self.go_to_time, self.yesterday, self.before_worse, self.back]

    def fill(self, menu: QMenu) -> None:
        """Put everything into ``menu``."""
        menu.addActions(self.all()[:-1])
        menu.addSeparator()
        menu.addAction(self.back)

    def _make(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        return action
