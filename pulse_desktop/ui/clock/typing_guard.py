"""Keeps the single-key commands from what is typed into a list of choices.

Fields for text claim their keys themselves (``ShortcutOverride``); a closed combo box, in which
people type to jump to an entry, does not.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from typing_extensions import override

_MERE_CHARACTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypingGuard(QObject):
    """Looks at the keys of the combo box that has the focus, and at no other event."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._guarded: QComboBox | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if self._guarded is not None:
            self._guarded.removeEventFilter(self)
        self._guarded = focused if isinstance(focused, QComboBox) else None
        if self._guarded is not None:
            self._guarded.installEventFilter(self)
            self._guarded.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._guarded = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim characters and Backspace, so that they reach the combo box."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.modifiers() & ~_MERE_CHARACTERS and _is_typing(event):
            event.accept()
        return False


def _is_typing(event: QKeyEvent) -> bool:
    """Whether the key writes or takes back a character. Function keys have no text at all."""
    is_character = bool(event.text()) and event.text().isprintable()
    return is_character or event.key() == Qt.Key.Key_Backspace
